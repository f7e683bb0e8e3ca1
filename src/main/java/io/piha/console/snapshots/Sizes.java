package io.piha.console.snapshots;

import java.util.Locale;

/** How sizes are written. */
final class Sizes {

  private static final String[] UNITS = {"kB", "MB", "GB", "TB"};

  private Sizes() {}

  /** {@code 1.4 GB}; powers of a thousand. */
  static String words(long bytes, Locale locale) {
    if (bytes < 1_000) {
      return bytes + " B";
    }
    double value = bytes / 1_000.0;
    int unit = 0;
    while (value >= 999.95 && unit < UNITS.length - 1) {
      value /= 1_000;
      unit++;
    }
    return String.format(locale, "%.1f %s", value, UNITS[unit]);
  }
}
