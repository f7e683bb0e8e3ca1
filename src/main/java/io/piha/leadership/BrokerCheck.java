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
import org.eclipse.paho.mqttv5.common.MqttMessage;
import org.eclipse.paho.mqttv5.common.MqttSubscription;
import org.eclipse.paho.mqttv5.common.packet.MqttProperties;

/** Tries the broker once, changes nothing there, and says what is wrong. */
public final class BrokerCheck {
  private static final int KEEP_ALIVE_SECONDS = 60;

  private BrokerCheck() {}

  /**
   * Connects under a name of its own (a running engine is not disturbed), subscribes as the engine
   * does, and sends itself a message.
   *
   * @param timeout for each of these steps
   * @return what is wrong, in words; empty when all is well
   */
  public static Optional<String> run(LinkSettings settings, Duration timeout) {
    LinkSettings visitor =
        settings.asVisitor("piha-check-" + UUID.randomUUID().toString().substring(0, 8));
    String echo = Topics.echo(visitor.clientId());
    CompletableFuture<Boolean> back = new CompletableFuture<>();
    Connection.Receiver receiver =
        (topic, _) -> {
          if (topic.equals(echo)) {
            back.complete(true);
          }
        };
    try (Connection connection =
        Connection.open(visitor, KEEP_ALIVE_SECONDS, Optional.empty(), receiver, timeout)) {
      List<MqttSubscription> all = Topics.of(visitor);
      for (MqttSubscription each : all) {
        connection.subscribe(List.of(each), timeout);
      }
      return roundTrip(connection, echo, back, timeout);
    } catch (TroubleException e) {
      return Optional.of(e.why());
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
