package io.piha.arbiter;

/**
 * What an engine says of one container.
 *
 * @param state the engine's own word: created, running, paused, restarting, removing, exited, dead
 * @param health healthy, unhealthy, starting, or empty where it has no health check
 * @param ailment what the last health check printed; empty when it said nothing or was well
 * @param exitCode of its last end; means nothing while it runs
 * @param outOfMemory the kernel ended it for want of memory
 * @param run names the present run: another text after each start
 * @param restarts how often the engine itself has started it again
 * @param error what the engine says went wrong; empty when nothing did
 */
public record ContainerReading(
    String state,
    String health,
    String ailment,
    int exitCode,
    boolean outOfMemory,
    String run,
    long restarts,
    String error) {

  /** The engine knows no container of that name. */
  public static final ContainerReading MISSING =
      new ContainerReading("missing", "", "", 0, false, "", 0, "");
}
