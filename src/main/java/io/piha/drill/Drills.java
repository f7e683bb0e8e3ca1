package io.piha.drill;

import io.piha.arbiter.Decision;
import io.piha.arbiter.Entry;
import io.piha.arbiter.Kind;
import io.piha.arbiter.Outlook;
import io.piha.arbiter.ServicePolicy;
import io.piha.arbiter.Severity;
import io.piha.arbiter.Signal;
import io.piha.arbiter.State;
import io.piha.engine.DecisionWatcher;
import io.piha.journal.AuditRecord;
import io.piha.journal.JournalFailed;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The drills of a running control plane: rehearsals from its state of now, and one live drill at
 * most. A live drill obeys every rule of the engine, since all it does is harm to the hosts and
 * requests such as an operator makes; it is announced, kept, and put back, also over a restart.
 */
public final class Drills implements DecisionWatcher, AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(Drills.class);

  private final Plane plane;
  private final Actor actor;
  private final Supplier<Scenarios> scenarios;
  private final Supplier<Optional<String>> quiet;
  private final Ledger ledger;
  private final ReentrantLock lock = new ReentrantLock();

  /** Published without waiting for it to be seen: one that is a decision old is as good. */
  private final AtomicReference<@Nullable State> newest = new AtomicReference<>();

  private volatile @Nullable LiveDrill running;
  private boolean met;

  private Drills(
      Plane plane,
      Actor actor,
      Supplier<Scenarios> scenarios,
      Supplier<Optional<String>> quiet,
      Ledger ledger) {
    this.plane = plane;
    this.actor = actor;
    this.scenarios = scenarios;
    this.quiet = quiet;
    this.ledger = ledger;
  }

  /**
   * The drills of a data folder. What an earlier process left is taken up at the engine's first
   * decision.
   *
   * @param scenarios read anew at each question, as the user may write some
   * @param quiet the quiet hours in words, while it is one of them
   */
  public static Drills open(
      Path dataDir,
      Plane plane,
      Actor actor,
      Supplier<Scenarios> scenarios,
      Supplier<Optional<String>> quiet)
      throws IOException {
    return new Drills(plane, actor, scenarios, quiet, new Ledger(dataDir));
  }

  @Override
  public void decided(State before, Signal signal, Instant now, Decision decision) {
    newest.setRelease(decision.next());
    if (!met) {
      met = true;
      Thread.ofVirtual().name("drill-left-over").start(() -> goOn(decision.next()));
    }
    LiveDrill live = running;
    if (live != null) {
      live.ground().believes(decision.next());
    }
  }

  /** Audit records were written; on the engine's thread. */
  public void recorded(List<AuditRecord> records) {
    LiveDrill live = running;
    if (live != null) {
      live.ground().recorded(records);
    }
  }

  /** The scenarios that are known now. */
  public Scenarios scenarios() {
    return scenarios.get();
  }

  /** The live drill that goes on; empty when none does. */
  public Optional<DrillView> view() {
    LiveDrill live = running;
    return live == null ? Optional.empty() : live.view();
  }

  /** The reports of live drills, newest first. */
  public List<DrillReport> reports() {
    return ledger.reports();
  }

  /** Rehearses from the state of now; empty when nobody leads or nobody could follow. */
  public Optional<Rehearsal> rehearse(String scenario, String service) {
    State now = newest.get();
    Optional<Scenario> meant = scenarios().named(scenario);
    if (now == null || meant.isEmpty() || now.policy().service(service).isEmpty()) {
      return Optional.empty();
    }
    return Rehearsal.of(meant.get(), now, plane.now(), service, boot(now, service));
  }

  private Duration boot(State now, String service) {
    String leader = Outlook.of(now, service, plane.now()).leader().orElse("");
    return plane.boot(service, leader);
  }

  /**
   * What must be so before that scenario may be drilled live.
   *
   * @param stepwise whether a person goes along
   */
  public List<Check> checks(String scenario, String service, boolean stepwise) {
    State now = newest.get();
    Optional<Scenario> meant = scenarios().named(scenario);
    if (now == null || meant.isEmpty() || now.policy().service(service).isEmpty()) {
      return List.of(
          Check.of(
              "the scenario and the service are known",
              false,
              now == null ? "the control plane has just started" : scenario + ", " + service));
    }
    List<Check> checks =
        new Checks(now, plane.now(), meant.get(), service).all(actor, stepwise, quiet.get());
    Optional<DrillView> other = view();
    checks.add(
        Check.of(
            "no other drill goes on",
            other.isEmpty(),
            other.map(each -> each.scenario() + " does").orElse("")));
    return List.copyOf(checks);
  }

  /**
   * Begins a live drill.
   *
   * @param stepwise whether each step waits for {@link #next}
   * @param cutsPower said twice that power may be cut by request
   * @param by who asks, as audit records say it
   * @return why not; empty when it has begun
   */
  public Optional<String> start(
      String scenario, String service, boolean stepwise, boolean cutsPower, String by) {
    lock.lock();
    try {
      Optional<String> obstacle = Checks.obstacle(checks(scenario, service, stepwise));
      State now = newest.get();
      Scenario meant = scenarios().named(scenario).orElse(null);
      if (obstacle.isPresent() || now == null || meant == null) {
        return Optional.of(obstacle.orElse("not so: the control plane knows its house"));
      }
      if (meant.cutsPower() && !cutsPower) {
        return Optional.of("it cuts power by request; say so a second time (--cut-power)");
      }
      Rehearsal rehearsal = rehearse(scenario, service).orElse(null);
      if (rehearsal == null || !rehearsal.report().passed()) {
        String why = rehearsal == null ? "nobody to play it" : rehearsal.report().why();
        return Optional.of("its rehearsal from the state of now does not pass: " + why);
      }
      // The rehearsal took its time, and the house went on.
      Optional<String> meanwhile = Checks.obstacle(checks(scenario, service, stepwise));
      State fresh = newest.get();
      if (meanwhile.isEmpty() && fresh != null) {
        begin(meant, fresh, service, stepwise, by, rehearsal.report().measured());
      }
      return meanwhile;
    } catch (IOException e) {
      return Optional.of("it cannot be written down: " + e.getMessage());
    } finally {
      lock.unlock();
    }
  }

  private void begin(
      Scenario scenario,
      State now,
      String service,
      boolean stepwise,
      String by,
      Map<Measure, Duration> predicted)
      throws IOException, JournalFailed {
    LiveGround ground = new LiveGround(plane, actor, service, now);
    Cast cast =
        Cast.of(ground.outlook()).orElseThrow(() -> new IOException("nobody leads any more"));
    String id = plane.wall().truncatedTo(ChronoUnit.MILLIS).toString().replaceAll("[:.]", "-");
    Begun begun = Begun.now(id, true, by, ground);
    Ledger.Open open =
        new Ledger.Open(
            scenario.name(), cast, begun, plane.lastRecord(), stepwise, false, predicted);
    ledger.save(open);
    note(
        Kind.DRILL_STARTED,
        Severity.WARNING,
        open,
        "this is a drill: "
            + cast.fill(scenario.title())
            + " ("
            + scenario.name()
            + "); all that follows until it is done belongs to it",
        Map.of("steps", (long) scenario.steps().size()));
    LiveDrill live = live(scenario, open, ground, now);
    running = live;
    live.start(drill -> drill.play(begun));
  }

  private LiveDrill live(Scenario scenario, Ledger.Open open, LiveGround ground, State now) {
    ServicePolicy policy =
        now.policy()
            .service(open.cast().service())
            .orElseThrow(() -> new IllegalStateException("no service " + open.cast().service()));
    Bound.Scale scale =
        Rehearsal.scale(
            now.policy(),
            policy,
            open.cast(),
            plane.boot(open.cast().service(), open.cast().leader()));
    return new LiveDrill(scenario, scale, open, ground, ledger, this::over);
  }

  private void over(Ledger.Open open, DrillReport report) {
    Map<String, Object> detail = new TreeMap<>();
    report.measured().forEach((what, took) -> detail.put(what.word() + "_ms", took.toMillis()));
    detail.put("verdict", report.verdict().name().toLowerCase(Locale.ROOT));
    detail.put("as_before", report.asBefore());
    note(
        Kind.DRILL_DONE,
        report.passed() ? Severity.INFO : report.asBefore() ? Severity.WARNING : Severity.CRITICAL,
        open,
        "the drill "
            + report.scenario()
            + " is over. "
            + DrillText.verdict(report)
            + (report.asBefore()
                ? " The house is as it was before."
                : " THE HOUSE IS NOT AS IT WAS BEFORE: " + report.back() + "."),
        detail);
    running = null;
  }

  private void note(
      Kind kind, Severity severity, Ledger.Open open, String words, Map<String, Object> detail) {
    Map<String, Object> facts = new TreeMap<>(detail);
    facts.put("drill", open.begun().id());
    facts.put("scenario", open.scenario());
    plane.note(
        new Entry(
            kind,
            severity,
            open.cast().service(),
            open.cast().leader(),
            null,
            open.begun().by(),
            words,
            facts));
  }

  /** Lets the next step begin, of a drill that waits for it. */
  public void next() {
    LiveDrill live = running;
    if (live != null) {
      live.next();
    }
  }

  /** Ends the drill that goes on, and goes back. */
  public void stop() {
    LiveDrill live = running;
    if (live != null) {
      live.stop();
    }
  }

  /** Goes on with a drill whose own harm ended that process, and goes back from any other. */
  private void goOn(State now) {
    Optional<Ledger.Open> left = ledger.open();
    if (left.isEmpty()) {
      return;
    }
    Ledger.Open open = left.get();
    Optional<Scenario> scenario = scenarios().named(open.scenario());
    boolean known = now.policy().service(open.cast().service()).isPresent();
    if (scenario.isEmpty() || !known) {
      LOG.warn("the drill {} cannot be gone on with: it is not known any more", open.scenario());
      return;
    }
    try {
      LiveGround ground = new LiveGround(plane, actor, open.cast().service(), now);
      ground.recorded(plane.after(open.first()));
      LiveDrill live = live(scenario.get(), open, ground, now);
      running = live;
      live.start(
          drill ->
              open.crashing()
                  ? drill.play(open.begun())
                  : drill.goBack(open.begun(), "the control plane ended in the middle of it"));
    } catch (JournalFailed e) {
      LOG.warn("the drill {} cannot be gone on with: {}", open.scenario(), e.getMessage());
    }
  }

  @Override
  public void close() {
    LiveDrill live = running;
    if (live != null) {
      live.close();
    }
  }
}
