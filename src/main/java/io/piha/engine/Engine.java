package io.piha.engine;

import io.piha.arbiter.Arbiter;
import io.piha.arbiter.Decision;
import io.piha.arbiter.Effect;
import io.piha.arbiter.Entry;
import io.piha.arbiter.Kind;
import io.piha.arbiter.Request;
import io.piha.arbiter.Severity;
import io.piha.arbiter.Signal;
import io.piha.arbiter.SitePolicy;
import io.piha.arbiter.State;
import io.piha.journal.AuditRecord;
import io.piha.journal.Journal;
import io.piha.journal.JournalFailed;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The one thread on which anything is decided: hear, decide, write down, act, show. The order is
 * the safety argument.
 *
 * <p>Signals are taken in batches, so that a thousand of them cost one disk write. While the
 * journal cannot be written no effect leaves but readings, probes and owed power-ons (S9, S8).
 */
public final class Engine implements Inbox, AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(Engine.class);

  /** Beyond this many waiting signals heartbeats are dropped and counted. */
  private static final int HEARTBEATS_WAITING = 20_000;

  private static final int BATCH = 512;
  private static final Duration LONGEST_WAIT = Duration.ofSeconds(1);
  private static final Duration STUCK = Duration.ofSeconds(10);
  private static final Duration JOURNAL_RETRY = Duration.ofSeconds(1);

  private final EngineClock clock;
  private final Outgoing outgoing;
  private final Scribe scribe;
  private final Painter painter;
  private final StallWatch stalls;
  private final Deadlines deadlines = new Deadlines();
  private final LinkedBlockingQueue<Signal> inbox = new LinkedBlockingQueue<>();
  private final LinkedBlockingQueue<Runnable> errands = new LinkedBlockingQueue<>(1_000);
  private final CopyOnWriteArrayList<DecisionWatcher> watchers = new CopyOnWriteArrayList<>();
  private final CopyOnWriteArrayList<Consumer<List<AuditRecord>>> readers =
      new CopyOnWriteArrayList<>();
  private final AtomicLong dropped = new AtomicLong();
  private final CountDownLatch ended = new CountDownLatch(1);
  private final boolean machineRestarted;
  private final Thread loop;
  private volatile long lastTurn;
  private volatile boolean stopping;
  private State state;
  private @Nullable Instant journalRetry;

  private Engine(
      EngineClock clock,
      Journal journal,
      StateCodec.Restored restored,
      Effectors effectors,
      Painter painter) {
    this.clock = clock;
    this.outgoing = new Outgoing(effectors);
    this.state = restored.state();
    this.machineRestarted = restored.machineRestarted();
    this.scribe = new Scribe(journal, state, restored.empty(), EngineClock.bootId());
    this.painter = painter;
    this.stalls = new StallWatch(clock);
    this.lastTurn = clock.nanos();
    this.loop = Thread.ofPlatform().name("engine").unstarted(this::run);
  }

  /**
   * An engine that goes on where the journal says that an earlier run stopped. It does nothing
   * until {@link #start}.
   *
   * @param latest the newest audit records, newest first, for the picture
   */
  public static Engine resume(
      EngineClock clock,
      Journal journal,
      SitePolicy policy,
      Identity identity,
      Effectors effectors,
      UnaryOperator<Snapshot> touches,
      List<AuditRecord> latest)
      throws JournalFailed {
    StateCodec.Restored restored =
        StateCodec.restore(journal.states(), policy, clock.instant(), EngineClock.bootId());
    Painter painter = new Painter(clock, identity, touches, latest);
    return new Engine(clock, journal, restored, effectors, painter);
  }

  /** Begins to decide and to act. */
  public void start() {
    loop.start();
  }

  @Override
  public void offer(Signal signal) {
    if (signal instanceof Signal.Heartbeat && inbox.size() > HEARTBEATS_WAITING) {
      dropped.incrementAndGet();
      return;
    }
    inbox.add(signal);
  }

  /** Heartbeats dropped because the loop lagged behind. */
  public long dropped() {
    return dropped.get();
  }

  /** The newest picture. */
  public Snapshot snapshot() {
    return painter.newest();
  }

  /** Calls the audience with each new picture, on the loop's thread; it must not block. */
  public AutoCloseable subscribe(Consumer<Snapshot> audience) {
    return painter.subscribe(audience);
  }

  /** Calls the reader when audit records were written, on the loop's thread; it must not block. */
  public void onRecords(Consumer<List<AuditRecord>> reader) {
    readers.add(reader);
  }

  /** Calls the watcher with each decision, on the loop's thread; it must not block. */
  public void onDecision(DecisionWatcher watcher) {
    watchers.add(watcher);
  }

  /** Writes an audit entry that some other part of the program has to say. */
  public void note(Entry entry) {
    errand(() -> scribe.note(entry));
  }

  /**
   * Applies a new configuration.
   *
   * @param outcome called on the loop's thread: empty when applied, else why the running one stays
   */
  public void reconfigure(SitePolicy policy, Consumer<Optional<String>> outcome) {
    errand(
        () -> {
          Optional<String> no = Arbiter.refusesPolicy(state, policy);
          if (no.isEmpty()) {
            deadlines.clear();
            decide(new Signal.Reconfigured(policy), clock.instant(), new ArrayList<>());
          }
          outcome.accept(no);
        });
  }

  /** Shows the picture anew, because something beside the state has changed. */
  public void repaint() {
    errand(painter::spoil);
  }

  private void errand(Runnable run) {
    if (!errands.offer(run)) {
      LOG.warn("the engine lags behind: a note was lost");
    }
  }

  /** Whether the loop turns. */
  public boolean turns() {
    return loop.isAlive() && clock.nanos() - lastTurn < STUCK.toNanos();
  }

  /** Wall time of the loop's last turn, in Unix milliseconds. */
  public long turnedAtMillis() {
    return clock.wall().toEpochMilli() - (clock.nanos() - lastTurn) / 1_000_000;
  }

  // --- the loop ---

  private void run() {
    try {
      List<Effect> effects = new ArrayList<>();
      decide(new Signal.Started(machineRestarted), clock.instant(), effects);
      act(effects);
      while (!stopping) {
        turn();
      }
      // What was still to be said is written before the loop ends; nothing more is done.
      runErrands();
      act(new ArrayList<>());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (RuntimeException | Error e) {
      LOG.error("the engine's loop broke; nothing is supervised any more", e);
      throw e;
    } finally {
      ended.countDown();
    }
  }

  private void turn() throws InterruptedException {
    Signal first = inbox.poll(waitNanos(), TimeUnit.NANOSECONDS);
    lastTurn = clock.nanos();
    Instant now = clock.instant();
    List<Effect> effects = new ArrayList<>();
    Optional<Duration> stall = stalls.turned();
    if (stall.isPresent()) {
      decide(new Signal.Stalled(stall.get()), now, effects);
    }
    runErrands();
    int taken = 0;
    for (Signal signal = first; signal != null; signal = inbox.poll()) {
      heed(signal, now, effects);
      taken++;
      if (taken >= BATCH) {
        break;
      }
    }
    for (Deadlines.Owner owner : deadlines.due(now)) {
      decide(owner.due(), now, effects);
    }
    act(effects);
  }

  private void runErrands() {
    for (Runnable each = errands.poll(); each != null; each = errands.poll()) {
      each.run();
    }
  }

  private void heed(Signal signal, Instant now, List<Effect> effects) {
    if (signal instanceof Signal.Asked(Request request) && !firstTime(request, effects)) {
      return;
    }
    decide(signal, now, effects);
  }

  /** A repeated id never has an effect, and is answered and audited as what it is (S14). */
  private boolean firstTime(Request request, List<Effect> effects) {
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
              java.util.Map.of("request", request.id())));
      effects.add(new Effect.Answer(request.id(), false, why));
      return false;
    }
    scribe.took(request.id());
    return true;
  }

  private void decide(Signal signal, Instant now, List<Effect> effects) {
    State before = state;
    Decision decision = Arbiter.decide(before, signal, now);
    state = decision.next();
    scribe.gather(decision);
    effects.addAll(decision.effects());
    for (String service : decision.services()) {
      deadlines.schedule(
          new Deadlines.Owner.Service(service),
          Arbiter.serviceDeadline(state, service, now).map(at -> notBefore(at, now)));
      painter.changed(service);
    }
    decision
        .ports()
        .forEach(
            port ->
                deadlines.schedule(
                    new Deadlines.Owner.Port(port),
                    Arbiter.portDeadline(state, port).map(at -> notBefore(at, now))));
    if (signal instanceof Signal.OfSite) {
      deadlines.schedule(new Deadlines.Owner.Site(), Arbiter.siteDeadline(state));
      for (int i = 0; i < state.services().size(); i++) {
        String service = state.services().get(i).policy().service();
        deadlines.schedule(
            new Deadlines.Owner.Service(service),
            Arbiter.serviceDeadline(state, service, now).map(at -> notBefore(at, now)));
      }
      painter.spoil();
    }
    for (DecisionWatcher each : watchers) {
      each.decided(before, signal, now, decision);
    }
  }

  /** A deadline that is over already is asked again very soon, never in a spin. */
  private static Instant notBefore(Instant at, Instant now) {
    Instant soonest = now.plusMillis(2);
    return at.isAfter(now) ? at : soonest;
  }

  /** Write, then act, in one place. */
  private void act(List<Effect> effects) {
    Instant now = clock.instant();
    if (!write(now)) {
      outgoing.withhold(effects);
      painter.paint(state, true);
      return;
    }
    outgoing.send(effects);
    reschedule(effects, now);
    painter.paint(state, false);
  }

  private void reschedule(List<Effect> effects, Instant now) {
    // Acting may have taken time; a service that acted is looked at with its new deadline.
    for (Effect each : effects) {
      if (each instanceof Effect.ToBroker said) {
        deadlines.schedule(
            new Deadlines.Owner.Service(said.service()),
            Arbiter.serviceDeadline(state, said.service(), now).map(at -> notBefore(at, now)));
      }
    }
  }

  private boolean write(Instant now) {
    if (!scribe.owes(state)) {
      return true;
    }
    if (journalRetry != null && journalRetry.isAfter(now)) {
      return false;
    }
    try {
      List<AuditRecord> records = scribe.write(state, clock.wall(), now);
      journalRetry = null;
      painter.journalTrouble(Optional.empty());
      painter.recorded(records);
      if (!records.isEmpty()) {
        for (Consumer<List<AuditRecord>> each : readers) {
          each.accept(records);
        }
      }
      return true;
    } catch (JournalFailed e) {
      LOG.error("decisions cannot be written down, so nothing is done: {}", e.getMessage());
      journalRetry = now.plus(JOURNAL_RETRY);
      painter.journalTrouble(
          Optional.of("the journal cannot be written, so nothing is done: " + e.getMessage()));
      return false;
    }
  }

  private long waitNanos() {
    Duration wait = LONGEST_WAIT;
    Instant now = clock.instant();
    Optional<Instant> next = deadlines.next();
    if (next.isPresent()) {
      wait = Collections.min(List.of(wait, Duration.between(now, next.get())));
    }
    wait = Collections.min(List.of(wait, painter.untilNext()));
    return Math.max(0, wait.toNanos());
  }

  /** Stops the loop, after what was decided is written; waits at most five seconds. */
  @Override
  public void close() {
    stopping = true;
    inbox.add(new Signal.SightDue());
    try {
      if (loop.isAlive() && !ended.await(5, TimeUnit.SECONDS)) {
        loop.interrupt();
      }
    } catch (InterruptedException e) {
      loop.interrupt();
      Thread.currentThread().interrupt();
    }
  }
}
