package io.piha.leadership;

import io.piha.engine.Right;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.eclipse.paho.mqttv5.common.MqttMessage;
import org.eclipse.paho.mqttv5.common.packet.MqttProperties;

/**
 * Everything we publish, in the order it was given, through one thread. Does not wait for one
 * answer before it sends the next. Nothing outlives the connection it was meant for, and each is
 * answered within the limit.
 */
final class Outbox implements AutoCloseable {
  private static final int CAPACITY = 10_000;
  private static final Duration LOOK_UP = Duration.ofSeconds(30);

  private final BlockingQueue<Item> queue = new ArrayBlockingQueue<>(CAPACITY);
  private final InstantSource clock;
  private final Duration limit;
  private final Right right;
  private final Thread sender;
  private volatile boolean closed;

  private record Item(
      Connection connection,
      Letter letter,
      Instant deadline,
      CompletableFuture<Published> answer) {}

  /**
   * One publication.
   *
   * @param payload asked for when it is sent
   * @param expiresAt not sent afterwards, and dropped by the broker
   */
  record Letter(
      String topic,
      Supplier<byte[]> payload,
      int quality,
      boolean retained,
      Optional<Instant> expiresAt,
      MqttProperties properties) {

    static Letter of(String topic, byte[] payload, boolean retained) {
      return new Letter(topic, () -> payload, 1, retained, Optional.empty(), new MqttProperties());
    }
  }

  /**
   * @param right nothing leaves any more once it is lost
   */
  Outbox(InstantSource clock, Duration limit, Right right) {
    this.clock = clock;
    this.right = right;
    this.limit = limit;
    this.sender = Thread.ofVirtual().name("mqtt-outbox").start(this::run);
  }

  /** Queues a publication for this very connection. Never blocks. */
  CompletableFuture<Published> offer(Connection connection, Letter letter) {
    CompletableFuture<Published> answer = new CompletableFuture<>();
    Item item = new Item(connection, letter, clock.instant().plus(limit), answer);
    if (closed || !queue.offer(item)) {
      answer.complete(
          Published.no(
              closed ? "the link is closed" : CAPACITY + " messages wait for the broker already"));
      return answer;
    }
    return answer.completeOnTimeout(
        Published.no(
            "not confirmed by %s within %d ms".formatted(connection.broker(), limit.toMillis())),
        limit.toMillis(),
        TimeUnit.MILLISECONDS);
  }

  private void run() {
    while (!closed) {
      try {
        Item item = queue.poll(LOOK_UP.toMillis(), TimeUnit.MILLISECONDS);
        if (item != null) {
          send(item);
        }
      } catch (InterruptedException e) {
        break;
      }
    }
    for (Item item = queue.poll(); item != null; item = queue.poll()) {
      item.answer().complete(Published.no("the link is closed"));
    }
  }

  private void send(Item item) throws InterruptedException {
    Connection connection = item.connection();
    if (connection.lost().isDone()) {
      item.answer().complete(Published.no("not sent: " + connection.lost().getNow("")));
      return;
    }
    long left = Duration.between(clock.instant(), item.deadline()).toMillis();
    if (left <= 0 || !connection.window().tryAcquire(left, TimeUnit.MILLISECONDS)) {
      item.answer().complete(Published.no("not sent: the broker does not keep up"));
      return;
    }
    Optional<Published> late =
        right.holds()
            ? late(item.letter(), clock.instant())
            : Optional.of(Published.no("not sent: this control plane may not act any more"));
    if (late.isPresent() || item.answer().isDone()) {
      connection.window().release();
      late.ifPresent(item.answer()::complete);
      return;
    }
    Letter letter = item.letter();
    MqttMessage message =
        new MqttMessage(
            letter.payload().get(), letter.quality(), letter.retained(), letter.properties());
    var _ =
        connection
            .publish(letter.topic(), message)
            .whenComplete(
                (published, failure) -> {
                  connection.window().release();
                  item.answer()
                      .complete(
                          published == null ? Published.no(String.valueOf(failure)) : published);
                });
  }

  /** Sets what is left of its time, in whole seconds, or says that nothing is left. */
  private static Optional<Published> late(Letter letter, Instant now) {
    if (letter.expiresAt().isEmpty()) {
      return Optional.empty();
    }
    Duration left = Duration.between(now, letter.expiresAt().get());
    if (left.isNegative() || left.isZero()) {
      return Optional.of(Published.no("not sent: its time had passed"));
    }
    letter.properties().setMessageExpiryInterval(Math.max(1, (left.toMillis() + 999) / 1000));
    return Optional.empty();
  }

  @Override
  public void close() {
    closed = true;
    sender.interrupt();
  }
}
