package io.piha.leadership;

import io.piha.arbiter.Effect;
import io.piha.arbiter.HostClaim;
import io.piha.arbiter.Order;
import io.piha.arbiter.PublicState;
import io.piha.arbiter.Request;
import io.piha.arbiter.Signal;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Supplier;
import tools.jackson.core.json.JsonFactory;

/**
 * The messages of the contract: payloads to signals, decisions to payloads. No input or output, and
 * no exception whatever the payload: what cannot be read becomes {@link Signal.Unreadable} with the
 * reason. Unknown fields are ignored. Safe for use by several threads.
 *
 * <p>Our own states and orders carry one field more than the contract asks for, {@code control},
 * the id of the control plane, so that their echoes are recognised even after a restart.
 */
public final class Wire {
  private static final int ORDERS_REMEMBERED = 4_096;

  private final JsonFactory json = Limits.json();
  private final SentOrders sent = new SentOrders(ORDERS_REMEMBERED);
  private final String controlId;
  private final HeartbeatReader heartbeats;
  private final CommandReader commands;
  private final Messages messages;

  /**
   * The codec of one control plane.
   *
   * @param controlId its id, stable over restarts
   * @param ids makes an id for a request that has none
   */
  public Wire(String controlId, Supplier<String> ids) {
    this.controlId = controlId;
    this.heartbeats = new HeartbeatReader(json);
    this.commands = new CommandReader(json, controlId, sent, ids);
    this.messages = new Messages(json, controlId);
  }

  /** A live message on {@code heartbeat}. */
  public Signal heartbeat(ServiceTopics topics, byte[] payload, Instant arrivedAt) {
    try {
      return heartbeats.read(topics, payload, arrivedAt);
    } catch (UnreadableException e) {
      return unreadable(topics, topics.heartbeat(), e.why());
    }
  }

  /** A message on {@code state}; empty for the echo of our own. */
  public Optional<Signal> state(
      ServiceTopics topics, byte[] payload, boolean replayed, Instant arrivedAt) {
    try {
      PlainText.check(payload, Limits.PAYLOAD);
      Fields fields = Fields.read(json, payload);
      String word = fields.text("state", Limits.WORD);
      if (word.isEmpty()) {
        throw new UnreadableException("no \"state\" in it");
      }
      Optional<PublicState> state = publicState(word);
      OptionalLong epoch = fields.epoch();
      String host = fields.text("host", Limits.HOST);
      if (!host.isEmpty() || state.isEmpty() || state.get() == PublicState.LEADER) {
        host = PlainText.hostName(host);
      }
      if (!replayed && fields.text("control", Limits.ID).equals(controlId)) {
        return Optional.empty();
      }
      HostClaim claim = HostClaim.read(word).orElse(HostClaim.PASSIVE);
      return Optional.of(
          new Signal.Announcement(
              topics.service(), state, topics.known(host), claim, epoch, replayed, arrivedAt));
    } catch (UnreadableException e) {
      return Optional.of(unreadable(topics, topics.state(), e.why()));
    }
  }

  private static Optional<PublicState> publicState(String word) {
    for (PublicState each : PublicState.values()) {
      if (each.word().equals(word)) {
        return Optional.of(each);
      }
    }
    return Optional.empty();
  }

  /** A message on {@code cmd}. */
  CommandMessage command(ServiceTopics topics, byte[] payload, boolean replayed, Instant now) {
    return commands.read(topics.service(), payload, replayed, now);
  }

  /**
   * A message on {@code standby_sync_freeze}.
   *
   * @param ours our own, of an earlier run
   */
  public Signal freeze(ServiceTopics topics, byte[] payload, boolean ours) {
    if (payload.length == 0) {
      return new Signal.FreezeEmptied(topics.service());
    }
    try {
      PlainText.check(payload, Limits.HEARTBEAT);
      String word = PlainText.decode(payload).strip();
      return switch (word) {
        case "true" -> new Signal.FreezeSeen(topics.service(), true, ours);
        case "false" -> new Signal.FreezeSeen(topics.service(), false, ours);
        default ->
            throw new UnreadableException("neither true nor false: " + PlainText.shown(word));
      };
    } catch (UnreadableException e) {
      return unreadable(topics, topics.freeze(), e.why());
    }
  }

  static Signal unreadable(ServiceTopics topics, String topic, String why) {
    return new Signal.Unreadable(topics.service(), topic, why);
  }

  /** The payload of a retained state. */
  public byte[] encode(Effect.PublishState effect, Instant at) {
    return messages.state(effect, at);
  }

  /** The payload of an order, which from now on is known to be ours. */
  public byte[] encode(Order order, Instant at) {
    sent.add(order);
    return messages.order(order, at);
  }

  /** The payload of the freeze flag. */
  public byte[] encode(Effect.PublishFreeze effect) {
    return Messages.freeze(effect.frozen());
  }

  /** The payload of an answer. */
  public byte[] encode(Effect.Answer answer) {
    return messages.answer(answer);
  }

  /** The payload of a request, for who asks from elsewhere. */
  public byte[] encode(Request request) {
    return messages.request(request);
  }

  /** The status of a control plane that is gone: {@code lost} or {@code stopped}. */
  byte[] farewell(String role, String startedAt, Instant at) {
    return messages.farewell(role, startedAt, at);
  }

  /** Reads id and role from a status document, ours or another's. */
  Optional<StatusGlance> glance(byte[] status) {
    return StatusGlance.read(json, status);
  }

  /** A status document without anything but who speaks. */
  byte[] alone(byte[] status) {
    return StatusGlance.alone(json, status);
  }

  private static Optional<Duration> again(Fields fields) throws UnreadableException {
    var millis = fields.number("again_ms");
    return millis.isPresent() && millis.getAsLong() >= 0
        ? Optional.of(Duration.ofMillis(millis.getAsLong()))
        : Optional.empty();
  }

  /** Reads the answer to a request. */
  Optional<Effect.Answer> answer(byte[] payload) {
    try {
      PlainText.check(payload, Limits.PAYLOAD);
      Fields fields = Fields.read(json, payload);
      return Optional.of(
          new Effect.Answer(
              fields.textOrNumber("id", Limits.ID),
              fields.flag("accepted"),
              fields.text("why", Limits.PAYLOAD),
              again(fields)));
    } catch (UnreadableException e) {
      return Optional.empty();
    }
  }
}
