package io.piha.world;

import io.piha.arbiter.SitePolicy;
import java.lang.reflect.Field;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.RecordComponent;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a value comes to, seen from one moment: two states with the same fingerprint go on alike.
 *
 * <p>Times count by their distance from that moment, and what is older than every wait of the
 * policy is only old. Numbers that merely name something (of acts, incidents, revisions) and the
 * digits of sentences do not count.
 */
final class Fingerprint {

  private static final long OLD = Duration.ofMinutes(6).toMillis();
  private static final int ENOUGH = 5;
  private static final Set<String> NAMES = Set.of("revision", "serial", "nextIncident");

  private static final ClassValue<List<Method>> COMPONENTS =
      new ClassValue<>() {
        @Override
        protected List<Method> computeValue(Class<?> type) {
          List<Method> all = new ArrayList<>();
          for (RecordComponent each : type.getRecordComponents()) {
            if (!NAMES.contains(each.getName())
                && !(each.getName().equals("id") && each.getType() == long.class)) {
              Method accessor = each.getAccessor();
              accessor.setAccessible(true);
              all.add(accessor);
            }
          }
          return all;
        }
      };

  private static final ClassValue<List<Field>> FIELDS =
      new ClassValue<>() {
        @Override
        protected List<Field> computeValue(Class<?> type) {
          List<Field> all = new ArrayList<>();
          for (Field each : type.getDeclaredFields()) {
            if (!Modifier.isStatic(each.getModifiers())) {
              each.setAccessible(true);
              all.add(each);
            }
          }
          return all;
        }
      };

  private final Instant now;

  private Fingerprint(Instant now) {
    this.now = now;
  }

  static long of(Instant now, Object... values) {
    long sum = 1;
    for (Object each : values) {
      sum = mix(sum, new Fingerprint(now).of(each));
    }
    return sum;
  }

  /** The fields of an object that is no record. */
  static List<Field> fields(Class<?> type) {
    return FIELDS.get(type);
  }

  private static long mix(long sum, long value) {
    long mixed = (sum ^ value) * 0x9E3779B97F4A7C15L;
    return mixed ^ (mixed >>> 29);
  }

  private long of(@Nullable Object value) {
    return switch (value) {
      case null -> 3;
      case Instant at -> at(at);
      case Duration span -> span.toMillis();
      case String text -> text(text);
      case Enum<?> word -> word.name().hashCode();
      case Boolean flag -> flag ? 5 : 7;
      case Number number -> number.longValue() + 17;
      case Optional<?> optional -> of(optional.orElse(null));
      case OptionalLong optional -> optional.isPresent() ? optional.getAsLong() : -5;
      case OptionalDouble optional -> optional.isPresent() ? (long) optional.getAsDouble() : -5;
      case Map<?, ?> map -> {
        long sum = map.size();
        for (Map.Entry<?, ?> each : map.entrySet()) {
          sum += mix(of(each.getKey()), of(each.getValue()));
        }
        yield sum;
      }
      case Set<?> set -> {
        long sum = set.size();
        for (Object each : set) {
          sum += mix(19, of(each));
        }
        yield sum;
      }
      case Iterable<?> list -> {
        long sum = 23;
        for (Object each : list) {
          sum = mix(sum, of(each));
        }
        yield sum;
      }
      case SitePolicy _ -> 29;
      case Record made -> ofRecord(made);
      case Runnable _ -> throw new IllegalStateException("an account that is not closed");
      default -> ofObject(value);
    };
  }

  private long at(Instant at) {
    if (at.isBefore(now.minusMillis(OLD))) {
      return -OLD;
    }
    return at.isAfter(now.plusMillis(OLD)) ? OLD : Duration.between(now, at).toMillis();
  }

  private static long text(String text) {
    long sum = 31;
    for (int i = 0; i < text.length(); i++) {
      char each = text.charAt(i);
      if (each < '0' || each > '9') {
        sum = sum * 1_000_003 + each;
      }
    }
    return sum;
  }

  private long ofRecord(Record made) {
    long sum = made.getClass().getName().hashCode();
    try {
      for (Method each : COMPONENTS.get(made.getClass())) {
        Object value = each.invoke(made);
        // How many readings of a dark port there were beyond those that prove it says nothing.
        boolean counts = value instanceof Integer && each.getName().endsWith("eadings");
        sum = mix(sum, counts ? Math.min((Integer) value, ENOUGH) : of(value));
      }
    } catch (IllegalAccessException | InvocationTargetException e) {
      throw new IllegalStateException(e);
    }
    return sum;
  }

  private long ofObject(Object value) {
    if (!value.getClass().getName().startsWith("io.piha.")) {
      throw new IllegalStateException("no fingerprint of " + value.getClass());
    }
    long sum = 37;
    try {
      for (Field each : FIELDS.get(value.getClass())) {
        sum = mix(sum, of(each.get(value)));
      }
    } catch (IllegalAccessException e) {
      throw new IllegalStateException(e);
    }
    return sum;
  }

  /** Makes {@code to}, newly made, what {@code from} is; nothing that changes is shared. */
  static void copy(Object from, Object to) {
    try {
      for (Field each : FIELDS.get(from.getClass())) {
        Object value = each.get(from);
        Object place = each.get(to);
        if (value instanceof Map<?, ?> map) {
          copyMap(map, place);
        } else if (value instanceof Collection<?> many) {
          copyAll(many, place);
        } else if (value != null
            && value.getClass().getPackage() == from.getClass().getPackage()
            && !(value instanceof Record)) {
          copy(value, java.util.Objects.requireNonNull(place));
        } else {
          each.set(to, value);
        }
      }
    } catch (IllegalAccessException e) {
      throw new IllegalStateException(e);
    }
  }

  @SuppressWarnings("unchecked") // the same field of the same class
  private static void copyMap(Map<?, ?> from, @Nullable Object to) {
    Map<Object, Object> map = (Map<Object, Object>) java.util.Objects.requireNonNull(to);
    map.clear();
    from.forEach(
        (key, value) ->
            map.put(key, value instanceof ArrayList<?> list ? new ArrayList<>(list) : value));
  }

  @SuppressWarnings("unchecked") // the same field of the same class
  private static void copyAll(Collection<?> from, @Nullable Object to) {
    Collection<Object> many = (Collection<Object>) java.util.Objects.requireNonNull(to);
    many.clear();
    many.addAll(from);
  }
}
