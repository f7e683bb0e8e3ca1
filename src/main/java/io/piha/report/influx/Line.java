package io.piha.report.influx;

/**
 * One point in line protocol. Measurement and names are constants of ours; values are from outside.
 *
 * @see <a href="https://docs.influxdata.com/influxdb/v2/reference/syntax/line-protocol/">syntax</a>
 */
final class Line {
  private final StringBuilder out = new StringBuilder(256);
  private boolean fields;

  Line(String measurement) {
    out.append(measurement);
  }

  /** A tag, before any field; an empty one is left out, as the protocol wants. */
  Line tag(String name, String value) {
    String plain = plain(value);
    if (!plain.isEmpty()) {
      out.append(',').append(name).append('=');
      for (int i = 0; i < plain.length(); i++) {
        char each = plain.charAt(i);
        if (each == ',' || each == '=' || each == ' ') {
          out.append('\\');
        }
        out.append(each);
      }
    }
    return this;
  }

  Line field(String name, long value) {
    return raw(name, value + "i");
  }

  Line field(String name, boolean value) {
    return raw(name, Boolean.toString(value));
  }

  Line field(String name, String value) {
    return raw(name, '"' + plain(value).replace("\\", "\\\\").replace("\"", "\\\"") + '"');
  }

  private Line raw(String name, String value) {
    out.append(fields ? ',' : ' ').append(name).append('=').append(value);
    fields = true;
    return this;
  }

  /** The line, without its end. */
  String at(long nanos) {
    return out + " " + nanos;
  }

  /** No line ends, and no backslash at an end, where it would escape what follows. */
  private static String plain(String text) {
    return text.replaceAll("\\p{Cntrl}", " ").replaceAll("\\\\+$", "");
  }
}
