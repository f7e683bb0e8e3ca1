package io.piha.setup;

/**
 * One value that a form asks for.
 *
 * @param key as the configuration calls it
 * @param kind how it is written
 * @param example what it may look like; empty where nothing helps
 */
public record Question(String key, Kind kind, String example) {

  /** How an answer is written. */
  public enum Kind {
    /** Into {@code piha.yaml} as it is. */
    PLAIN,
    /** Into the secrets file; {@code piha.yaml} names it. */
    SECRET,
    /** As a list; commas part its items. */
    LIST
  }

  static Question plain(String key, String example) {
    return new Question(key, Kind.PLAIN, example);
  }

  static Question secret(String key, String example) {
    return new Question(key, Kind.SECRET, example);
  }

  static Question list(String key, String example) {
    return new Question(key, Kind.LIST, example);
  }
}
