package io.piha.leadership;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;
import org.eclipse.paho.mqttv5.common.MqttMessage;
import org.eclipse.paho.mqttv5.common.MqttSubscription;
import org.eclipse.paho.mqttv5.common.packet.MqttProperties;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tries the broker once, changes nothing there, and says what is wrong. */
public final class BrokerCheck {
  private static final Logger LOG = LoggerFactory.getLogger(BrokerCheck.class);
  private static final int KEEP_ALIVE_SECONDS = 60;

  private BrokerCheck() {}

  /**
   * What a visit showed.
   *
   * @param trouble what is wrong, in words; empty when all is well
   * @param uptime how long the broker has run, where it tells
   */
  public record Visit(Optional<String> trouble, Optional<Duration> uptime) {}

  /**
   * Connects under a name of its own (a running engine is not disturbed), subscribes as the engine
   * does, and sends itself a message.
   *
   * @param timeout for each of these steps
   */
  public static Visit run(LinkSettings settings, Duration timeout) {
    LinkSettings visitor =
        settings.asVisitor("piha-check-" + UUID.randomUUID().toString().substring(0, 8));
    String echo = Topics.echo(visitor.clientId());
    CompletableFuture<Boolean> back = new CompletableFuture<>();
    AtomicReference<Optional<Duration>> uptime = new AtomicReference<>(Optional.empty());
    Connection.Receiver receiver =
        (topic, message) -> {
          if (topic.equals(echo)) {
            back.complete(true);
          } else if (topic.equals(Topics.UPTIME)) {
            uptime.set(BrokerUptime.read(message.getPayload()));
          }
        };
    try (Connection connection =
        Connection.open(visitor, KEEP_ALIVE_SECONDS, Optional.empty(), receiver, timeout)) {
      for (MqttSubscription each : Topics.of(visitor)) {
        connection.subscribe(List.of(each), timeout);
      }
      askUptime(connection, timeout);
      Optional<String> trouble = roundTrip(connection, echo, back, timeout);
      return new Visit(trouble, uptime.get());
    } catch (TroubleException e) {
      return new Visit(Optional.of(e.why()), Optional.empty());
    }
  }

  /** What the broker retains there comes before our own message does; not every broker tells. */
  private static void askUptime(Connection connection, Duration timeout) {
    try {
      connection.subscribe(List.of(new MqttSubscription(Topics.UPTIME, 0)), timeout);
    } catch (TroubleException e) {
      LOG.debug("the broker does not tell its uptime: {}", e.why());
    }
  }

  private static Optional<String> roundTrip(
      Connection connection, String echo, CompletableFuture<Boolean> back, Duration timeout) {
    byte[] hello = "hello".getBytes(StandardCharsets.UTF_8);
    try {
      Published came =
          connection
              .publish(echo, new MqttMessage(hello, 1, false, new MqttProperties()))
              .get(timeout.toMillis(), TimeUnit.MILLISECONDS);
      if (!came.confirmed()) {
        return Optional.of("publishing to " + echo + ": " + came.why());
      }
      back.get(timeout.toMillis(), TimeUnit.MILLISECONDS);
      return Optional.empty();
    } catch (ExecutionException | TimeoutException e) {
      return Optional.of(
          "a message to ourselves did not come back: the broker's ACL must allow writing and"
              + " reading piha/control/echo/#");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Optional.of("interrupted");
    }
  }
}
