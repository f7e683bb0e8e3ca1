package io.piha.recovery;

import java.util.Locale;

/** Sizes for people. */
final class Sizes {

  private Sizes() {}

  /** E.g. {@code 1.4 GB}; powers of a thousand. */
  static String words(long bytes) {
    if (bytes < 1_000) {
      return bytes + " bytes";
    }
    String[] units = {"kB", "MB", "GB", "TB"};
    double value = bytes / 1_000.0;
    int unit = 0;
    while (value >= 999.95 && unit < units.length - 1) {
      value /= 1_000;
      unit++;
    }
    return String.format(Locale.ROOT, "%.1f %s", value, units[unit]);
  }
}
