package io.piha.site;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.ServiceLoader;

/** The drivers that there are, by their names in the file. */
public final class SwitchDrivers {
  private final Map<String, SwitchDriver> byWord = new LinkedHashMap<>();

  private SwitchDrivers() {}

  /** Those of the class path, in the order in which they are listed there. */
  public static SwitchDrivers load() {
    return of(ServiceLoader.load(SwitchDriver.class));
  }

  static SwitchDrivers of(Iterable<SwitchDriver> drivers) {
    SwitchDrivers all = new SwitchDrivers();
    for (SwitchDriver each : drivers) {
      SwitchDriver other = all.byWord.putIfAbsent(each.word(), each);
      if (other != null) {
        throw new IllegalStateException(
            "two switch drivers are called "
                + each.word()
                + ": "
                + other.getClass().getName()
                + " and "
                + each.getClass().getName());
      }
    }
    return all;
  }

  /** The one of that name. */
  public Optional<SwitchDriver> named(String word) {
    return Optional.ofNullable(byWord.get(word));
  }

  List<String> words() {
    return List.copyOf(byWord.keySet());
  }
}
