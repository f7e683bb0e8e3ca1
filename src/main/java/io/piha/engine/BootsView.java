package io.piha.engine;

import io.piha.journal.BootTimes;
import java.time.Duration;
import java.util.Optional;

/**
 * How long a host takes to boot, beside the wait that the configuration gives it.
 *
 * @param times what was measured
 * @param recoveryWait the {@code recovery_wait} in force
 * @param advised the one that it needs by what was measured; empty while that is too little to say
 */
public record BootsView(BootTimes times, Duration recoveryWait, Optional<Duration> advised) {

  /** Whether the wait in force is shorter than the one it needs. */
  public boolean isShort() {
    return advised.filter(each -> each.compareTo(recoveryWait) > 0).isPresent();
  }
}
