package io.piha.leadership;

import io.piha.arbiter.Signal;
import io.piha.engine.Inbox;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.eclipse.paho.mqttv5.common.MqttMessage;
import org.eclipse.paho.mqttv5.common.packet.MqttProperties;
import org.jspecify.annotations.Nullable;

/**
 * Sorts what arrives on one connection. What the broker replays while we still subscribe waits
 * until the connection has been announced, so that nobody hears replies before the greeting.
 */
final class Reception implements Connection.Receiver {
  /** Name of the user property that marks a freeze flag of our own. */
  static final String CONTROL = "control";

  private static final int EARLY_LIMIT = 100_000;
  private static final int TOPIC_LIMIT = 512;

  private final LinkSettings settings;
  private final Wire wire;
  private final Inbox inbox;
  private final InstantSource clock;
  private final RequestDesk desk;
  private final Calls calls;
  private final boolean first;
  private final Map<String, Consumer<MqttMessage>> routes = new HashMap<>();
  private final Map<String, ServiceTopics> beats = new HashMap<>();
  private final Object gate = new Object();
  private volatile boolean closed;
  private volatile boolean greeting = true;
  private @Nullable List<Runnable> early = new ArrayList<>();

  /** The reading thread's own: heartbeats of one reading, and when that was. */
  private List<Signal.Heartbeat> together = new ArrayList<>();

  private @Nullable Instant readAt;

  /** What is not for the loop. */
  interface Calls {
    void echo(byte[] payload);

    void foreignStatus(StatusGlance status, boolean replayed);

    void namesake(StatusGlance status);

    void uptime(byte[] payload, boolean replayed);
  }

  /**
   * The reception of one connection.
   *
   * @param first whether it is this process's first: then even our own retained flag is news
   */
  Reception(
      LinkSettings settings,
      Wire wire,
      Inbox inbox,
      InstantSource clock,
      RequestDesk desk,
      Calls calls,
      boolean first) {
    this.settings = settings;
    this.wire = wire;
    this.inbox = inbox;
    this.clock = clock;
    this.desk = desk;
    this.calls = calls;
    this.first = first;
    routes.put(Topics.echo(settings.clientId()), message -> calls.echo(message.getPayload()));
    routes.put(Topics.STATUS, this::status);
    routes.put(Topics.UPTIME, message -> calls.uptime(message.getPayload(), message.isRetained()));
    for (ServiceTopics each : settings.services()) {
      beats.put(each.heartbeat(), each);
      routes.put(each.state(), message -> state(each, message));
      routes.put(each.freeze(), message -> freeze(each, message));
      routes.put(each.cmd(), message -> command(each, message));
    }
  }

  @Override
  public void arrived(String topic, MqttMessage message) {
    Consumer<MqttMessage> route = routes.get(topic);
    if (route != null) {
      admit(() -> route.accept(message));
      return;
    }
    ServiceTopics service = beats.get(topic);
    if (service != null && !message.isRetained()) {
      Signal beat = wire.heartbeat(service, message.getPayload(), clock.instant());
      admit(() -> inbox.offer(beat));
    }
  }

  /** Heartbeats, on the thread that reads the socket. */
  @Override
  public boolean take(String topic, byte[] payload, boolean retained) {
    ServiceTopics service = beats.get(topic);
    if (service == null) {
      return false;
    }
    if (!retained) {
      Instant arrived = readAt == null ? clock.instant() : readAt;
      readAt = arrived;
      Signal said = wire.heartbeat(service, payload, arrived);
      if (said instanceof Signal.Heartbeat beat) {
        together.add(beat);
      } else {
        handOn(false);
        admit(() -> inbox.offer(said));
      }
    }
    return true;
  }

  @Override
  public void gathered(boolean paused) {
    handOn(paused);
    readAt = null;
  }

  /** For one that came alone the loop may wait for more, unless it waited here. */
  private void handOn(boolean waited) {
    List<Signal.Heartbeat> beats = together;
    if (beats.isEmpty()) {
      return;
    }
    together = new ArrayList<>(beats.size());
    if ((waited || beats.size() > 1) && !greeting && !closed) {
      inbox.offerTogether(beats);
    } else {
      beats.forEach(each -> admit(() -> inbox.offer(each)));
    }
  }

  private void admit(Runnable message) {
    if (closed) {
      return;
    }
    if (greeting) {
      synchronized (gate) {
        if (early != null) {
          if (early.size() < EARLY_LIMIT) {
            early.add(message);
          }
          return;
        }
      }
    }
    message.run();
  }

  /** Lets in what waited, then whatever comes. */
  void open() {
    synchronized (gate) {
      if (early != null) {
        early.forEach(Runnable::run);
        early = null;
      }
      greeting = false;
    }
  }

  /** Lets in nothing more: what a dying connection still brings is not news. */
  void close() {
    closed = true;
  }

  private void state(ServiceTopics topics, MqttMessage message) {
    wire.state(topics, message.getPayload(), message.isRetained(), clock.instant())
        .ifPresent(inbox::offer);
  }

  private void freeze(ServiceTopics topics, MqttMessage message) {
    boolean ours =
        message.getProperties().getUserProperties().stream()
            .anyMatch(
                each ->
                    each.getKey().equals(CONTROL) && each.getValue().equals(settings.clientId()));
    if (!ours || (first && message.isRetained())) {
      inbox.offer(wire.freeze(topics, message.getPayload(), ours));
    }
  }

  private void command(ServiceTopics topics, MqttMessage message) {
    Instant now = clock.instant();
    byte[] payload = message.getPayload();
    CommandMessage read = wire.command(topics, payload, message.isRetained(), now);
    switch (read) {
      case CommandMessage.OwnOrder _ -> {
        // our own echo
      }
      case CommandMessage.ForeignOrder foreign ->
          inbox.offer(
              new Signal.ForeignOrder(topics.service(), foreign.order(), message.isRetained()));
      case CommandMessage.Ask _, CommandMessage.BadRequest _, CommandMessage.Garbage _ ->
          desk.offer(
              new RequestDesk.Incoming(
                  topics,
                  read,
                  () -> payload,
                  message.getProperties().getUserProperties(),
                  replyTo(message.getProperties()),
                  now));
    }
  }

  private Optional<Responders.ReplyTo> replyTo(MqttProperties properties) {
    String topic = properties.getResponseTopic();
    if (topic == null || topic.isEmpty() || topic.length() > TOPIC_LIMIT || forbidden(topic)) {
      return Optional.empty();
    }
    byte[] correlation = properties.getCorrelationData();
    return Optional.of(
        new Responders.ReplyTo(topic, correlation == null ? new byte[0] : correlation));
  }

  /** A stranger must not make us speak on a topic that means something. */
  private boolean forbidden(String topic) {
    return topic.startsWith("$")
        || topic.startsWith("piha/control/")
        || topic.indexOf('+') >= 0
        || topic.indexOf('#') >= 0
        || settings.services().stream().anyMatch(each -> topic.startsWith(each.prefix() + "/"));
  }

  private void status(MqttMessage message) {
    wire.glance(message.getPayload())
        .ifPresent(
            each -> {
              if (each.id().equals(settings.clientId())) {
                calls.namesake(each);
              } else {
                calls.foreignStatus(each, message.isRetained());
              }
            });
  }
}
