package io.piha.console.kit;

import io.piha.engine.Snapshot;

/** How a thing feels; each tone is one pseudo-class in the style sheets. */
public enum Tone {
  /** As it should be; grey. */
  QUIET,
  /** As it should be, and what matters most; the one accent. */
  LEADING,
  /** Automation is at work, or a person should look. */
  NOTICE,
  /** Broken. */
  BAD;

  /** The tone of an engine's mood. */
  public static Tone of(Snapshot.Mood mood) {
    return switch (mood) {
      case PLAIN -> QUIET;
      case NOTICE -> NOTICE;
      case BAD -> BAD;
    };
  }

  /** The more urgent of two. */
  public Tone or(Tone other) {
    return compareTo(other) >= 0 ? this : other;
  }
}
