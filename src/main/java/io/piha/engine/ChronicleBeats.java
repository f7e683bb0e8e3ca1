package io.piha.engine;

import io.piha.arbiter.Absence;
import io.piha.arbiter.HostClaim;
import io.piha.arbiter.Signal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/**
 * The short form of heartbeats within a page of the chronicle: an array of nine where anything else
 * is an object. A name stands there once and is a number from then on; times are the nanoseconds
 * since those of the heartbeat before, its arrival those since it was heard. Where all three are
 * those of the heartbeat before, null stands first and they are left out: an array of seven.
 */
final class ChronicleBeats {

  /** Beyond these seconds since 1970 nanoseconds do not fit. */
  private static final long FARTHEST = 9_000_000_000L;

  private static final long NANOS = 1_000_000_000L;

  private ChronicleBeats() {}

  /** Of one page. */
  static final class Writer {
    private final Map<String, Integer> names = new HashMap<>();
    private long lastAt;
    private long lastWall;
    private OptionalLong lastArrived = OptionalLong.empty();

    /** Writes a heartbeat; false, with nothing written, when it is none or has no short form. */
    boolean write(IncidentTape.Heard heard, JsonGenerator json) {
      if (!(heard.signal() instanceof Signal.Heartbeat beat)
          || isFar(heard.at())
          || isFar(heard.wall())
          || isFar(beat.arrivedAt())) {
        return false;
      }
      long at = nanos(heard.at());
      long wall = nanos(heard.wall());
      long arrived = nanos(beat.arrivedAt()) - at;
      boolean together =
          lastArrived.isPresent()
              && at == lastAt
              && wall == lastWall
              && arrived == lastArrived.getAsLong();
      json.writeStartArray();
      if (together) {
        json.writeNull();
      }
      name(beat.service(), json);
      name(beat.host(), json);
      if (!together) {
        json.writeNumber(at - lastAt);
        json.writeNumber(wall - lastWall);
        json.writeNumber(arrived);
        lastArrived = OptionalLong.of(arrived);
      }
      word(beat.claim(), json);
      number(beat.epoch(), json);
      word(beat.planned(), json);
      number(beat.seq(), json);
      json.writeEndArray();
      lastAt = at;
      lastWall = wall;
      return true;
    }

    private void name(String name, JsonGenerator json) {
      Integer known = names.putIfAbsent(name, names.size());
      if (known == null) {
        json.writeString(name);
      } else {
        json.writeNumber(known);
      }
    }

    private static void word(Optional<? extends Enum<?>> word, JsonGenerator json) {
      if (word.isPresent()) {
        json.writeString(word.get().name());
      } else {
        json.writeNull();
      }
    }

    private static void number(OptionalLong number, JsonGenerator json) {
      if (number.isPresent()) {
        json.writeNumber(number.getAsLong());
      } else {
        json.writeNull();
      }
    }

    private static boolean isFar(Instant at) {
      return Math.abs(at.getEpochSecond()) > FARTHEST;
    }

    private static long nanos(Instant at) {
      return at.getEpochSecond() * NANOS + at.getNano();
    }
  }

  /** Of one page. */
  static final class Reader {
    private final List<String> names = new ArrayList<>();
    private long lastAt;
    private long lastWall;
    private long lastArrived;

    /** Reads what follows the array's beginning, to its end. */
    IncidentTape.Heard read(JsonParser json) {
      JsonToken first = json.nextToken();
      boolean together = first == JsonToken.VALUE_NULL;
      String service = name(together ? json.nextToken() : first, json);
      String host = name(json.nextToken(), json);
      if (!together) {
        lastAt += whole(json);
        lastWall += whole(json);
        lastArrived = whole(json);
      }
      long arrived = lastAt + lastArrived;
      Optional<HostClaim> claim = Optional.ofNullable(word(json)).map(HostClaim::valueOf);
      OptionalLong epoch = number(json);
      Optional<Absence> planned = Optional.ofNullable(word(json)).map(Absence::valueOf);
      OptionalLong seq = number(json);
      while (json.nextToken() != JsonToken.END_ARRAY) {
        json.skipChildren();
      }
      return new IncidentTape.Heard(
          instant(lastAt),
          instant(lastWall),
          new Signal.Heartbeat(service, host, claim, epoch, planned, instant(arrived), seq));
    }

    private String name(@Nullable JsonToken token, JsonParser json) {
      if (token == JsonToken.VALUE_STRING) {
        String name = json.getString();
        names.add(name);
        return name;
      }
      return names.get(json.getIntValue());
    }

    private static long whole(JsonParser json) {
      json.nextToken();
      return json.getLongValue();
    }

    private static @Nullable String word(JsonParser json) {
      return json.nextToken() == JsonToken.VALUE_NULL ? null : json.getString();
    }

    private static OptionalLong number(JsonParser json) {
      return json.nextToken() == JsonToken.VALUE_NULL
          ? OptionalLong.empty()
          : OptionalLong.of(json.getLongValue());
    }

    private static Instant instant(long nanos) {
      return Instant.ofEpochSecond(Math.floorDiv(nanos, NANOS), Math.floorMod(nanos, NANOS));
    }
  }
}
