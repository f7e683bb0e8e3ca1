package io.piha.cli;

import io.piha.console.kit.ConfigDesk.Setting;
import io.piha.site.Origin;
import io.piha.site.Secret;
import io.piha.site.Site;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.RecordComponent;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A configuration flattened to one line for each value, defaults included, each with the line it
 * comes from. The records of {@code io.piha.site} are walked as they are, so that none is
 * forgotten; a secret is always dots.
 */
final class Effective {

  private static final String DOTS = "••••••";

  private final Map<String, Origin> origins;
  private final List<Setting> all = new ArrayList<>();

  private Effective(Map<String, Origin> origins) {
    this.origins = origins;
  }

  static List<Setting> of(Site site, Map<String, Origin> origins) {
    Effective effective = new Effective(origins);
    effective.record("", site);
    return List.copyOf(effective.all);
  }

  private void walk(String path, @Nullable Object value) {
    switch (value) {
      case null -> {}
      case Optional<?> some -> some.ifPresent(each -> walk(path, each));
      case Secret _ -> add(path, DOTS);
      case Map<?, ?> map -> map.forEach((key, each) -> walk(path + "." + key, each));
      case List<?> list -> list(path, list);
      case Duration time -> add(path, words(time));
      case Record record when isWalked(record) -> record(path, record);
      default -> add(path, value.toString());
    }
  }

  private void list(String path, List<?> list) {
    for (int i = 0; i < list.size(); i++) {
      walk(path + "[" + i + "]", list.get(i));
    }
  }

  private void record(String path, Record record) {
    for (RecordComponent each : record.getClass().getRecordComponents()) {
      String name = snake(each.getName());
      walk(path.isEmpty() ? name : path + "." + name, read(each, record));
    }
  }

  private static @Nullable Object read(RecordComponent component, Record record) {
    try {
      return component.getAccessor().invoke(record);
    } catch (IllegalAccessException | InvocationTargetException e) {
      return "?";
    }
  }

  /** Records of other packages, and those that say themselves how they are written, are values. */
  private static boolean isWalked(Record record) {
    Class<?> type = record.getClass();
    try {
      return type.getPackage().equals(Site.class.getPackage())
          && type.getMethod("toString").getDeclaringClass().equals(type)
          && !type.getSimpleName().matches("HostPort|PowerPort|SshTarget|Address");
    } catch (NoSuchMethodException e) {
      return true;
    }
  }

  private void add(String path, String value) {
    Origin origin = origins.get(path);
    all.add(new Setting(path, value, origin == null ? "" : origin.file() + ":" + origin.line()));
  }

  private static String snake(String name) {
    return name.replaceAll("([A-Z])", "_$1").toLowerCase(Locale.ROOT);
  }

  private static String words(Duration time) {
    long millis = time.toMillis();
    if (millis % 1000 != 0) {
      return millis + "ms";
    }
    long seconds = millis / 1000;
    if (seconds % 3600 == 0 && seconds > 0) {
      return seconds / 3600 + "h";
    }
    return seconds % 60 == 0 && seconds > 0 ? seconds / 60 + "m" : seconds + "s";
  }
}
