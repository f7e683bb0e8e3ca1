package io.piha.cli;

import io.piha.systemd.Notifier;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Passes the engine's own turns on to the service manager, so that a loop that hangs is ended and
 * started anew. There is no thread here that could go on feeding the watchdog beside a dead loop.
 */
final class ServicePulse implements Pulse {
  /** An update copies the store first, which takes a small machine its time. */
  private static final Duration FOR_OPENING = Duration.ofMinutes(10);

  /** Within one time of the watchdog it is fed so many times. */
  private static final int FEEDS = 4;

  private final Notifier notifier;
  private final InstantSource clock;
  private final AtomicBoolean ready = new AtomicBoolean();
  private volatile boolean patient;
  private volatile Instant due = Instant.MIN;

  /**
   * @param clock one that no correction moves
   */
  ServicePulse(Notifier notifier, InstantSource clock) {
    this.notifier = notifier;
    this.clock = clock;
  }

  @Override
  public void onStandby() {
    feed();
  }

  @Override
  public void opening() {
    if (notifier.watchdog().isPresent()) {
      patient = true;
      notifier.allow(FOR_OPENING);
    }
  }

  @Override
  public void turned() {
    feed();
  }

  @Override
  public void ending() {
    notifier.stopping();
  }

  private void feed() {
    if (ready.compareAndSet(false, true)) {
      notifier.ready();
    }
    if (notifier.watchdog().isEmpty()) {
      return;
    }
    Duration time = notifier.watchdog().get();
    if (patient) {
      patient = false;
      notifier.allow(time);
    }
    Instant now = clock.instant();
    if (!now.isBefore(due)) {
      due = now.plus(time.dividedBy(FEEDS));
      notifier.alive();
    }
  }
}
