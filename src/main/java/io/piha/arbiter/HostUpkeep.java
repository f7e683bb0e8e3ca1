package io.piha.arbiter;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * How a host can be saved and replaced, as configured.
 *
 * @param reinstall what a reinstall runs and where, as it may be shown; empty when it has none
 * @param snapshotEvery how often a snapshot is pulled; empty when none is
 * @param snapshotKind {@code haos}, {@code container}, {@code git} or {@code sftp}; empty when it
 *     has no snapshots
 * @param coreProbes the probes that Core itself answers, for they tell whether it is stopped; empty
 *     where there is none
 */
public record HostUpkeep(
    Optional<String> reinstall,
    Optional<Duration> snapshotEvery,
    String snapshotKind,
    List<String> coreProbes) {

  /** Nothing is configured. */
  public static final HostUpkeep NONE =
      new HostUpkeep(Optional.empty(), Optional.empty(), "", List.of());

  public HostUpkeep {
    coreProbes = List.copyOf(coreProbes);
  }
}
