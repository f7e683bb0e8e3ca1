package io.piha.console.kit;

import io.piha.arbiter.Kind;
import io.piha.arbiter.Severity;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** The answer to "what if?". */
public sealed interface Foretold {

  /**
   * What would happen, as a simulated house lived through it.
   *
   * @param service the service asked about
   * @param at the engine's time at which it stood as supposed
   * @param revision the service's revision then
   * @param boot how long a host was taken to boot
   * @param leader who led then
   * @param steps the records that would be written, in this order
   * @param without how long no host would do the work
   * @param leads who would do it in the end; empty when nobody
   * @param takesOver when that host would have taken over; empty when nobody took over
   * @param phase where the service would stand in the end
   * @param why the engine's sentence then
   * @param longest what a failover would spend most of its time on
   * @param lived how far it was looked ahead
   */
  record Story(
      String service,
      Instant at,
      long revision,
      Duration boot,
      Optional<String> leader,
      List<Step> steps,
      Duration without,
      Optional<String> leads,
      Optional<Duration> takesOver,
      String phase,
      String why,
      Optional<Part> longest,
      Duration lived)
      implements Foretold {

    public Story {
      steps = List.copyOf(steps);
    }
  }

  /**
   * One record that would be written.
   *
   * @param after from the fault on
   * @param words the engine's own sentence
   */
  record Step(Duration after, Kind kind, Severity severity, String words) {}

  /**
   * A part of a failover.
   *
   * @param setting what it depends on: {@code heartbeat_timeout}, {@code probe_timeout}, {@code
   *     power_cycle}, {@code recovery_wait}, {@code order} or {@code sight}
   */
  record Part(String setting, Duration lasting) {}

  /** Why there is no answer. */
  record Refused(Why why) implements Foretold {}

  /** The reasons for which there is none. */
  enum Why {
    /** The state lies in another process. */
    ELSEWHERE,
    /** Nothing is known yet. */
    UNREADY,
    /** The host that it would strike is dead, or there is none. */
    IMPOSSIBLE,
    /** Too many questions at once. */
    BUSY,
    /** It took too long. */
    LATE,
    /** It broke; the log says why. */
    FAILED
  }
}
