package io.piha.journal;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Brings any value into a form that canonical JSON can say and that reads back equal. An audit
 * record must never fail for the sake of an odd detail, so nothing is refused here: what JSON has
 * no word for becomes text.
 */
final class PlainValues {
  /** Longer texts are cut; a record is a sentence, not a dump. */
  static final int LONGEST_TEXT = 8_192;

  private static final int DEEPEST = 16;

  private PlainValues() {}

  /** The detail of an entry; what is absent is left out. */
  static Map<String, Object> detail(Map<String, ?> detail) {
    Map<String, Object> plain = new TreeMap<>();
    detail.forEach(
        (key, value) -> {
          Object clean = plain(value, 0);
          if (clean != null) {
            plain.put(text(key), clean);
          }
        });
    return plain;
  }

  /** The same text, short enough and without half surrogate pairs. */
  static String text(String text) {
    String cut = text.length() > LONGEST_TEXT ? text.substring(0, LONGEST_TEXT) + "…" : text;
    if (cut.chars().noneMatch(c -> Character.isSurrogate((char) c))) {
      return cut;
    }
    StringBuilder whole = new StringBuilder(cut.length());
    cut.codePoints()
        .map(point -> point >= 0xD800 && point <= 0xDFFF ? 0xFFFD : point)
        .forEach(whole::appendCodePoint);
    return whole.toString();
  }

  private static @Nullable Object plain(@Nullable Object value, int depth) {
    if (depth > DEEPEST) {
      return text(String.valueOf(value));
    }
    return switch (value) {
      case null -> null;
      case Boolean truth -> truth;
      case Byte whole -> whole.longValue();
      case Short whole -> whole.longValue();
      case Integer whole -> whole.longValue();
      case Long whole -> whole(whole);
      case Float number -> number(number.doubleValue());
      case Double number -> number(number);
      case Optional<?> maybe -> plain(maybe.orElse(null), depth);
      case Map<?, ?> map -> map(map, depth);
      case Collection<?> list -> list(list, depth);
      default -> text(value.toString());
    };
  }

  private static Object whole(long whole) {
    boolean safe = Math.abs(whole) <= CanonicalJson.LARGEST_SAFE && whole != Long.MIN_VALUE;
    return safe ? (Object) whole : Long.toString(whole);
  }

  private static Object number(double number) {
    if (!Double.isFinite(number)) {
      return Double.toString(number);
    }
    boolean whole = number == Math.rint(number) && Math.abs(number) <= CanonicalJson.LARGEST_SAFE;
    return whole ? (Object) (long) number : number;
  }

  private static Object map(Map<?, ?> map, int depth) {
    Map<String, @Nullable Object> plain = new TreeMap<>();
    map.forEach((key, value) -> plain.put(text(String.valueOf(key)), plain(value, depth + 1)));
    return Collections.unmodifiableMap(plain);
  }

  private static Object list(Collection<?> list, int depth) {
    List<@Nullable Object> plain = new ArrayList<>(list.size());
    list.forEach(each -> plain.add(plain(each, depth + 1)));
    return Collections.unmodifiableList(plain);
  }
}
