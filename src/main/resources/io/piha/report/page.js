(function () {
  'use strict';
  var main = document.querySelector('main');
  var lost = document.getElementById('lost');
  var ahead = 0;
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
  function turn() {
    fetch(location.href, { cache: 'no-store' }).then(function (answer) {
      if (!answer.ok) { throw new Error('HTTP ' + answer.status); }
      return answer.text();
    }).then(function (text) {
      var fresh = new DOMParser().parseFromString(text, 'text/html').querySelector('main');
      main.replaceWith(fresh);
      main = fresh;
      lost.hidden = true;
      anchor();
      ages();
    }).catch(function (error) {
      lost.textContent = 'No answer from PiHA (' + error.message + '). What you see is old.';
      lost.hidden = false;
    }).then(function () { setTimeout(turn, document.hidden ? 15000 : 2000); });
  }
  anchor();
  ages();
  setInterval(ages, 1000);
  setTimeout(turn, 2000);
}());
