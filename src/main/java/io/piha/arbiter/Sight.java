package io.piha.arbiter;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Whether the control plane may believe what it does not hear.
 *
 * @param broker connected, and since when
 * @param roundTripAt our own message came back; absent since the last connect when none did yet
 * @param witnesses the last answers; empty text means it answered
 * @param witnessAt when they came
 * @param clearSince since when all of it holds; absent when something is missing
 * @param lastStall when this process last came back from not running
 * @param lastBlind when sight was last lost
 * @param why what is missing, for people
 */
public record Sight(
    boolean broker,
    Instant brokerSince,
    String brokerWhy,
    @Nullable Instant roundTripAt,
    Map<String, String> witnesses,
    @Nullable Instant witnessAt,
    @Nullable Instant clearSince,
    @Nullable Instant lastStall,
    Instant lastBlind,
    String why) {

  public Sight {
    witnesses = Map.copyOf(witnesses);
  }

  static Sight dark(Instant now) {
    return new Sight(
        false, now, "not connected yet", null, Map.of(), null, null, null, now, "just started");
  }

  boolean anyWitness() {
    return witnesses.containsValue("");
  }

  /** Sighted for at least that long. */
  public boolean clearFor(Duration window, Instant now) {
    return clearSince != null && !clearSince.plus(window).isAfter(now);
  }

  /** The control plane itself is cut off: connected or not, no witness answers. */
  public boolean isolated() {
    return witnessAt != null && !anyWitness();
  }

  Sight connected(Instant now) {
    return new Sight(
            true, now, "", null, witnesses, witnessAt, clearSince, lastStall, lastBlind, why)
        .judged(now);
  }

  Sight lost(String reason, Instant now) {
    return new Sight(
            false, now, reason, null, witnesses, witnessAt, clearSince, lastStall, lastBlind, why)
        .judged(now);
  }

  Sight roundTrip(Instant now) {
    return new Sight(
            broker,
            brokerSince,
            brokerWhy,
            now,
            witnesses,
            witnessAt,
            clearSince,
            lastStall,
            lastBlind,
            why)
        .judged(now);
  }

  Sight witnessed(Map<String, String> answers, Instant now) {
    return new Sight(
            broker,
            brokerSince,
            brokerWhy,
            roundTripAt,
            answers,
            now,
            clearSince,
            lastStall,
            lastBlind,
            why)
        .judged(now);
  }

  /** After a stall everything heard before it is stale. */
  Sight stalled(Duration gap, Instant now) {
    return new Sight(
            broker,
            brokerSince,
            brokerWhy,
            roundTripAt,
            witnesses,
            witnessAt,
            null,
            now,
            now,
            "this process did not run for " + Words.span(gap))
        .judged(now);
  }

  private Sight judged(Instant now) {
    String missing;
    if (!broker) {
      missing = "the broker is not connected (" + brokerWhy + ")";
    } else if (roundTripAt == null) {
      missing = "no message of our own has come back through the broker yet";
    } else if (witnessAt == null) {
      missing = "no witness has been asked yet";
    } else if (!anyWitness()) {
      missing =
          witnesses.isEmpty()
              ? "no witness outside this machine is configured"
              : "no witness answers ("
                  + String.join(", ", witnesses.keySet().stream().sorted().toList())
                  + ")";
    } else {
      missing = "";
    }
    if (missing.isEmpty()) {
      Instant since = clearSince != null ? clearSince : now;
      return new Sight(
          broker,
          brokerSince,
          brokerWhy,
          roundTripAt,
          witnesses,
          witnessAt,
          since,
          lastStall,
          lastBlind,
          why);
    }
    return new Sight(
        broker,
        brokerSince,
        brokerWhy,
        roundTripAt,
        witnesses,
        witnessAt,
        null,
        lastStall,
        now,
        missing);
  }
}
