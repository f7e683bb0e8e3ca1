package io.piha.demo;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import java.util.function.Predicate;
import org.eclipse.paho.mqttv5.common.packet.MqttProperties;

/**
 * An outsider who writes down everything that passes on the broker, and each change of one switch
 * port, in the order in which it was seen.
 */
final class WireWatch implements AutoCloseable {
  static final String ANSWERS = "piha-demo/answers";

  /** More than a story has; what comes after is not written down. */
  private static final int MOST = 200_000;

  private final InstantSource clock;
  private final Instant since;
  private final List<Sight> sights = new ArrayList<>();
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition more = lock.newCondition();
  private final DemoLink link;
  private final PortReader reader;
  private final Thread reading;
  private volatile Optional<Boolean> port = Optional.empty();

  /**
   * @param readEvery the pause between two readings of the port
   */
  WireWatch(DemoEstate estate, Duration readEvery) throws IOException {
    this.clock = estate.clock();
    this.since = clock.instant();
    this.reader = new PortReader(estate.powerSwitch().address(), DemoEstate.HAOS_PORT);
    this.reading = Thread.ofVirtual().name("demo-watch-port").start(() -> readOn(readEvery));
    this.link =
        new DemoLink(
                estate.broker().url(),
                "demo-watch",
                List.of("piha/#", ANSWERS),
                Duration.ofMillis(100),
                this::hear)
            .start();
  }

  Duration now() {
    return Duration.between(since, clock.instant());
  }

  /** How much was seen so far: the place where the next sight will stand. */
  int size() {
    return guarded(List::size);
  }

  Sight at(int index) {
    return guarded(seen -> seen.get(index));
  }

  /** Everything seen so far. */
  List<Sight> all() {
    return guarded(List::copyOf);
  }

  /** Whether the port was off and not delivering when it was last read. */
  boolean portIsOff() {
    return guarded(seen -> port.filter(on -> !on).isPresent());
  }

  /** The first such sight at or after a place, waited for at most that long. */
  OptionalInt await(int from, Predicate<Sight> wanted, Duration atMost)
      throws InterruptedException {
    long left = Math.max(0, atMost.toNanos());
    lock.lock();
    try {
      for (int i = from; ; i++) {
        while (i >= sights.size()) {
          if (left <= 0) {
            return OptionalInt.empty();
          }
          left = more.awaitNanos(left);
        }
        if (wanted.test(sights.get(i))) {
          return OptionalInt.of(i);
        }
      }
    } finally {
      lock.unlock();
    }
  }

  /** Publishes as an outside operator does, not retained; false when the broker is away. */
  boolean publish(String topic, String payload, String correlation) {
    MqttProperties properties = new MqttProperties();
    properties.setResponseTopic(ANSWERS);
    properties.setCorrelationData(correlation.getBytes(StandardCharsets.UTF_8));
    return link.publish(topic, payload, 1, false, properties);
  }

  private void hear(Heard heard) {
    add(new Sight.Message(now(), heard, Json.read(heard.payload())));
  }

  private void readOn(Duration every) {
    try {
      while (true) {
        Optional<Boolean> read = reader.read();
        if (read.isPresent() && !read.equals(port)) {
          port = read;
          add(new Sight.Port(now(), read.get()));
        }
        TimeUnit.NANOSECONDS.sleep(every.toNanos());
      }
    } catch (InterruptedException closing) {
      Thread.currentThread().interrupt();
    }
  }

  private void add(Sight sight) {
    guarded(
        seen -> {
          if (seen.size() < MOST) {
            seen.add(sight);
            more.signalAll();
          }
          return seen.size();
        });
  }

  private <T> T guarded(Function<List<Sight>, T> act) {
    lock.lock();
    try {
      return act.apply(sights);
    } finally {
      lock.unlock();
    }
  }

  @Override
  public void close() throws IOException {
    reading.interrupt();
    link.close();
    reader.close();
  }
}
