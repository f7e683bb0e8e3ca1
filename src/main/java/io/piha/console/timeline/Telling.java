package io.piha.console.timeline;

import io.piha.console.kit.Spans;
import io.piha.console.kit.Words;
import io.piha.console.timeline.HostStrip.Judged;
import io.piha.journal.PowerChange;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Says what a chart shows of a moment, for those who point at it and those who hear it. */
final class Telling {

  private final Chart chart;
  private final Words words;
  private final Instant now;

  Telling(Chart chart, Words words, Instant now) {
    this.chart = chart;
    this.words = words;
    this.now = now;
  }

  String of(Instant moment, Duration inSight) {
    List<String> parts = new ArrayList<>();
    parts.add(words.moment(moment, now));
    if (inSight.compareTo(Duration.ofDays(2)) < 0 && !words.moment(moment, now).contains(":")) {
      parts.add(words.clock(moment));
    }
    chart.near(moment, inSight.toMillis() / 150).ifPresent(mark -> parts.add(mark.text()));
    chart.bands().stream()
        .filter(band -> band.holds(moment))
        .map(Band::text)
        .distinct()
        .forEach(parts::add);
    for (HostStrip strip : chart.hosts()) {
      heard(parts, strip, moment.toEpochMilli());
    }
    return String.join(" · ", parts);
  }

  private void heard(List<String> parts, HostStrip strip, long at) {
    long last = strip.lastUntil(at);
    if (last >= 0 && strip.width() == 0) {
      String ago = Spans.words(Duration.ofMillis(at - last));
      parts.add(words.say("timeline.heard", strip.host(), ago));
    } else if (last >= 0 && at < last + strip.width()) {
      int place = strip.firstFrom(last);
      parts.add(
          words.say(
              "timeline.count",
              strip.host(),
              strip.counts()[place],
              Spans.words(Duration.ofMillis(strip.width()))));
    }
    Judged judged = null;
    for (Judged each : strip.verdicts()) {
      judged = each.at() <= at ? each : judged;
    }
    if (judged != null && !judged.text().equals("up")) {
      parts.add(strip.host() + " " + judged.text());
    }
    PowerChange power = null;
    for (PowerChange each : strip.power()) {
      power = each.at().toEpochMilli() <= at ? each : power;
    }
    if (power != null) {
      String word = words.sayOr("power." + power.word(), power.word());
      String watts =
          power.watts().isPresent() ? ", " + words.tenths(power.watts().getAsDouble()) + " W" : "";
      parts.add(words.say("timeline.power", strip.host(), word + watts));
    }
  }
}
