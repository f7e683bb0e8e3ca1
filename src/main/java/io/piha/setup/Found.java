package io.piha.setup;

/**
 * Something that announces itself in the network, or answers on this machine.
 *
 * @param name what it calls itself, for people
 * @param url how the configuration would name it
 * @param detail what else it says, such as its version; may be empty
 */
public record Found(Kind kind, String name, String url, String detail)
    implements Comparable<Found> {

  /** What it is. */
  public enum Kind {
    BROKER,
    HOME_ASSISTANT
  }

  @Override
  public int compareTo(Found other) {
    int byName = name.compareToIgnoreCase(other.name);
    return byName != 0 ? byName : url.compareTo(other.url);
  }
}
