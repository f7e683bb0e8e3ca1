package io.piha.report;

import io.piha.engine.Rfc3339;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** Times on the page: what a person wants to know first, the exact time behind it. */
final class PageTime {

  private static final DateTimeFormatter EXACT =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss 'UTC'", Locale.ROOT)
          .withZone(ZoneOffset.UTC);

  private PageTime() {}

  /** How long ago, or in how long; counted on by the script. */
  static void age(Html html, Instant at, Instant now) {
    html.tag("<time data-age datetime=\"").text(Rfc3339.text(at)).tag("\" title=\"");
    html.text(EXACT.format(at)).tag("\">").text(words(Duration.between(at, now))).tag("</time>");
  }

  static void exact(Html html, Instant at) {
    html.tag("<time datetime=\"").text(Rfc3339.text(at)).tag("\">");
    html.text(EXACT.format(at)).tag("</time>");
  }

  /** {@code 4 s ago}, {@code in 8 s}; the script rounds in the same way. */
  static String words(Duration age) {
    String length = length(Math.round(Math.abs(age.toMillis()) / 1000.0));
    return age.isNegative() ? "in " + length : length + " ago";
  }

  static String length(long seconds) {
    if (seconds < 120) {
      return seconds + " s";
    }
    if (seconds < 7200) {
      return Math.round(seconds / 60.0) + " min";
    }
    return seconds < 172_800
        ? Math.round(seconds / 3600.0) + " h"
        : Math.round(seconds / 86_400.0) + " d";
  }
}
