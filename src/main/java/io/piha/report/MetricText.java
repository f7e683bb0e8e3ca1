package io.piha.report;

import java.math.BigDecimal;
import java.util.Arrays;

/** Writes the Prometheus text format: a family's head, then its values. */
final class MetricText {

  private final StringBuilder out = new StringBuilder(8 * 1024);
  private String family = "";

  /** Begins a family. */
  MetricText gauge(String name, String help) {
    family = name;
    out.append("# HELP ").append(name).append(' ').append(help).append('\n');
    out.append("# TYPE ").append(name).append(" gauge\n");
    return this;
  }

  /** Begins a family that only grows; its name ends in {@code _total}. */
  MetricText counter(String name, String help) {
    family = name;
    out.append("# HELP ").append(name).append(' ').append(help).append('\n');
    out.append("# TYPE ").append(name).append(" counter\n");
    return this;
  }

  void value(boolean yes, String... labels) {
    write(yes ? "1" : "0", labels);
  }

  void value(long number, String... labels) {
    write(Long.toString(number), labels);
  }

  /**
   * A value of the family begun last.
   *
   * @param labels name, value, name, value …
   */
  void value(double number, String... labels) {
    write(BigDecimal.valueOf(number).stripTrailingZeros().toPlainString(), labels);
  }

  private void write(String number, String... labels) {
    out.append(family);
    for (int i = 0; i < labels.length; i += 2) {
      out.append(i == 0 ? '{' : ',').append(labels[i]).append("=\"");
      escape(labels[i + 1]);
      out.append('"');
    }
    out.append(labels.length == 0 ? " " : "} ");
    out.append(number).append('\n');
  }

  static String[] with(String[] labels, String name, String value) {
    String[] more = Arrays.copyOf(labels, labels.length + 2);
    more[labels.length] = name;
    more[labels.length + 1] = value;
    return more;
  }

  private void escape(String value) {
    for (int i = 0; i < value.length(); i++) {
      char each = value.charAt(i);
      switch (each) {
        case '\\' -> out.append("\\\\");
        case '"' -> out.append("\\\"");
        case '\n' -> out.append("\\n");
        default -> out.append(each);
      }
    }
  }

  @Override
  public String toString() {
    return out.toString();
  }
}
