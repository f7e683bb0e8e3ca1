package io.piha.sync;

import java.time.Duration;

/** How long something takes, in words. */
final class Spans {

  private Spans() {}

  static String words(Duration span) {
    long seconds = Math.max(0, span.toMillis() + 500) / 1000;
    if (seconds < 120) {
      return seconds + " s";
    }
    if (seconds < 7200) {
      return seconds / 60 + " min";
    }
    long minutes = seconds / 60;
    return minutes < 48 * 60
        ? minutes / 60 + " h" + (minutes % 60 == 0 ? "" : " " + minutes % 60 + " min")
        : minutes / (24 * 60) + " d";
  }
}
