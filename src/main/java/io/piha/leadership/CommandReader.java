package io.piha.leadership;

import io.piha.arbiter.Command;
import io.piha.arbiter.Order;
import io.piha.arbiter.Request;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.core.json.JsonFactory;

/** Reads {@code cmd}: orders carry an epoch, requests do not. */
final class CommandReader {
  private static final Pattern BARE =
      Pattern.compile("(freeze|thaw)|(promote|demote|reset)(?:\\s+|-)(\\S+)");
  private static final String OPERATOR = "operator:";

  /** Who asks when nobody says so. */
  static final String UNNAMED = OPERATOR + "unnamed";

  private final JsonFactory json;
  private final String controlId;
  private final SentOrders sent;
  private final Supplier<String> ids;

  CommandReader(JsonFactory json, String controlId, SentOrders sent, Supplier<String> ids) {
    this.json = json;
    this.controlId = controlId;
    this.sent = sent;
    this.ids = ids;
  }

  CommandMessage read(String service, byte[] payload, boolean replayed, Instant now) {
    Fields fields;
    try {
      PlainText.check(payload, Limits.PAYLOAD);
      if (!PlainText.looksLikeObject(payload)) {
        return bare(service, PlainText.decode(payload).strip(), replayed);
      }
      fields = Fields.read(json, payload);
      if (!fields.has("cmd")) {
        return new CommandMessage.Garbage("no \"cmd\" in it");
      }
    } catch (UnreadableException e) {
      return new CommandMessage.Garbage(e.why());
    }
    return fields.has("epoch") ? order(fields) : request(service, fields, replayed, now);
  }

  private CommandMessage bare(String service, String text, boolean replayed)
      throws UnreadableException {
    Matcher matcher = BARE.matcher(text);
    if (!matcher.matches()) {
      return new CommandMessage.Garbage("not a command: " + PlainText.shown(text));
    }
    String word = matcher.group(1) == null ? matcher.group(2) : matcher.group(1);
    String host = matcher.group(3) == null ? "" : PlainText.hostName(matcher.group(3));
    Command command = Command.read(word).orElseThrow();
    Request plain = Request.of(ids.get(), service, command, host, UNNAMED, "");
    return new CommandMessage.Ask(replayed ? replayed(plain) : plain);
  }

  private static Request replayed(Request plain) {
    return new Request(
        plain.id(),
        plain.service(),
        plain.command(),
        plain.host(),
        plain.by(),
        plain.reason(),
        plain.until(),
        plain.force(),
        plain.overrideGuard(),
        plain.overrideIncident(),
        plain.dryRun(),
        plain.revision(),
        true);
  }

  private CommandMessage order(Fields fields) {
    try {
      OptionalLong epoch = fields.epoch();
      String word = fields.text("cmd", Limits.WORD);
      Optional<Order.Verb> verb = verb(word);
      if (verb.isEmpty()) {
        return new CommandMessage.Garbage("an order that is not ours: " + PlainText.shown(word));
      }
      Order order =
          new Order(
              fields.textOrNumber("id", Limits.ID),
              verb.get(),
              PlainText.hostName(fields.text("host", Limits.HOST)),
              epoch.orElseThrow(),
              fields.text("reason", Limits.REASON));
      boolean ours = fields.text("control", Limits.ID).equals(controlId) || sent.contains(order);
      return ours ? new CommandMessage.OwnOrder() : new CommandMessage.ForeignOrder(order);
    } catch (UnreadableException e) {
      return new CommandMessage.Garbage("an order that cannot be read: " + e.why());
    }
  }

  private static Optional<Order.Verb> verb(String word) {
    return switch (word) {
      case "promote" -> Optional.of(Order.Verb.PROMOTE);
      case "demote" -> Optional.of(Order.Verb.DEMOTE);
      default -> Optional.empty();
    };
  }

  private CommandMessage request(String service, Fields fields, boolean replayed, Instant now) {
    String id = "";
    String by = UNNAMED;
    try {
      id = fields.textOrNumber("id", Limits.ID);
      if (id.isEmpty()) {
        id = ids.get();
      }
      by = by(fields.text("by", Limits.HOST));
      String word = fields.text("cmd", Limits.WORD);
      Optional<Command> command = Command.read(word);
      if (command.isEmpty()) {
        throw new UnreadableException("unknown command \"" + PlainText.shown(word) + "\"");
      }
      String host = fields.text("host", Limits.HOST);
      if (!host.isEmpty() || command.get().namesHost()) {
        host = PlainText.hostName(host);
      }
      Optional<Object> untilField = fields.raw("until");
      Optional<Duration> until = Optional.empty();
      if (untilField.isPresent()) {
        until = Optional.of(Until.read(untilField.get(), now));
      }
      return new CommandMessage.Ask(
          new Request(
              id,
              service,
              command.get(),
              host,
              by,
              fields.text("reason", Limits.REASON),
              until,
              fields.flag("force"),
              fields.flag("override_guard"),
              fields.flag("override_incident"),
              fields.flag("dry_run"),
              fields.number("revision"),
              replayed,
              subject(fields)));
    } catch (UnreadableException e) {
      return new CommandMessage.BadRequest(id.isEmpty() ? ids.get() : id, by, e.why());
    }
  }

  private static String subject(Fields fields) throws UnreadableException {
    String snapshot = fields.text("snapshot", Limits.ID);
    return snapshot.isEmpty() && fields.flag("rollback") ? Request.ROLLBACK : snapshot;
  }

  /** A claimed name as audit records write it; nothing but an operator asks for anything. */
  static String by(String claimed) {
    if (claimed.isEmpty()) {
      return UNNAMED;
    }
    return claimed.startsWith(OPERATOR) ? claimed : OPERATOR + claimed;
  }
}
