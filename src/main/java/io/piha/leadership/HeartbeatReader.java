package io.piha.leadership;

import io.piha.arbiter.Absence;
import io.piha.arbiter.HostClaim;
import io.piha.arbiter.Signal;
import java.time.Instant;
import java.util.HashSet;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.json.JsonFactory;

/** Reads a heartbeat in one pass, without building anything but the signal: the busiest path. */
final class HeartbeatReader {
  private static final int HOST = 1;
  private static final int STATE = 2;
  private static final int PLANNED = 4;
  private static final int EPOCH = 8;
  private static final int SEQ = 16;
  private static final int SENT_AT = 32;

  private final JsonFactory strict;
  private final JsonFactory busy = Limits.busyJson();

  /**
   * @param strict refuses a field that is named twice, however deep
   */
  HeartbeatReader(JsonFactory strict) {
    this.strict = strict;
  }

  Signal.Heartbeat read(ServiceTopics topics, byte[] payload, Instant arrivedAt)
      throws UnreadableException {
    PlainText.check(payload, Limits.HEARTBEAT);
    if (!PlainText.looksLikeObject(payload)) {
      String host = PlainText.hostName(PlainText.decode(payload));
      return new Signal.Heartbeat(
          topics.service(),
          topics.known(host),
          Optional.empty(),
          OptionalLong.empty(),
          Optional.empty(),
          arrivedAt);
    }
    Signal.Heartbeat flat = read(topics, payload, arrivedAt, /* onlyFlat= */ true);
    if (flat == null) {
      flat = read(topics, payload, arrivedAt, /* onlyFlat= */ false);
    }
    if (flat == null) {
      throw new IllegalStateException("a strict reader reads whatever is nested");
    }
    return flat;
  }

  /** Null for one in which something is nested, when only flat ones are read. */
  private Signal.@Nullable Heartbeat read(
      ServiceTopics topics, byte[] payload, Instant arrivedAt, boolean onlyFlat)
      throws UnreadableException {
    JsonFactory json = onlyFlat ? busy : strict;
    try (JsonParser parser = json.createParser(ObjectReadContext.empty(), payload)) {
      return read(topics, parser, arrivedAt, onlyFlat);
    } catch (JacksonException e) {
      throw new UnreadableException(Fields.words(e));
    }
  }

  private static Signal.@Nullable Heartbeat read(
      ServiceTopics topics, JsonParser parser, Instant arrivedAt, boolean onlyFlat)
      throws UnreadableException {
    String host = "";
    Optional<HostClaim> claim = Optional.empty();
    OptionalLong epoch = OptionalLong.empty();
    Optional<Absence> planned = Optional.empty();
    OptionalLong seq = OptionalLong.empty();
    int seen = 0;
    Set<String> others = Set.of();
    parser.nextToken();
    for (String name = parser.nextName(); name != null; name = parser.nextName()) {
      JsonToken token = parser.nextToken();
      if (onlyFlat && token.isStructStart()) {
        return null;
      }
      int bit = bit(name);
      if (bit == 0 && others.isEmpty()) {
        others = new HashSet<>();
      }
      if (bit == 0 ? !others.add(name) : (seen & bit) != 0) {
        throw new UnreadableException("a field stands there twice");
      }
      seen |= bit;
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
    return new Signal.Heartbeat(
        topics.service(), topics.known(host), claim, epoch, planned, arrivedAt, seq);
  }

  /** Marks a field that every heartbeat may have; 0 for any other. */
  private static int bit(String name) {
    return switch (name) {
      case "host" -> HOST;
      case "state" -> STATE;
      case "planned" -> PLANNED;
      case "epoch" -> EPOCH;
      case "seq" -> SEQ;
      case "sent_at" -> SENT_AT;
      default -> 0;
    };
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
