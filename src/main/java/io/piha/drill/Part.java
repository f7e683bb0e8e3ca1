package io.piha.drill;

import java.util.Locale;

/** The part that a host plays in a scenario; fixed when the drill begins. */
public enum Part {
  /** The host that leads when the drill begins. */
  LEADER,
  /** The host that would follow it. */
  STANDBY;

  private final String word = name().toLowerCase(Locale.ROOT);

  /** The word in a scenario. */
  public String word() {
    return word;
  }
}
