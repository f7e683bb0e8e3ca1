package io.piha.alert.rules;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/**
 * The times and counts of the rules.
 *
 * @param hold how long a cause must be gone before "resolved" is said
 * @param escalateAfter when an unacknowledged critical incident is told again for the first time
 * @param repeatEvery and then again and again
 * @param remindFreeze how often a freeze is recalled
 * @param most single messages in {@code span}; what is more goes into a digest
 * @param span see {@code most}
 * @param quiet when only what is critical is told
 * @param snapshots how old a host's newest snapshot may be, by {@code service/host}
 * @param drills how long ago a service's last drill may be; empty when nobody asks
 */
public record Policy(
    Duration hold,
    Duration escalateAfter,
    Duration repeatEvery,
    Duration remindFreeze,
    int most,
    Duration span,
    Optional<QuietHours> quiet,
    Map<String, Duration> snapshots,
    Map<String, Duration> drills) {

  /** What holds where the configuration says nothing. */
  public static final Policy DEFAULT =
      new Policy(
          Duration.ofMinutes(2),
          Duration.ofMinutes(10),
          Duration.ofMinutes(30),
          Duration.ofHours(24),
          6,
          Duration.ofMinutes(10),
          Optional.empty(),
          Map.of(),
          Map.of());

  public Policy {
    snapshots = Map.copyOf(snapshots);
    drills = Map.copyOf(drills);
  }

  /** The same with other quiet hours. */
  public Policy withQuiet(Optional<QuietHours> hours) {
    return new Policy(
        hold, escalateAfter, repeatEvery, remindFreeze, most, span, hours, snapshots, drills);
  }

  /** The same with other ages. */
  public Policy withAges(Map<String, Duration> ofSnapshots, Map<String, Duration> ofDrills) {
    return new Policy(
        hold, escalateAfter, repeatEvery, remindFreeze, most, span, quiet, ofSnapshots, ofDrills);
  }
}
