package io.piha.engine;

import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;

/** Notices that this process did not run: stopped, starved, or suspended with its machine. */
final class StallWatch {

  private static final long LOOK_EVERY = Duration.ofSeconds(1).toNanos();

  private final EngineClock clock;
  private long lastNanos;
  private long lastLook;
  private OptionalLong lastBoot;

  StallWatch(EngineClock clock) {
    this.clock = clock;
    this.lastNanos = clock.nanos();
    this.lastLook = lastNanos;
    this.lastBoot = EngineClock.sinceBootNanos();
  }

  /** Called at each turn of the loop, before any signal is looked at. */
  Optional<Duration> turned() {
    long now = clock.nanos();
    Duration gap = Duration.ofNanos(now - lastNanos);
    lastNanos = now;
    if (now - lastLook >= LOOK_EVERY || EngineClock.isStall(gap)) {
      OptionalLong boot = EngineClock.sinceBootNanos();
      if (boot.isPresent() && lastBoot.isPresent()) {
        Duration slept =
            Duration.ofNanos(boot.getAsLong() - lastBoot.getAsLong() - (now - lastLook));
        gap = EngineClock.isStall(slept) && slept.compareTo(gap) > 0 ? slept : gap;
      }
      lastLook = now;
      lastBoot = boot;
    }
    return EngineClock.isStall(gap) ? Optional.of(gap) : Optional.empty();
  }
}
