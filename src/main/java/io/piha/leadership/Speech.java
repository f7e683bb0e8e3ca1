package io.piha.leadership;

import io.piha.arbiter.Effect;
import io.piha.arbiter.Order;
import io.piha.arbiter.Signal;
import io.piha.engine.Inbox;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.eclipse.paho.mqttv5.common.packet.MqttProperties;
import org.eclipse.paho.mqttv5.common.packet.UserProperty;
import org.jspecify.annotations.Nullable;

/** What we say, and what the inbox is told about it. */
final class Speech {
  private static final byte[] NONE = {};

  private final LinkSettings settings;
  private final Wire wire;
  private final Inbox inbox;
  private final InstantSource clock;
  private final LinkListener listener;
  private final Outbox outbox;
  private final Supplier<@Nullable Connection> current;
  private final Map<String, ServiceTopics> services = new HashMap<>();
  private final AtomicReference<byte[]> latestStatus = new AtomicReference<>(NONE);
  private final AtomicBoolean statusWaits = new AtomicBoolean();
  private final String echoPrefix = UUID.randomUUID() + ":";
  private final AtomicBoolean statusCut = new AtomicBoolean();
  private final AtomicLong echoes = new AtomicLong();

  Speech(
      LinkSettings settings,
      Wire wire,
      Inbox inbox,
      InstantSource clock,
      LinkListener listener,
      Outbox outbox,
      Supplier<@Nullable Connection> current) {
    this.settings = settings;
    this.wire = wire;
    this.inbox = inbox;
    this.clock = clock;
    this.listener = listener;
    this.outbox = outbox;
    this.current = current;
    settings.services().forEach(each -> services.put(each.service(), each));
  }

  void say(Effect.ToBroker effect) {
    switch (effect) {
      case Effect.PublishState state -> state(state);
      case Effect.SendOrder order -> order(order);
      case Effect.PublishFreeze freeze -> freeze(freeze);
    }
  }

  private void state(Effect.PublishState effect) {
    var _ =
        send(
                effect.service(),
                topics ->
                    Outbox.Letter.of(topics.state(), wire.encode(effect, clock.instant()), true))
            .thenAccept(
                came ->
                    inbox.offer(
                        new Signal.StatePublished(
                            effect.service(),
                            effect.state(),
                            effect.epoch(),
                            came.confirmed(),
                            came.why())));
  }

  private void order(Effect.SendOrder effect) {
    Instant now = clock.instant();
    Order order = effect.order();
    Duration expiry = effect.expiry();
    var _ =
        send(
                effect.service(),
                topics -> {
                  byte[] payload = wire.encode(order, now);
                  return new Outbox.Letter(
                      topics.cmd(),
                      () -> payload,
                      1,
                      false,
                      Optional.of(now.plus(expiry)),
                      new MqttProperties());
                })
            .thenAccept(
                came ->
                    inbox.offer(
                        new Signal.OrderSent(
                            effect.service(), order.id(), came.confirmed(), came.why())));
  }

  private void freeze(Effect.PublishFreeze effect) {
    var _ =
        send(
                effect.service(),
                topics -> {
                  byte[] payload = wire.encode(effect);
                  MqttProperties ours = new MqttProperties();
                  ours.setUserProperties(
                      List.of(new UserProperty(Reception.CONTROL, settings.clientId())));
                  return new Outbox.Letter(
                      topics.freeze(), () -> payload, 1, true, Optional.empty(), ours);
                })
            .thenAccept(came -> log("the freeze flag of " + effect.service(), came));
  }

  private interface Writer {
    Outbox.Letter write(ServiceTopics topics);
  }

  private CompletableFuture<Published> send(String service, Writer writer) {
    ServiceTopics topics = services.get(service);
    if (topics == null) {
      return CompletableFuture.completedFuture(Published.no("no such service: " + service));
    }
    Connection connection = current.get();
    if (connection == null) {
      return CompletableFuture.completedFuture(Published.no("not connected to the broker"));
    }
    return outbox.offer(connection, writer.write(topics));
  }

  /** Answers a request. */
  void reply(Responders.ReplyTo to, Effect.Answer answer) {
    Connection connection = current.get();
    if (connection == null) {
      return;
    }
    MqttProperties properties = new MqttProperties();
    if (to.correlation().length > 0) {
      properties.setCorrelationData(to.correlation());
    }
    byte[] payload = wire.encode(answer);
    var _ =
        outbox
            .offer(
                connection,
                new Outbox.Letter(
                    to.topic(), () -> payload, 1, false, Optional.empty(), properties))
            .thenAccept(came -> log("the answer to request " + answer.requestId(), came));
  }

  CompletableFuture<Published> event(@Nullable String service, String jsonLine) {
    byte[] payload = jsonLine.getBytes(StandardCharsets.UTF_8);
    if (service != null && services.containsKey(service)) {
      return send(service, topics -> Outbox.Letter.of(topics.events(), payload, false));
    }
    Connection connection = current.get();
    return connection == null
        ? CompletableFuture.completedFuture(Published.no("not connected to the broker"))
        : outbox.offer(connection, Outbox.Letter.of(Topics.EVENTS, payload, false));
  }

  /** Remembers and publishes the status; one that waits to be sent is replaced. */
  void status(byte[] json) {
    latestStatus.set(json.clone());
    statusAgain();
  }

  /** Publishes the latest status once more, when there is one. */
  void statusAgain() {
    Connection connection = current.get();
    if (connection == null
        || latestStatus.get().length == 0
        || !statusWaits.compareAndSet(false, true)) {
      return;
    }
    Supplier<byte[]> latest =
        () -> {
          statusWaits.set(false);
          return fitting(latestStatus.get(), connection);
        };
    var _ =
        outbox
            .offer(
                connection,
                new Outbox.Letter(
                    Topics.STATUS, latest, 1, true, Optional.empty(), new MqttProperties()))
            .thenAccept(
                came -> {
                  statusWaits.set(false);
                  log("the status", came);
                });
  }

  /** Too long a one would cost the connection; who speaks, and that he lives, is said at least. */
  private byte[] fitting(byte[] status, Connection connection) {
    boolean tooLong = connection.isTooLong(status.length);
    if (tooLong && !statusCut.getAndSet(true)) {
      listener.trouble(
          "the status has "
              + status.length
              + " bytes, more than goes over "
              + connection.broker()
              + "; whoever reads it there sees only who is active");
    }
    return tooLong ? wire.alone(status) : status;
  }

  /** Sends a message to ourselves; that it comes back is the answer. */
  void echo(Connection connection) {
    byte[] payload = (echoPrefix + echoes.incrementAndGet()).getBytes(StandardCharsets.US_ASCII);
    var _ =
        outbox
            .offer(connection, Outbox.Letter.of(Topics.echo(settings.clientId()), payload, false))
            .thenAccept(came -> log("a message to ourselves", came));
  }

  /** Whether this is a message to ourselves that this process sent. */
  boolean isEcho(byte[] payload) {
    return payload.length <= Limits.ID
        && new String(payload, StandardCharsets.US_ASCII).startsWith(echoPrefix);
  }

  private void log(String what, Published came) {
    if (!came.confirmed()) {
      listener.trouble(what + " was not published: " + came.why());
    }
  }
}
