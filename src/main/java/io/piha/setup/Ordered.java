package io.piha.setup;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/** A few keys in the order in which a person would write them. */
final class Ordered {
  private final Map<String, String> map = new LinkedHashMap<>();

  Ordered with(String key, String value) {
    map.put(key, value);
    return this;
  }

  Map<String, String> map() {
    return Collections.unmodifiableMap(map);
  }
}
