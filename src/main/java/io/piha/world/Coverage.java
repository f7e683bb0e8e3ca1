package io.piha.world;

import io.piha.arbiter.Decision;
import io.piha.arbiter.Effect;
import io.piha.arbiter.Entry;
import io.piha.arbiter.Kind;
import io.piha.arbiter.Order;
import io.piha.arbiter.Phase;
import io.piha.arbiter.ServiceState;
import io.piha.arbiter.Signal;
import io.piha.arbiter.State;
import io.piha.arbiter.Takeover;
import java.util.EnumMap;
import java.util.Map;
import java.util.TreeMap;

/** What was tried: which faults, which pairs of phase and signal, which words were said. */
public final class Coverage {

  private final Map<String, Long> faults = new TreeMap<>();
  private final Map<String, Long> pairs = new TreeMap<>();
  private final EnumMap<Kind, Long> kinds = new EnumMap<>(Kind.class);
  private long decisions;
  private long failovers;
  private long cuts;
  private long skippedMs;
  private long terms;
  private long takeovers;

  void decided(State before, Signal signal, Decision decision) {
    decisions++;
    if (signal instanceof Signal.OfService of) {
      Integer place = before.index().get(of.service());
      if (place != null) {
        ServiceState service = before.services().get(place);
        count(
            pairs,
            service.book().phase().getClass().getSimpleName()
                + " "
                + signal.getClass().getSimpleName());
      }
    }
    for (Entry each : decision.entries()) {
      kinds.merge(each.kind(), 1L, Long::sum);
    }
    for (Effect each : decision.effects()) {
      if (each instanceof Effect.SetPort set && !set.on()) {
        cuts++;
      } else if (each instanceof Effect.SendOrder send
          && send.order().verb() == Order.Verb.PROMOTE
          && isFailover(before, decision.next(), send)) {
        failovers++;
      }
    }
  }

  /** Only the first sending of an order counts, not its repeats. */
  private static boolean isFailover(State before, State next, Effect.SendOrder send) {
    Integer place = next.index().get(send.service());
    Integer was = before.index().get(send.service());
    return place != null
        && was != null
        && !(before.services().get(was).book().phase() instanceof Phase.Ordered)
        && next.services().get(place).book().phase() instanceof Phase.Ordered ordered
        && ordered.takeover().cause() == Takeover.Cause.FAILOVER;
  }

  private static void count(Map<String, Long> counts, String what) {
    counts.merge(what, 1L, Long::sum);
  }

  void fault(String kind) {
    count(faults, kind);
  }

  void skipped(long ms) {
    skippedMs += ms;
  }

  /** The lease was taken. */
  void term(boolean byAnother) {
    terms++;
    takeovers += byAnother ? 1 : 0;
  }

  void add(Coverage other) {
    other.faults.forEach((key, n) -> faults.merge(key, n, Long::sum));
    other.pairs.forEach((key, n) -> pairs.merge(key, n, Long::sum));
    other.kinds.forEach((key, n) -> kinds.merge(key, n, Long::sum));
    decisions += other.decisions;
    failovers += other.failovers;
    cuts += other.cuts;
    skippedMs += other.skippedMs;
    terms += other.terms;
    takeovers += other.takeovers;
  }

  /** How often each kind of fault was injected. */
  public Map<String, Long> faults() {
    return Map.copyOf(faults);
  }

  /** Pairs of phase and signal that were met, and how often. */
  public Map<String, Long> pairs() {
    return Map.copyOf(pairs);
  }

  /** Kinds of audit records that were written, and how often. */
  public Map<Kind, Long> kinds() {
    return Map.copyOf(kinds);
  }

  public long decisions() {
    return decisions;
  }

  /** Automatic promotions that were ordered. */
  public long failovers() {
    return failovers;
  }

  /** Off commands that left. */
  public long cuts() {
    return cuts;
  }

  /** How often a control plane took the lease. */
  public long terms() {
    return terms;
  }

  /** How often it was another than the one before. */
  public long takeovers() {
    return takeovers;
  }

  /** Quiet time that was left out because it only repeated itself, in milliseconds. */
  public long skippedMs() {
    return skippedMs;
  }
}
