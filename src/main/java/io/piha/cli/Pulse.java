package io.piha.cli;

/**
 * Hears how supervision goes along. Called often and on the engine's own thread, so it must not
 * block.
 */
interface Pulse {
  /** Nobody listens. */
  Pulse NONE = new Pulse() {};

  /** Another control plane is active, and this one watches it; at least every ten seconds. */
  default void onStandby() {}

  /** The store is opened, and brought up to date where it is of an earlier version. */
  default void opening() {}

  /** The engine's loop has come round: heard, decided, written and acted. At least every second. */
  default void turned() {}

  /** Supervision ends, as it was told to. */
  default void ending() {}
}
