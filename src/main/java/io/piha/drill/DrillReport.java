package io.piha.drill;

import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What came of a drill; kept.
 *
 * @param id names it for good: the time it began, and a number
 * @param live false for a rehearsal
 * @param by who started it
 * @param verdict whether every step went as planned
 * @param why in a sentence
 * @param asBefore whether the house stood as before in the end
 * @param back what was done for that, or what is missing
 * @param measured what was measured, from records and heartbeats
 * @param bounds what each may be at most, with the settings of that day
 * @param predicted what a rehearsal said just before a live drill
 */
public record DrillReport(
    String id,
    String scenario,
    String title,
    String service,
    boolean live,
    String by,
    Instant began,
    Instant ended,
    Verdict verdict,
    String why,
    boolean asBefore,
    String back,
    List<StepSeen> steps,
    Map<Measure, Duration> measured,
    Map<Measure, Duration> bounds,
    Map<Measure, Duration> predicted) {

  /** How it ended. */
  public enum Verdict {
    PASSED,
    /** A step did not go as planned, or the house is not as before. */
    FAILED,
    /** A person stopped it. */
    STOPPED
  }

  public DrillReport {
    steps = List.copyOf(steps);
    measured = Map.copyOf(measured);
    bounds = Map.copyOf(bounds);
    predicted = Map.copyOf(predicted);
  }

  /** Whether every step went as planned and the house was as before. */
  public boolean passed() {
    return verdict == Verdict.PASSED && asBefore;
  }

  /** What a failover spent most of its time on; empty when nothing was measured. */
  public Optional<Measure> bottleneck() {
    Optional<Measure> longest = Optional.empty();
    for (Measure each : Measure.values()) {
      boolean part = each != Measure.TOTAL && each != Measure.READY && measured.containsKey(each);
      if (part && longest.map(most -> longer(each, most)).orElse(true)) {
        longest = Optional.of(each);
      }
    }
    return longest;
  }

  private boolean longer(Measure one, Measure other) {
    return measured
            .getOrDefault(one, Duration.ZERO)
            .compareTo(measured.getOrDefault(other, Duration.ZERO))
        > 0;
  }

  /** The same with what was predicted. */
  DrillReport predicted(Map<Measure, Duration> before) {
    return new DrillReport(
        id, scenario, title, service, live, by, began, ended, verdict, why, asBefore, back, steps,
        measured, bounds, before);
  }

  /** The bounds of today, of those that apply to what was measured. */
  static Map<Measure, Duration> bounds(Map<Measure, Duration> measured, Bound.Scale scale) {
    Map<Measure, Duration> bounds = new EnumMap<>(Measure.class);
    measured.keySet().forEach(each -> bounds.put(each, each.bound(scale)));
    return bounds;
  }
}
