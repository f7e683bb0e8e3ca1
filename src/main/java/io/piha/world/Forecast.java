package io.piha.world;

import io.piha.arbiter.Kind;
import io.piha.arbiter.Severity;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What would happen, when, and why: the records that the control plane would write.
 *
 * @param accepted whether a request would be accepted; true for a fault
 * @param answer what the request would be told; empty for a fault
 * @param steps what would be done and seen, in this order
 * @param without how long no host would do the work
 * @param ledAtLast who would do it in the end; empty when nobody
 * @param phase where the service would stand in the end, as the status page has it
 * @param why the sentence beside it
 * @param lived how far it was looked ahead
 */
public record Forecast(
    boolean accepted,
    String answer,
    List<Step> steps,
    Duration without,
    Optional<String> ledAtLast,
    String phase,
    String why,
    Duration lived) {

  public Forecast {
    steps = List.copyOf(steps);
  }

  /**
   * One record.
   *
   * @param after from now
   */
  public record Step(
      Duration after,
      String service,
      Kind kind,
      Severity severity,
      @Nullable String host,
      String words) {}

  /**
   * The setting that a failover would wait for longest, and for how long; {@code sight} where a
   * blind control plane waits until it is sighted again.
   */
  public record Bottleneck(String setting, Duration lasting) {}

  /** When something of that kind would first happen. */
  public Optional<Duration> first(Kind kind) {
    return steps.stream().filter(each -> each.kind() == kind).map(Step::after).findFirst();
  }

  /** What a failover would spend most of its time on; empty when there is none. */
  public Optional<Bottleneck> bottleneck() {
    Optional<Duration> suspected = first(Kind.HEARTBEAT_LOST);
    Optional<Duration> recovering = first(Kind.RECOVERY_STARTED);
    Optional<Duration> ordered = first(Kind.PROMOTE_ORDERED);
    if (suspected.isEmpty() || recovering.isEmpty() || ordered.isEmpty()) {
      return Optional.empty();
    }
    Duration cycled = first(Kind.POWER_CYCLED).orElse(recovering.get());
    Duration fenced = first(Kind.FENCED).orElse(ordered.get());
    Duration waited = fenced.minus(cycled);
    List<Bottleneck> all =
        List.of(
            new Bottleneck("heartbeat_timeout", suspected.get()),
            new Bottleneck("probe_timeout", recovering.get().minus(suspected.get())),
            new Bottleneck("power_cycle", cycled.minus(recovering.get())),
            new Bottleneck(sightedBetween(cycled, fenced) ? "sight" : "recovery_wait", waited),
            new Bottleneck("order", ordered.get().minus(fenced)));
    Bottleneck longest = all.getFirst();
    for (Bottleneck each : all) {
      longest = each.lasting().compareTo(longest.lasting()) > 0 ? each : longest;
    }
    return Optional.of(longest);
  }

  /** Who is blind waits until it has been sighted again for a while, however long it waited. */
  private boolean sightedBetween(Duration from, Duration until) {
    return steps.stream()
        .filter(each -> each.kind() == Kind.SIGHTED)
        .map(Step::after)
        .anyMatch(at -> at.compareTo(from) > 0 && at.compareTo(until) <= 0);
  }
}
