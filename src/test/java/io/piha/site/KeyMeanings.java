package io.piha.site;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/** What {@code keys.txt} says of each key. */
final class KeyMeanings {
  private final Map<String, Meaning> lines = new LinkedHashMap<>();

  /**
   * One line.
   *
   * @param usual the default; empty where there is none, in brackets where it is told in words
   */
  record Meaning(String usual, String text) {
    /** The default as a value of the file. */
    Optional<JsonNode> value() {
      return usual.isEmpty() || usual.startsWith("(")
          ? Optional.empty()
          : Optional.of(SampleSites.value(usual));
    }
  }

  static KeyMeanings read() {
    KeyMeanings meanings = new KeyMeanings();
    try (InputStream in = KeyMeanings.class.getResourceAsStream("keys.txt")) {
      new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8)
          .lines()
          .filter(line -> !line.isBlank() && !line.startsWith("#"))
          .forEach(meanings::add);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return meanings;
  }

  private void add(String line) {
    String[] parts = line.split("\\|", -1);
    if (parts.length != 3 || parts[2].isBlank()) {
      throw new AssertionError("is not of the form path | default | meaning: " + line);
    }
    Meaning meaning = new Meaning(parts[1].strip(), parts[2].strip());
    if (lines.put(parts[0].strip(), meaning) != null) {
      throw new AssertionError("stands twice: " + line);
    }
  }

  /** The nearest line for a key. */
  Optional<Meaning> of(String path) {
    return source(path).map(lines::get);
  }

  /** Keys in the order of their lines. */
  List<String> inOrder(List<String> keys) {
    List<String> order = List.copyOf(lines.keySet());
    return keys.stream()
        .sorted(Comparator.comparingInt(each -> source(each).map(order::indexOf).orElse(-1)))
        .toList();
  }

  /** The lines that no key needs. */
  Set<String> unused(Set<String> keys) {
    Set<String> unused = new HashSet<>(lines.keySet());
    keys.forEach(each -> source(each).ifPresent(unused::remove));
    return unused;
  }

  private Optional<String> source(String path) {
    String anyCase = path.replaceAll(":[^.]+", "");
    for (String each : new String[] {path, anyCase, "**." + KnownKeys.name(path)}) {
      if (lines.containsKey(each)) {
        return Optional.of(each);
      }
    }
    return Optional.empty();
  }
}
