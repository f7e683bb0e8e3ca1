package io.piha.journal;

import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * JSON with exactly one spelling for each value (RFC 8785, JSON Canonicalization Scheme), so that a
 * hash over it can be checked by anybody: no blanks, keys sorted by UTF-16 code units, numbers as
 * ECMAScript writes them, only the escapes that must be.
 */
public final class CanonicalJson {
  /** The largest whole number that every JSON reader keeps exactly: 2^53 − 1. */
  public static final long LARGEST_SAFE = (1L << 53) - 1;

  private CanonicalJson() {}

  /**
   * Writes null, Boolean, String, whole numbers, Double, List and Map of these with String keys.
   *
   * @throws IllegalArgumentException for anything that RFC 8785 refuses: NaN, infinities, whole
   *     numbers beyond {@link #LARGEST_SAFE}, half surrogate pairs, other types
   */
  public static String of(@Nullable Object value) {
    StringBuilder out = new StringBuilder(256);
    write(value, out);
    return out.toString();
  }

  /** The same, at the end of what was written before. */
  static void write(@Nullable Object value, StringBuilder out) {
    switch (value) {
      case null -> out.append("null");
      case String text -> quote(text, out);
      case Boolean truth -> out.append(truth.booleanValue());
      case Long whole -> out.append(safe(whole));
      case Integer whole -> out.append(whole.intValue());
      case Double number -> out.append(EcmaNumber.of(number));
      case Map<?, ?> map -> object(map, out);
      case List<?> list -> array(list, out);
      default -> throw new IllegalArgumentException("No JSON for a " + value.getClass().getName());
    }
  }

  private static long safe(long whole) {
    if (whole > LARGEST_SAFE || whole < -LARGEST_SAFE) {
      throw new IllegalArgumentException(
          whole + " is beyond 2^53-1: JSON readers would not keep it exactly");
    }
    return whole;
  }

  private static void object(Map<?, ?> map, StringBuilder out) {
    Map<?, ?> sorted = isSorted(map) ? map : new TreeMap<>(map); // String order is UTF-16 order
    char separator = '{';
    for (Map.Entry<?, ?> each : sorted.entrySet()) {
      out.append(separator);
      quote((String) each.getKey(), out);
      out.append(':');
      write(each.getValue(), out);
      separator = ',';
    }
    out.append(sorted.isEmpty() ? "{}" : "}");
  }

  private static boolean isSorted(Map<?, ?> map) {
    return map.size() < 2 || (map instanceof SortedMap<?, ?> tree && tree.comparator() == null);
  }

  private static void array(List<?> list, StringBuilder out) {
    char separator = '[';
    for (Object each : list) {
      out.append(separator);
      write(each, out);
      separator = ',';
    }
    out.append(list.isEmpty() ? "[]" : "]");
  }

  private static void quote(String text, StringBuilder out) {
    out.append('"');
    int plain = 0; // up to here everything is written
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c >= 0x20 && c != '"' && c != '\\' && !Character.isSurrogate(c)) {
        continue;
      }
      out.append(text, plain, i);
      if (Character.isSurrogate(c)) {
        i = pair(text, i, out);
      } else {
        escape(c, out);
      }
      plain = i + 1;
    }
    out.append(text, plain, text.length()).append('"');
  }

  private static void escape(char c, StringBuilder out) {
    switch (c) {
      case '"' -> out.append("\\\"");
      case '\\' -> out.append("\\\\");
      case '\b' -> out.append("\\b");
      case '\t' -> out.append("\\t");
      case '\n' -> out.append("\\n");
      case '\f' -> out.append("\\f");
      case '\r' -> out.append("\\r");
      default -> {
        out.append("\\u00").append(Character.forDigit(c >> 4, 16));
        out.append(Character.forDigit(c & 0xf, 16));
      }
    }
  }

  private static int pair(String text, int at, StringBuilder out) {
    int point = text.codePointAt(at);
    if (!Character.isSupplementaryCodePoint(point)) {
      throw new IllegalArgumentException("Half a surrogate pair at character " + at);
    }
    out.appendCodePoint(point);
    return at + 1;
  }
}
