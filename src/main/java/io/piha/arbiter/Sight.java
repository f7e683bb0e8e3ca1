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
 * @param containers what runs beside the hosts; with the broker's own container down, silence
 *     proves nothing
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
    String why,
    Containers containers) {

  public Sight {
    witnesses = Map.copyOf(witnesses);
  }

  static Sight dark(Instant now, Containers containers) {
    return new Sight(
        false,
        now,
        "not connected yet",
        null,
        Map.of(),
        null,
        null,
        null,
        now,
        "just started",
        containers);
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
    return linked(true, now, "", null).judged(now);
  }

  Sight lost(String reason, Instant now) {
    return linked(false, now, reason, null).judged(now);
  }

  Sight roundTrip(Instant now) {
    return linked(broker, brokerSince, brokerWhy, now).judged(now);
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
            why,
            containers)
        .judged(now);
  }

  /** The same with other news of the containers. */
  Sight beside(Containers seen, Instant now) {
    return new Sight(
            broker,
            brokerSince,
            brokerWhy,
            roundTripAt,
            witnesses,
            witnessAt,
            clearSince,
            lastStall,
            lastBlind,
            why,
            seen)
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
            "this process did not run for " + Words.span(gap),
            containers)
        .judged(now);
  }

  private Sight linked(boolean there, Instant since, String trouble, @Nullable Instant trip) {
    return new Sight(
        there,
        since,
        trouble,
        trip,
        witnesses,
        witnessAt,
        clearSince,
        lastStall,
        lastBlind,
        why,
        containers);
  }

  private Sight judged(Instant now) {
    String missing = missing(now);
    boolean clear = missing.isEmpty();
    return new Sight(
        broker,
        brokerSince,
        brokerWhy,
        roundTripAt,
        witnesses,
        witnessAt,
        clear ? (clearSince != null ? clearSince : now) : null,
        lastStall,
        clear ? lastBlind : now,
        clear ? why : missing,
        containers);
  }

  private String missing(Instant now) {
    if (!broker) {
      return "the broker is not connected (" + brokerWhy + ")" + brokerHome(now);
    }
    if (roundTripAt == null) {
      return "no message of our own has come back through the broker yet" + brokerHome(now);
    }
    // A round trip later than the news refutes it: the broker lives, wherever it lives.
    boolean homeless = containers.brokerDownAt().filter(at -> !roundTripAt.isAfter(at)).isPresent();
    if (homeless) {
      return "the broker cannot be believed" + brokerHome(now);
    }
    if (witnessAt == null) {
      return "no witness has been asked yet";
    }
    if (anyWitness()) {
      return "";
    }
    return witnesses.isEmpty()
        ? "no witness outside this machine is configured"
        : "no witness answers ("
            + String.join(", ", witnesses.keySet().stream().sorted().toList())
            + ")";
  }

  /** What is known of the container in which the broker lives, as the end of a sentence. */
  private String brokerHome(Instant now) {
    return containers
        .broker()
        .filter(each -> each.standing() != ContainerState.Standing.UNSEEN)
        .map(
            each ->
                "; its container "
                    + each.said()
                    + ", seen "
                    + Words.since(each.since(), now)
                    + " ago")
        .orElse("");
  }
}
