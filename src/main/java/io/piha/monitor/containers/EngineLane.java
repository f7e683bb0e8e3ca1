package io.piha.monitor.containers;

import io.piha.arbiter.ContainerReading;
import io.piha.arbiter.Signal;
import io.piha.engine.Inbox;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Semaphore;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One engine's life: a thread that looks, now and then and whenever it is woken, and one that
 * listens to events and wakes the first. Events may be lost and are only a reason to look; only
 * what was seen is told, and only when it differs from what was told before.
 */
final class EngineLane implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(EngineLane.class);

  private static final Duration SLOW = Duration.ofSeconds(10);

  /** An engine may still write the end of a container down when it tells of it. */
  private static final Duration SOON = Duration.ofSeconds(1);

  /** A container that ends tells of it several times at once. */
  private static final Duration GATHER = Duration.ofMillis(50);

  private static final Duration LONGEST_RETRY = Duration.ofSeconds(30);

  /** One failed look may be a blip. */
  private static final int BELIEVED = 2;

  private final ContainerEngine engine;
  private final Map<String, String> shown;
  private final InstantSource clock;
  private final Inbox inbox;
  private final Semaphore wake = new Semaphore(0);
  private final Thread looking;
  private final Thread listening;
  private volatile boolean closed;
  private Signal.@Nullable ContainersSeen told;
  private int failures;

  /**
   * @param shown how each container is called everywhere, by its name on the engine
   */
  EngineLane(ContainerEngine engine, Map<String, String> shown, InstantSource clock, Inbox inbox) {
    this.engine = engine;
    this.clock = clock;
    this.shown = Map.copyOf(shown);
    this.inbox = inbox;
    // Reading a unix socket blocks in native code, and would hold a virtual thread's carrier.
    Thread.Builder threads = Thread.ofPlatform().daemon();
    this.looking = threads.name("containers-look").unstarted(this::look);
    this.listening = threads.name("containers-listen").unstarted(this::listen);
  }

  void start() {
    looking.start();
  }

  private void look() {
    try {
      once();
      listening.start();
      boolean woken = false;
      while (!closed) {
        Duration pause = failures > 0 ? retryAfter(failures) : woken ? SOON : jittered(SLOW);
        woken = wake.tryAcquire(pause.toMillis(), TimeUnit.MILLISECONDS);
        if (woken) {
          Thread.sleep(GATHER);
          wake.drainPermits();
        }
        once();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void once() {
    try {
      Map<String, ContainerReading> readings = new LinkedHashMap<>();
      engine
          .look()
          .forEach((name, reading) -> readings.put(shown.getOrDefault(name, name), reading));
      failures = 0;
      tell(new Signal.ContainersSeen(engine.shown(), readings, ""));
    } catch (IOException e) {
      failures++;
      LOG.debug("{} cannot be asked", engine.shown(), e);
      if (failures == BELIEVED) {
        // A connection that is dead without knowing would hear no event ever again.
        engine.deafen();
      }
      if (failures >= BELIEVED) {
        tell(new Signal.ContainersSeen(engine.shown(), Map.of(), String.valueOf(e.getMessage())));
      }
    }
  }

  private void tell(Signal.ContainersSeen seen) {
    if (!closed && !seen.equals(told)) {
      told = seen;
      inbox.offer(seen);
    }
  }

  private void listen() {
    int broken = 0;
    try {
      while (!closed) {
        Instant began = clock.instant();
        try {
          engine.listen(wake::release);
        } catch (IOException e) {
          LOG.debug("the events of {} ended", engine.shown(), e);
        }
        boolean stood = began.plus(LONGEST_RETRY).isBefore(clock.instant());
        broken = stood ? 1 : broken + 1;
        wake.release();
        Thread.sleep(retryAfter(broken));
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** One second, doubling, half of it by chance. */
  private static Duration retryAfter(int failures) {
    Duration doubled = Duration.ofSeconds(1L << Math.min(failures - 1, 5));
    return jittered(doubled.compareTo(LONGEST_RETRY) > 0 ? LONGEST_RETRY : doubled);
  }

  private static Duration jittered(Duration span) {
    long millis = span.toMillis();
    return Duration.ofMillis(ThreadLocalRandom.current().nextLong(millis / 2, millis + 1));
  }

  @Override
  public void close() {
    closed = true;
    engine.deafen();
    looking.interrupt();
    listening.interrupt();
  }
}
