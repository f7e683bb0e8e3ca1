package io.piha.engine;

import io.piha.arbiter.Decision;
import io.piha.arbiter.Entry;
import io.piha.arbiter.Signal;
import io.piha.arbiter.SitePolicy;
import io.piha.arbiter.State;
import io.piha.journal.AuditRecord;
import io.piha.journal.DecisionStore;
import io.piha.journal.JournalFailed;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
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

  private static final int BATCH = 512;
  private static final Duration LONGEST_WAIT = Duration.ofSeconds(1);
  private static final Duration STUCK = Duration.ofSeconds(10);

  private final EngineClock clock;
  private final DecisionLoop decisions;
  private final Painter painter;
  private final StallWatch stalls;
  private final Mailbox inbox = new Mailbox();
  private final LinkedBlockingQueue<Runnable> errands = new LinkedBlockingQueue<>(1_000);
  private final CopyOnWriteArrayList<Consumer<List<AuditRecord>>> readers =
      new CopyOnWriteArrayList<>();
  private final CountDownLatch ended = new CountDownLatch(1);
  private final CopyOnWriteArrayList<Runnable> pulses = new CopyOnWriteArrayList<>();
  private final Thread loop;
  private volatile long lastTurn;
  private volatile boolean stopping;
  private long lastBeats;
  private boolean busy;

  private Engine(EngineClock clock, DecisionLoop decisions, Painter painter) {
    this.clock = clock;
    this.decisions = decisions;
    this.painter = painter;
    this.stalls = new StallWatch(clock);
    this.lastTurn = clock.nanos();
    this.loop = Thread.ofPlatform().name("engine").unstarted(this::run);
    decisions.watch(this::decided);
  }

  /**
   * An engine that goes on where the journal says that an earlier run stopped. It does nothing
   * until {@link #start}.
   *
   * @param takeover what is known beside what was written, where another wrote it
   * @param latest the newest audit records, newest first, for the picture
   */
  public static Engine resume(
      EngineClock clock,
      DecisionStore journal,
      Takeover takeover,
      SitePolicy policy,
      Identity identity,
      Effectors effectors,
      UnaryOperator<Snapshot> touches,
      List<AuditRecord> latest)
      throws JournalFailed {
    DecisionLoop decisions =
        DecisionLoop.resume(
            journal, policy, effectors, clock.instant(), MachineRun.here(), takeover);
    return new Engine(clock, decisions, new Painter(clock, identity, touches, latest));
  }

  /** The highest epoch that stored states know of, by service. */
  public static Map<String, Long> highestEpochs(Map<String, byte[]> states) {
    return StateCodec.highest(states);
  }

  /** Begins to decide and to act. */
  public void start() {
    loop.start();
  }

  @Override
  public void offer(Signal signal) {
    inbox.offer(signal);
  }

  @Override
  public void offerTogether(List<Signal.Heartbeat> beats) {
    inbox.offerTogether(beats);
  }

  /** Heartbeats dropped because the loop lagged behind. */
  public long dropped() {
    return inbox.dropped();
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
    decisions.watch(watcher);
  }

  /**
   * Calls the pulse each time the loop has come round, at least once a second, on the loop's
   * thread; it must not block. A loop that hangs does not come round.
   */
  public void onTurn(Runnable pulse) {
    pulses.add(pulse);
  }

  /** Writes an audit entry that some other part of the program has to say. */
  public void note(Entry entry) {
    errand(() -> decisions.note(entry));
  }

  /**
   * Applies a new configuration.
   *
   * @param outcome called on the loop's thread: empty when applied, else why the running one stays
   */
  public void reconfigure(SitePolicy policy, Consumer<Optional<String>> outcome) {
    errand(() -> outcome.accept(decisions.reconfigure(policy, clock.instant())));
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
      decisions.begin(clock.instant());
      act();
      while (!stopping) {
        turn();
      }
      // What was still to be said is written before the loop ends; nothing more is done.
      runErrands();
      act();
    } catch (RuntimeException | Error e) {
      LOG.error("the engine's loop broke; nothing is supervised any more", e);
      throw e;
    } finally {
      ended.countDown();
    }
  }

  private void turn() {
    inbox.await(waitNanos(), busy);
    lastTurn = clock.nanos();
    Instant now = clock.instant();
    stalls.turned().ifPresent(gap -> decisions.hear(new Signal.Stalled(gap), now));
    runErrands();
    hear(now);
    decisions.hearDue(now);
    act();
    for (Runnable each : pulses) {
      each.run();
    }
  }

  /** Whatever waits, up to a batch; the rest in the next turn, which then begins at once. */
  private void hear(Instant now) {
    boolean beats = false;
    boolean more = true;
    for (int taken = 0; more && taken < BATCH; taken++) {
      Signal signal = inbox.poll();
      more = signal != null;
      if (signal != null) {
        beats = beats || signal instanceof Signal.Heartbeat;
        decisions.hear(signal, now);
      }
    }
    if (beats) {
      busy = !more && Mailbox.isQuick(lastTurn - lastBeats);
      lastBeats = lastTurn;
    } else {
      busy = false;
    }
  }

  private void runErrands() {
    for (Runnable each = errands.poll(); each != null; each = errands.poll()) {
      each.run();
    }
  }

  private void decided(State before, Signal signal, Instant now, Decision decision) {
    if (signal instanceof Signal.OfSite || !decision.services().isEmpty()) {
      painter.spoil();
    }
  }

  private void act() {
    DecisionLoop.Acted acted = decisions.act(clock.instant(), clock.wall(), clock::instant);
    if (acted.failure().isPresent()) {
      String why = acted.failure().get().getMessage();
      LOG.error("decisions cannot be written down, so nothing is done: {}", why);
      painter.journalTrouble(
          Optional.of("the journal cannot be written, so nothing is done: " + why));
    } else if (acted.written()) {
      painter.journalTrouble(Optional.empty());
    }
    painter.recorded(acted.records());
    if (!acted.records().isEmpty()) {
      for (Consumer<List<AuditRecord>> each : readers) {
        each.accept(acted.records());
      }
    }
    painter.paint(decisions.state(), !acted.written());
  }

  private long waitNanos() {
    Duration wait = LONGEST_WAIT;
    Instant now = clock.instant();
    Optional<Instant> next = decisions.next();
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
    inbox.offer(new Signal.SightDue());
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
