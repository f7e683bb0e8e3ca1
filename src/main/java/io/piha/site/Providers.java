package io.piha.site;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.ServiceLoader;

/** All of one kind that there are, such as the switch drivers, by their names in the file. */
public final class Providers<T extends Provider> {
  private final Map<String, T> byWord = new LinkedHashMap<>();

  private Providers() {}

  /** Those of the class path, in the order in which they are listed there. */
  public static <T extends Provider> Providers<T> load(Class<T> kind) {
    return of(ServiceLoader.load(kind));
  }

  static <T extends Provider> Providers<T> of(Iterable<T> found) {
    Providers<T> all = new Providers<>();
    for (T each : found) {
      T other = all.byWord.putIfAbsent(each.word(), each);
      if (other != null) {
        throw new IllegalStateException(
            "two are called "
                + each.word()
                + " in META-INF/services: "
                + other.getClass().getName()
                + " and "
                + each.getClass().getName());
      }
    }
    return all;
  }

  /** The one of that name. */
  public Optional<T> named(String word) {
    return Optional.ofNullable(byWord.get(word));
  }

  List<String> words() {
    return List.copyOf(byWord.keySet());
  }
}
