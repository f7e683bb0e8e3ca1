package io.piha.console.dialog;

/** How deliberate a gesture an act asks for. */
public enum Tier {
  /** A button that names the act. */
  VERB,
  /** A button held down until it is full. */
  HOLD,
  /** The host's name typed, then the held button. */
  NAME
}
