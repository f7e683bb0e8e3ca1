package io.piha.arbiter;

import java.time.Duration;
import java.util.Optional;

/**
 * How a host can be saved and replaced, as configured.
 *
 * @param reinstall what a reinstall runs and where, as it may be shown; empty when it has none
 * @param snapshotEvery how often a snapshot is pulled; empty when none is
 */
public record HostUpkeep(Optional<String> reinstall, Optional<Duration> snapshotEvery) {

  /** Nothing is configured. */
  public static final HostUpkeep NONE = new HostUpkeep(Optional.empty(), Optional.empty());
}
