package io.piha.rules;

import io.piha.arbiter.Decision;
import io.piha.arbiter.Effect;
import io.piha.arbiter.Order;
import io.piha.arbiter.ServiceState;
import io.piha.arbiter.Signal;
import io.piha.arbiter.State;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * Looks at each decision before anything is done about it and names the rules that it breaks, by an
 * account of its own of what was heard, seen and done.
 *
 * <p>It knows what a running engine can know. What only the world itself knows (who really acts,
 * whether power really flows) is the simulator's to check. Not safe for use by several threads.
 */
public final class RuleWatch {

  private final Evidence evidence = new Evidence();
  private final Intents intents = new Intents();
  private final OrderRules orders = new OrderRules(evidence, intents);
  private final PowerRules power = new PowerRules(evidence, orders, intents);
  private final RequestRules requests = new RequestRules();
  private final SyncRules sync = new SyncRules(evidence);
  private Duration ahead = Duration.ZERO;

  /**
   * For a watch that outlives the process it watches: how far its own clock is ahead of the one
   * that decisions are made by.
   */
  public void ahead(Duration by) {
    ahead = by;
    evidence.ahead(by);
  }

  /**
   * Goes on where an earlier run stopped, by what it wrote down.
   *
   * @param state as it was loaded, before anything was decided
   */
  public void resume(State state) {
    evidence.resume(state);
    orders.resume(state);
    power.resume(state);
  }

  /**
   * Goes on from what an engine believes at this moment, evidence included.
   *
   * @param state as it is in a running engine
   */
  public void adopt(State state) {
    resume(state);
    evidence.adopt(state);
  }

  /**
   * One decision.
   *
   * @param before the state that the signal met
   * @param at the time of the decision
   * @return the rules that carrying it out would break, in which case it does not count; empty when
   *     all is well
   */
  public List<Breach> decided(State before, Signal signal, Instant at, Decision decision) {
    Instant now = at.plus(ahead);
    if (!decision.entries().isEmpty()) {
      evidence.answering(signal);
    }
    evidence.hear(signal, before, now);
    orders.hear(signal);
    power.hear(signal);
    sync.hear(signal);
    List<Breach> breaches = new ArrayList<>();
    int mark = intents.mark();
    if (signal instanceof Signal.Heartbeat beat) {
      breaches.addAll(alive(before, beat, now, decision));
    }
    requests.decided(before, signal, decision, breaches);
    for (Effect each : decision.effects()) {
      switch (each) {
        case Effect.SendOrder send -> {
          ServiceState service = service(decision.next(), send.service());
          if (send.order().verb() == Order.Verb.PROMOTE) {
            orders.promote(service, send.order(), now, breaches);
          } else {
            orders.demote(service, send.order(), breaches);
          }
        }
        case Effect.SetPort set -> {
          if (set.notAfter().isBefore(at)) {
            breaches.add(
                new Breach(Rule.S11, "", "port " + set.port() + " is commanded after its time"));
          }
          power.set(decision.next(), set, now, breaches);
        }
        case Effect.ReleaseCommit release ->
            sync.released(service(before, release.service()), release, now, breaches);
        case Effect.PublishState _,
            Effect.PublishFreeze _,
            Effect.ProbeHost _,
            Effect.ReadPort _,
            Effect.RunMirror _,
            Effect.BeginChore _,
            Effect.HandOver _,
            Effect.Answer _ -> {}
      }
    }
    if (!breaches.isEmpty()) {
      intents.back(mark);
    }
    return breaches;
  }

  private static ServiceState service(State state, String name) {
    Integer place = state.index().get(name);
    if (place == null) {
      throw new IllegalStateException("no service " + name);
    }
    return state.services().get(place);
  }

  /** S12: a live heartbeat of the leader ends the suspicion at once. */
  private List<Breach> alive(State before, Signal.Heartbeat beat, Instant now, Decision decision) {
    Integer place = before.index().get(beat.service());
    Instant arrived = beat.arrivedAt().plus(ahead);
    if (place == null || !arrived.equals(evidence.beat(beat.service(), beat.host()))) {
      return List.of();
    }
    return orders.alive(
        before.services().get(place),
        decision.next().services().get(place),
        beat,
        Duration.between(arrived, now));
  }

  /** All that was decided so far is on disk: it will be done, or counts as if it had been. */
  public void written() {
    intents.written();
    evidence.written();
  }

  /** The process that decided is gone, and with it what it had not written. */
  public void died() {
    intents.died();
    orders.died();
    evidence.died();
  }

  /**
   * Time that was not lived through because it would only have repeated itself.
   *
   * @param since what is newer than this is brought anew by each repetition
   * @param span a whole number of such repetitions
   */
  public void skip(Instant since, Duration span) {
    evidence.skip(since.plus(ahead), span);
  }
}
