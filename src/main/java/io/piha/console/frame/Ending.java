package io.piha.console.frame;

/** What the operator wants when the window closes. */
public enum Ending {
  /** Supervision ends with the window. */
  END,
  /** The engine goes on without a window. */
  GO_ON
}
