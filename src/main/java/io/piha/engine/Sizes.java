package io.piha.engine;

import java.util.Locale;

/** Sizes for people. */
public final class Sizes {

  private static final String[] UNITS = {"kB", "MB", "GB", "TB"};

  private Sizes() {}

  /** E.g. {@code 1.4 GB}; powers of a thousand. */
  public static String words(long bytes, Locale locale) {
    if (bytes < 1_000) {
      return bytes + " bytes";
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
