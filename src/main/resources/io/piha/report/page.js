(function () {
  'use strict';
  var main = document.querySelector('main');
  var lost = document.getElementById('lost');
  var ahead = 0;
  var heard = Date.now();
  function anchor() { ahead = Date.now() - Date.parse(main.dataset.at); }
  function words(seconds) {
    var s = Math.abs(Math.round(seconds));
    if (s < 120) { return s + ' s'; }
    if (s < 7200) { return Math.round(s / 60) + ' min'; }
    return s < 172800 ? Math.round(s / 3600) + ' h' : Math.round(s / 86400) + ' d';
  }
  function ages() {
    main.querySelectorAll('time[data-age]').forEach(function (each) {
      var age = (Date.now() - ahead - Date.parse(each.dateTime)) / 1000;
      each.textContent = age < 0 ? 'in ' + words(age) : words(age) + ' ago';
    });
  }
  function show(text) {
    var fresh = new DOMParser().parseFromString(text, 'text/html').querySelector('main');
    main.replaceWith(fresh);
    main = fresh;
    heard = Date.now();
    lost.hidden = true;
    anchor();
    ages();
  }
  function watch() {
    if (Date.now() - heard > 6000) {
      lost.textContent = 'No answer from PiHA for ' + words((Date.now() - heard) / 1000) +
        '. What you see is old.';
      lost.hidden = false;
    }
  }
  function listen() {
    var live = new EventSource('live' + location.search);
    live.onmessage = function (event) { show(event.data); };
    live.addEventListener('beat', function () { heard = Date.now(); lost.hidden = true; });
    live.onerror = function () {
      if (live.readyState !== 2) { return; }
      fetch(location.href, { cache: 'no-store' }).then(function (answer) {
        return answer.ok ? answer.text() : Promise.reject();
      }).then(show).catch(function () {}).then(function () { setTimeout(listen, 5000); });
    };
  }
  anchor();
  ages();
  setInterval(ages, 1000);
  setInterval(watch, 1000);
  listen();
}());
