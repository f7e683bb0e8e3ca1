package io.piha.site;

import java.util.List;

/** A YAML document as a tree in which every node knows where it stands. */
sealed interface YamlTree {

  /** Where it begins. */
  Origin at();

  /** Its kind in a person's words. */
  String kind();

  /**
   * A single text.
   *
   * @param plain whether it is written without quotes, so that {@code true} or {@code 8} mean
   *     themselves
   */
  record Scalar(String text, boolean plain, Origin at) implements YamlTree {

    /** Whether nothing stands there (YAML 1.2 core schema). */
    boolean isNull() {
      return plain && (text.isEmpty() || text.equals("~") || text.equalsIgnoreCase("null"));
    }

    /** Whether it is a truth value (YAML 1.2 core schema: {@code yes} and {@code on} are none). */
    boolean isFlag() {
      return plain && (text.equalsIgnoreCase("true") || text.equalsIgnoreCase("false"));
    }

    @Override
    public String kind() {
      return isNull() ? "nothing" : isFlag() ? "true or false" : "a single value";
    }
  }

  /** A list. */
  record Sequence(List<YamlTree> items, Origin at) implements YamlTree {
    @Override
    public String kind() {
      return "a list";
    }
  }

  /** A map in the order of the file; a key that stands twice is kept once. */
  record Mapping(List<Entry> entries, Origin at) implements YamlTree {
    @Override
    public String kind() {
      return "a map";
    }
  }

  /** One line of a map. */
  record Entry(Scalar key, YamlTree value) {

    /** Where a person looks for it: a single value itself, anything larger by its key. */
    Origin place() {
      return value instanceof Scalar scalar && !scalar.isNull() ? scalar.at() : key.at();
    }
  }
}
