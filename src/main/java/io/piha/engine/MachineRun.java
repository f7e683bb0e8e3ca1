package io.piha.engine;

import java.util.function.LongSupplier;

/**
 * The machine's run in which the process lives.
 *
 * @param bootId names it; empty where the system does not tell
 * @param upMillis how long it has run by now, suspensions included; negative where the system does
 *     not tell
 */
public record MachineRun(String bootId, LongSupplier upMillis) {

  /** Nothing is known of the machine. */
  public static final MachineRun UNKNOWN = new MachineRun("", () -> -1);

  /** This machine's. */
  static MachineRun here() {
    return new MachineRun(
        EngineClock.bootId(), () -> EngineClock.sinceBootNanos().orElse(-1_000_000) / 1_000_000);
  }
}
