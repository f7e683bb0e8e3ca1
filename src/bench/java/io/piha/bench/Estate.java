package io.piha.bench;

import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.concurrent.locks.LockSupport;

/**
 * The hosts of all services: they beat in an even rhythm, obey orders and fall silent when told.
 */
final class Estate implements AutoCloseable {
  private final int services;
  private final long beatNanos;
  private final WireClient voice;
  private final AtomicIntegerArray leaders;
  private final AtomicLongArray epochs;
  private final AtomicIntegerArray silent;
  private final Thread heart;
  private volatile boolean closed;
  private volatile Turn turn = _ -> {};

  /** Called before a service's hosts beat, on the thread that beats. */
  interface Turn {
    void of(int service);
  }

  Estate(int port, int services, long beatNanos) throws IOException {
    this.services = services;
    this.beatNanos = beatNanos;
    this.voice = new WireClient(port, "bench-hosts");
    this.leaders = new AtomicIntegerArray(services);
    this.epochs = new AtomicLongArray(services);
    this.silent = new AtomicIntegerArray(services);
    for (int i = 0; i < services; i++) {
      epochs.set(i, 1);
    }
    this.heart = Thread.ofPlatform().daemon().name("bench-hosts").unstarted(this::beat);
  }

  void start() {
    heart.start();
  }

  void onTurn(Turn each) {
    turn = each;
  }

  /** The leader of that service says nothing from now on, and its probes find nobody. */
  void kill(int service) {
    silent.set(service, 1);
  }

  /** Whether the probes of that host find it well. */
  boolean well(int service, String host) {
    return silent.get(service) == 0 || !Services.HOSTS.get(leaders.get(service)).equals(host);
  }

  /** Whether that host leads, and at that epoch. */
  boolean isLed(int service, Optional<String> leader, long epoch) {
    return leader.equals(Optional.of(Services.HOSTS.get(leaders.get(service))))
        && epochs.get(service) == epoch;
  }

  /** The ordered host leads and says so; the former leader is back in waiting. */
  void obey(int service, String host, long epoch) {
    leaders.set(service, Services.HOSTS.indexOf(host));
    epochs.set(service, epoch);
    silent.set(service, 0);
    say(service, leaders.get(service));
    flush();
  }

  /** Everybody beats at once, now. */
  void chorus() {
    for (int i = 0; i < services; i++) {
      sayBoth(i);
    }
    flush();
  }

  private void beat() {
    long began = System.nanoTime();
    for (long tick = 0; !closed; tick++) {
      int service = (int) (tick % services);
      turn.of(service);
      sayBoth(service);
      flush();
      long pause = began + (tick + 1) * beatNanos / services - System.nanoTime();
      if (pause > 0) {
        LockSupport.parkNanos(pause);
      }
    }
  }

  private void sayBoth(int service) {
    for (int host = 0; host < Services.HOSTS.size(); host++) {
      if (silent.get(service) == 0 || leaders.get(service) != host) {
        say(service, host);
      }
    }
  }

  private void say(int service, int host) {
    try {
      voice.publish(
          Services.prefix(service) + "/heartbeat",
          Services.heartbeatJson(host, leaders.get(service), epochs.get(service), 1),
          false);
    } catch (IOException e) {
      closed = true;
    }
  }

  private void flush() {
    try {
      voice.flush();
    } catch (IOException e) {
      closed = true;
    }
  }

  @Override
  public void close() throws IOException {
    closed = true;
    voice.close();
  }
}
