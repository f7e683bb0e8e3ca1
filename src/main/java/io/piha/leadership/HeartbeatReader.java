package io.piha.leadership;

import io.piha.arbiter.Absence;
import io.piha.arbiter.HostClaim;
import io.piha.arbiter.Signal;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.json.JsonFactory;

/** Reads a heartbeat in one pass, without building anything but the signal: the busiest path. */
final class HeartbeatReader {
  private final JsonFactory json;

  HeartbeatReader(JsonFactory json) {
    this.json = json;
  }

  Signal.Heartbeat read(String service, byte[] payload, Instant arrivedAt)
      throws UnreadableException {
    PlainText.check(payload, Limits.HEARTBEAT);
    if (!PlainText.looksLikeObject(payload)) {
      String host = PlainText.hostName(PlainText.decode(payload));
      return new Signal.Heartbeat(
          service, host, Optional.empty(), OptionalLong.empty(), Optional.empty(), arrivedAt);
    }
    try (JsonParser parser = json.createParser(ObjectReadContext.empty(), payload)) {
      return read(service, parser, arrivedAt);
    } catch (JacksonException e) {
      throw new UnreadableException(Fields.words(e));
    }
  }

  private static Signal.Heartbeat read(String service, JsonParser parser, Instant arrivedAt)
      throws UnreadableException {
    String host = "";
    Optional<HostClaim> claim = Optional.empty();
    OptionalLong epoch = OptionalLong.empty();
    Optional<Absence> planned = Optional.empty();
    OptionalLong seq = OptionalLong.empty();
    parser.nextToken();
    for (String name = parser.nextName(); name != null; name = parser.nextName()) {
      JsonToken token = parser.nextToken();
      if (token == JsonToken.VALUE_NULL) {
        continue;
      }
      switch (name) {
        case "host" -> host = PlainText.hostName(word(parser, token, name, Limits.HOST));
        case "state" -> claim = HostClaim.read(word(parser, token, name, Limits.WORD));
        case "planned" -> planned = absence(word(parser, token, name, Limits.WORD));
        case "epoch" -> epoch = OptionalLong.of(epoch(parser, token));
        case "seq" -> seq = count(parser, token);
        default -> parser.skipChildren();
      }
    }
    if (parser.nextToken() != null) {
      throw new UnreadableException("something follows the JSON object");
    }
    if (host.isEmpty()) {
      throw new UnreadableException("no \"host\" in the heartbeat");
    }
    return new Signal.Heartbeat(service, host, claim, epoch, planned, arrivedAt, seq);
  }

  private static String word(JsonParser parser, JsonToken token, String name, int limit)
      throws UnreadableException {
    if (token != JsonToken.VALUE_STRING) {
      throw new UnreadableException("\"" + name + "\" is not a text");
    }
    String text = parser.getString();
    if (text.length() > limit) {
      throw new UnreadableException("\"" + name + "\" is longer than " + limit + " characters");
    }
    return text;
  }

  private static long epoch(JsonParser parser, JsonToken token) throws UnreadableException {
    if (token != JsonToken.VALUE_NUMBER_INT
        || parser.getNumberType() == JsonParser.NumberType.BIG_INTEGER) {
      throw new UnreadableException("\"epoch\" is not a whole number up to 2^53-1");
    }
    long epoch = parser.getLongValue();
    Fields.checkEpoch(epoch);
    return epoch;
  }

  /** Nothing is decided by it: one that is no count is as if it were not there. */
  private static OptionalLong count(JsonParser parser, JsonToken token) {
    if (token == JsonToken.VALUE_NUMBER_INT
        && parser.getNumberType() != JsonParser.NumberType.BIG_INTEGER) {
      return OptionalLong.of(parser.getLongValue());
    }
    parser.skipChildren();
    return OptionalLong.empty();
  }

  /** A word that we do not know announces nothing that we could wait for. */
  private static Optional<Absence> absence(String word) {
    return switch (word) {
      case "restart" -> Optional.of(Absence.RESTART);
      case "update" -> Optional.of(Absence.UPDATE);
      default -> Optional.empty();
    };
  }
}
