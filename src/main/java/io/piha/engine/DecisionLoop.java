package io.piha.engine;

import io.piha.arbiter.Arbiter;
import io.piha.arbiter.Calm;
import io.piha.arbiter.Decision;
import io.piha.arbiter.Effect;
import io.piha.arbiter.Entry;
import io.piha.arbiter.Kind;
import io.piha.arbiter.PortId;
import io.piha.arbiter.Request;
import io.piha.arbiter.ServiceState;
import io.piha.arbiter.Severity;
import io.piha.arbiter.Signal;
import io.piha.arbiter.SitePolicy;
import io.piha.arbiter.State;
import io.piha.journal.AuditRecord;
import io.piha.journal.DecisionStore;
import io.piha.journal.JournalFailed;
import io.piha.rules.Breach;
import io.piha.rules.Rule;
import io.piha.rules.RuleWatch;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The engine without its thread and without its clock: hear, decide, write down, act. The order is
 * the safety argument.
 *
 * <p>Each decision is looked at by a second account of the safety rules ({@link RuleWatch}) before
 * it counts. One that would break a rule is not carried out, and automation of its service stops.
 *
 * <p>Whoever turns it says what time it is, so the running engine and a simulated world turn the
 * same loop. While the store refuses, no effect leaves but readings, probes and owed power-ons (S9,
 * S8). Not safe for use by several threads.
 */
public final class DecisionLoop {
  private static final Logger LOG = LoggerFactory.getLogger(DecisionLoop.class);

  private static final Duration JOURNAL_RETRY = Duration.ofSeconds(1);

  /** Writing that takes longer is no moment: the world may be another one after it (S11). */
  private static final Duration MOMENT = Duration.ofSeconds(1);

  /** What would break a rule is not asked for again at once. */
  private static final Duration AFTER_REFUSAL = Duration.ofSeconds(1);

  private final Mind mind;
  private final Outgoing outgoing;
  private final Scribe scribe;
  private final boolean machineRestarted;
  private final Deadlines deadlines = new Deadlines();
  private final RuleWatch rules = new RuleWatch();
  private final List<DecisionWatcher> watchers = new CopyOnWriteArrayList<>();
  private List<Effect> effects = new ArrayList<>();
  private State state;
  private Instant journalRetry = Instant.MIN;

  /**
   * What came of a turn.
   *
   * @param written whether everything decided is on disk
   * @param records the audit records that this turn wrote
   * @param failure why nothing could be written, when that was tried in this turn
   */
  public record Acted(
      boolean written, List<AuditRecord> records, Optional<JournalFailed> failure) {}

  /** Makes the decisions: the arbiter, or one that is to be caught. */
  @FunctionalInterface
  interface Mind {
    Decision decide(State state, Signal signal, Instant now);
  }

  private DecisionLoop(
      DecisionStore store,
      StateCodec.Restored restored,
      Effectors effectors,
      MachineRun run,
      Mind mind) {
    this.mind = mind;
    this.outgoing = new Outgoing(effectors);
    this.state = restored.state();
    this.machineRestarted = restored.machineRestarted();
    this.rules.resume(state);
    this.scribe = new Scribe(store, state, restored.asWritten(), run);
  }

  /**
   * A loop that goes on where the store says that an earlier run stopped. It decides nothing until
   * {@link #begin}.
   *
   * @param run the machine's run in which this one lives
   */
  public static DecisionLoop resume(
      DecisionStore store, SitePolicy policy, Effectors effectors, Instant now, MachineRun run)
      throws JournalFailed {
    return resume(store, policy, effectors, now, run, Arbiter::decide);
  }

  /** The same, where another control plane may have written what the store holds. */
  public static DecisionLoop resume(
      DecisionStore store,
      SitePolicy policy,
      Effectors effectors,
      Instant now,
      MachineRun run,
      Takeover takeover)
      throws JournalFailed {
    StateCodec.Restored restored = StateCodec.restore(store.states(), policy, now, run, takeover);
    return new DecisionLoop(store, restored, effectors, run, Arbiter::decide);
  }

  static DecisionLoop resume(
      DecisionStore store,
      SitePolicy policy,
      Effectors effectors,
      Instant now,
      MachineRun run,
      Mind mind)
      throws JournalFailed {
    StateCodec.Restored restored = StateCodec.restore(store.states(), policy, now, run);
    return new DecisionLoop(store, restored, effectors, run, mind);
  }

  /**
   * A loop that goes on in the middle of things, from what a running engine believes: for
   * hypothetical worlds.
   */
  public static DecisionLoop goOn(
      State state, DecisionStore store, Effectors effectors, MachineRun run, Instant now) {
    DecisionLoop loop =
        new DecisionLoop(
            store, new StateCodec.Restored(state, false, false), effectors, run, Arbiter::decide);
    loop.rules.adopt(state);
    loop.deadlines.ofAll(state, now);
    return loop;
  }

  /** What is believed now. */
  public State state() {
    return state;
  }

  /** Calls the watcher with each decision. */
  public void watch(DecisionWatcher watcher) {
    watchers.add(watcher);
  }

  /** The first decision of this run. */
  public void begin(Instant now) {
    decide(new Signal.Started(machineRestarted), now);
  }

  /** Decides on one signal; what is to be done about it waits for {@link #act}. */
  public void hear(Signal signal, Instant now) {
    tellWithheld(now);
    if (signal instanceof Signal.Asked(Request request) && !firstTime(request)) {
      return;
    }
    decide(signal, now);
  }

  /** Tells everyone whose time has come, after what was waiting was heard. */
  public void hearDue(Instant now) {
    tellWithheld(now);
    for (Effect.SendOrder each : outgoing.takeAsked()) {
      decide(new Signal.OrderWaits(each.service(), each.order().id()), now);
    }
    for (Deadlines.Owner owner : deadlines.due(now)) {
      decide(owner.due(), now);
    }
  }

  /** Before what came meanwhile is heard; whether it may leave is asked after that. */
  private void tellWithheld(Instant now) {
    for (Effect.SendOrder each : outgoing.takeLate()) {
      String why = "writing it down took too long";
      decide(new Signal.OrderWithheld(each.service(), each.order().id(), why), now);
    }
  }

  /** When the loop next wants to be turned, if nothing is heard. */
  public Optional<Instant> next() {
    return outgoing.lateSince().or(deadlines::next);
  }

  /** Writes an audit entry with the next turn. */
  public void note(Entry entry) {
    scribe.note(entry);
  }

  /** Applies a new configuration, or says why the running one stays. */
  public Optional<String> reconfigure(SitePolicy policy, Instant now) {
    Optional<String> no = Arbiter.refusesPolicy(state, policy);
    if (no.isEmpty()) {
      deadlines.clear();
      decide(new Signal.Reconfigured(policy), now);
    }
    return no;
  }

  /**
   * Leaves out time that would only repeat the last period, for simulated worlds. The caller has
   * seen that it does ({@link Calm}).
   *
   * @param since evidence newer than this is what each period brings anew
   * @param to the time at which to go on
   * @return false, with nothing changed, when some deadline comes before that
   */
  public boolean skip(Instant since, Duration span, Instant to) {
    State later = Calm.repeated(state, since, span);
    for (ServiceState each : later.services()) {
      String service = each.policy().service();
      if (comesBefore(Arbiter.serviceDeadline(later, service, to), to)) {
        return false;
      }
    }
    for (PortId each : later.ports().keySet()) {
      if (comesBefore(Arbiter.portDeadline(later, each), to)) {
        return false;
      }
    }
    if (comesBefore(Arbiter.siteDeadline(later), to)) {
      return false;
    }
    rules.skip(since, span);
    state = later;
    deadlines.clear();
    deadlines.ofAll(state, to);
    return true;
  }

  private static boolean comesBefore(Optional<Instant> deadline, Instant to) {
    return deadline.isPresent() && !deadline.get().isAfter(to);
  }

  /**
   * Write, then act, in one place.
   *
   * @param clock what time it is after writing, by the same clock as {@code now}
   */
  public Acted act(Instant now, Instant wall, Supplier<Instant> clock) {
    watchers.forEach(DecisionWatcher::turned);
    List<Effect> gathered = effects;
    effects = new ArrayList<>();
    List<AuditRecord> records = List.of();
    if (scribe.owes(state)) {
      if (journalRetry.isAfter(now)) {
        outgoing.withhold(gathered);
        return new Acted(false, records, Optional.empty());
      }
      try {
        records = scribe.write(state, wall, now);
        journalRetry = Instant.MIN;
      } catch (JournalFailed e) {
        journalRetry = now.plus(JOURNAL_RETRY);
        outgoing.withhold(gathered);
        return new Acted(false, records, Optional.of(e));
      }
    }
    rules.written();
    Instant after = clock.get();
    Duration took = Duration.between(now, after);
    outgoing.send(gathered, took.compareTo(MOMENT) > 0, after);
    reschedule(gathered, now);
    return new Acted(true, records, Optional.empty());
  }

  /** A repeated id never has an effect, and is answered and audited as what it is (S14). */
  private boolean firstTime(Request request) {
    boolean known = state.index().containsKey(request.service());
    if (!known || scribe.seen(request.id())) {
      String why =
          known
              ? "request " + request.id() + " was seen before; a repeated request has no effect"
              : "there is no service " + request.service();
      scribe.note(
          new Entry(
              Kind.REQUEST_REFUSED,
              Severity.WARNING,
              known ? request.service() : null,
              null,
              null,
              request.by(),
              request.command().word() + " refused: " + why,
              Map.of("request", request.id())));
      effects.add(new Effect.Answer(request.id(), false, why));
      return false;
    }
    scribe.took(request.id());
    return true;
  }

  private void decide(Signal signal, Instant now) {
    State before = state;
    Decision decision;
    try {
      decision = mind.decide(before, signal, now);
    } catch (RuntimeException e) {
      LOG.error("no answer to {}", signal, e);
      refuse(signal, now, new Breach(Rule.S26, "", signal.getClass().getSimpleName() + ": " + e));
      return;
    }
    List<Breach> breaches = rules.decided(before, signal, now, decision);
    if (!breaches.isEmpty() && !(signal instanceof Signal.RuleBroken)) {
      refuse(signal, now, breaches.getFirst());
      return;
    }
    carry(before, signal, now, decision);
  }

  /**
   * A decision that would break a rule is not carried out: all is as it was, but automation of the
   * service stops, and a person is told.
   */
  private void refuse(Signal signal, Instant now, Breach breach) {
    if (signal instanceof Signal.RuleBroken) {
      throw new IllegalStateException("not even that a rule was broken can be decided: " + breach);
    }
    if (signal instanceof Signal.Asked(Request request)) {
      effects.add(
          new Effect.Answer(
              request.id(), false, "it would break rule " + breach.rule() + ": " + breach.why()));
    }
    for (String service : concerned(signal, breach)) {
      decide(new Signal.RuleBroken(service, breach.rule().name(), breach.why()), now);
      deadlines.ofService(state, service, now.plus(AFTER_REFUSAL));
    }
    if (signal instanceof Signal.OfPort of) {
      deadlines.ofPort(state, of.port(), now.plus(AFTER_REFUSAL));
    }
  }

  /** Whose automation stops: the service's that it is about, or everyone's where nobody can say. */
  private List<String> concerned(Signal signal, Breach breach) {
    if (state.index().containsKey(breach.service())) {
      return List.of(breach.service());
    }
    if (signal instanceof Signal.OfService of && state.index().containsKey(of.service())) {
      return List.of(of.service());
    }
    List<String> all = new ArrayList<>();
    for (ServiceState each : state.services()) {
      all.add(each.policy().service());
    }
    return all;
  }

  private void carry(State before, Signal signal, Instant now, Decision decision) {
    state = decision.next();
    scribe.gather(before, decision);
    for (Decision.Touched each : decision.services()) {
      deadlines.of(each, now);
    }
    for (PortId port : decision.ports()) {
      deadlines.ofPort(state, port, now);
    }
    if (signal instanceof Signal.OfSite) {
      deadlines.ofSite(state);
      deadlines.ofServices(state, now);
    }
    for (DecisionWatcher each : watchers) {
      each.decided(before, signal, now, decision);
    }
    for (Effect each : decision.effects()) {
      if (!outgoing.leavesAtOnce(each)) {
        effects.add(each);
      }
    }
  }

  /** Acting may have taken time; a service that acted is looked at with its new deadline. */
  private void reschedule(List<Effect> sent, Instant now) {
    for (Effect each : sent) {
      if (each instanceof Effect.ToBroker said) {
        deadlines.ofService(state, said.service(), now);
      }
    }
  }
}
