package io.piha.site;

import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** One map of the file, read key by key; what nobody asked for is a mistake. */
public final class Fields {
  static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9_.-]{0,62}");

  private final YamlTree.Mapping map;
  private final String path;
  private final Origin place;
  private final Reading reading;
  private final Set<String> known = new LinkedHashSet<>();

  Fields(YamlTree.Mapping map, String path, Origin place, Reading reading) {
    this.map = map;
    this.path = path;
    this.place = place;
    this.reading = reading;
  }

  /** Where a person looks for this map. */
  Origin place() {
    return place;
  }

  Reading reading() {
    return reading;
  }

  /** The path of a key here. */
  String path(String key) {
    return path.isEmpty() ? key : path + "." + key;
  }

  /** Whether the file says something at a key that was asked for before. */
  public boolean isWritten(String key) {
    return reading.report().isWritten(path(key));
  }

  /** Reports a mistake at a key; where it is not written, a person looks for it in this map. */
  public void error(String key, String message, String remedy) {
    Origin at = isWritten(key) ? reading.report().origin(path(key)) : place;
    reading.report().error(at, path(key), message, remedy);
  }

  /** Whether nothing stands in it. */
  boolean isEmpty() {
    return map.entries().isEmpty();
  }

  /** What stands at a key; nothing when it is missing or null. */
  public Optional<Value> take(String key) {
    known.add(key);
    reading.report().asked(path(key), Asked.Plain.KEY);
    for (YamlTree.Entry each : map.entries()) {
      if (each.key().text().equals(key)) {
        Value value = new Value(each.value(), path(key), each.place(), reading);
        if (value.isNothing()) {
          return Optional.empty();
        }
        reading.report().origin(path(key), each.place());
        return Optional.of(value);
      }
    }
    return Optional.empty();
  }

  /** What stands at a key that must be there. */
  public Optional<Value> require(String key, String remedy) {
    Optional<Value> value = take(key);
    if (value.isEmpty()) {
      reading.report().error(place, path(key), "is missing", remedy);
    }
    return value;
  }

  /** The map at a key. */
  public Optional<Fields> section(String key) {
    return take(key).flatMap(Value::fields);
  }

  /** The items of the list at a key; none when it is missing. */
  public List<Value> list(String key) {
    return take(key).map(Value::items).orElse(List.of());
  }

  /** All entries of a map whose keys are names that people give. */
  public Map<String, Value> named(String what) {
    reading.report().asked(path, Asked.Plain.NAMED);
    Map<String, Value> values = new LinkedHashMap<>();
    for (YamlTree.Entry each : map.entries()) {
      String name = each.key().text();
      known.add(name);
      if (!NAME.matcher(name).matches()) {
        reading
            .report()
            .error(
                each.key().at(),
                path(Words.plain(name)),
                Words.quote(name) + " cannot name " + what,
                "a name is up to 63 letters, digits, '-', '_' and '.', and begins with a letter or"
                    + " digit");
        continue;
      }
      reading.report().origin(path(name), each.place());
      values.put(name, new Value(each.value(), path(name), each.place(), reading));
    }
    return values;
  }

  /** Texts by any key, such as headers. */
  public Map<String, Value> free() {
    reading.report().asked(path, Asked.Plain.FREE);
    Map<String, Value> values = new LinkedHashMap<>();
    for (YamlTree.Entry each : map.entries()) {
      known.add(each.key().text());
      values.put(
          each.key().text(),
          new Value(each.value(), path(Words.plain(each.key().text())), each.place(), reading));
    }
    return values;
  }

  /** To be called last: reports every key that was not asked for. */
  public void done() {
    for (YamlTree.Entry each : map.entries()) {
      String key = each.key().text();
      if (!known.contains(key)) {
        reading
            .report()
            .error(
                each.key().at(),
                path(Words.plain(key)),
                "the key " + Words.quote(key) + " is not known here",
                Words.closest(key, known)
                    .map(near -> "did you mean " + Words.quote(near) + "?")
                    .orElse("known here: " + String.join(", ", known)));
      }
    }
  }
}
