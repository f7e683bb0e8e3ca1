package io.piha.alert;

import io.piha.alert.channel.Lanes;
import io.piha.alert.rules.Event;
import io.piha.alert.rules.Message;
import io.piha.alert.rules.Triage;
import io.piha.alert.rules.TriageState;
import io.piha.arbiter.Entry;
import io.piha.arbiter.Kind;
import io.piha.arbiter.Severity;
import io.piha.engine.EngineClock;
import io.piha.journal.AuditLog;
import io.piha.journal.AuditRecord;
import io.piha.journal.JournalFailed;
import io.piha.journal.Outbox;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Alerts of a running control plane: reads the audit log, lets the rules decide, stores what they
 * say, and has it brought out.
 */
public final class Alerts implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Alerts.class);
  private static final int PAGE = 500;
  private static final Duration LOOK = Duration.ofSeconds(5);
  private static final Duration DAY = Duration.ofDays(1);
  private static final int MOST_NOTICES = 256;

  private static final String STATE = "rules";
  private static final String PLACE = "record";
  private static final String BORN = "born";
  private static final String WISH = "wish";
  private static final String TAKEN = "taken";

  private final AuditLog log;
  private final EngineClock clock;
  private final Consumer<Entry> note;
  private final Outbox outbox;
  private final AlertTexts texts = new AlertTexts();
  private final Semaphore news = new Semaphore(0);
  private final ArrayBlockingQueue<Event.Noticed> notices = new ArrayBlockingQueue<>(MOST_NOTICES);
  private final Map<String, Postman> postmen = new LinkedHashMap<>();
  private final String born;
  private final Succeeding succeeding;
  private final long before;
  private final Thread worker;
  private volatile AlertSettings settings;
  private volatile AlertStanding standing = AlertStanding.NONE;
  private volatile boolean closing;
  private volatile boolean begun;
  private TriageState state;
  private long place;
  private long wish;

  private Alerts(
      Path dataDir,
      AuditLog log,
      EngineClock clock,
      AlertSettings settings,
      Consumer<Entry> note,
      String fresh,
      Lineage lineage)
      throws JournalFailed {
    this.log = log;
    this.clock = clock;
    this.note = note;
    this.settings = settings;
    this.outbox = Outbox.open(dataDir);
    this.state = texts.state(outbox.memory(STATE));
    this.before = log.lastId();
    this.place = number(PLACE, before);
    this.wish = number(WISH, 0);
    this.born = outbox.memory(BORN).orElse(fresh);
    this.succeeding = new Succeeding(lineage, texts, born);
    outbox.store(
        clock.wall().toEpochMilli(), Map.of(BORN, born, PLACE, Long.toString(place)), List.of());
    this.worker = Thread.ofVirtual().name("alerts").unstarted(this::run);
  }

  /**
   * Begins to tell; what happened before the very first start is not told any more.
   *
   * @param log read from; stays the caller's to close, after this
   * @param note writes an audit entry about what was sent; must not block
   * @param fresh names a new outbox, different from that of any other
   * @param lineage of those who act by turns with this one
   */
  public static Alerts start(
      Path dataDir,
      AuditLog log,
      EngineClock clock,
      AlertSettings settings,
      Consumer<Entry> note,
      String fresh,
      Lineage lineage)
      throws JournalFailed {
    Alerts alerts = new Alerts(dataDir, log, clock, settings, note, fresh, lineage);
    alerts.use(settings);
    alerts.worker.start();
    return alerts;
  }

  private long number(String key, long otherwise) throws JournalFailed {
    return outbox.memory(key).map(Long::parseLong).orElse(otherwise);
  }

  /** There may be new records. Costs nothing, waits for nothing. */
  public void wake() {
    news.release();
  }

  /** Something that no audit record tells; beyond a bound the newest are not heard. */
  public void notice(Event.Noticed notice) {
    if (!notices.offer(notice)) {
      LOG.warn("too much to notice at once; lost: {}", notice.title());
    }
    news.release();
  }

  /** How much is under way, and which channels fail. */
  public AlertStanding standing() {
    return standing;
  }

  /** Goes on with another configuration; a lane of the same name keeps its place. */
  public synchronized void use(AlertSettings next) throws JournalFailed {
    postmen.values().forEach(Postman::close);
    postmen.clear();
    settings = next;
    outbox.lanes(next.lanes().stream().map(Lanes.Lane::name).toList());
    for (Lanes.Lane lane : next.lanes()) {
      Postman postman =
          new Postman(lane, new Postman.Address(next.site(), born), outbox, clock::wall, note);
      postmen.put(lane.name(), postman);
      if (begun) {
        postman.start();
      }
    }
    look();
  }

  private void run() {
    try {
      while (true) {
        boolean last = closing;
        news.drainPermits();
        round();
        if (last) {
          return;
        }
        var _ = news.tryAcquire(pause().toMillis(), TimeUnit.MILLISECONDS);
      }
    } catch (InterruptedException e) {
      // closed; the records wait in the journal
    }
  }

  private Duration pause() {
    Instant now = clock.instant();
    Duration until =
        Triage.due(state, settings.policy()).map(due -> Duration.between(now, due)).orElse(LOOK);
    Duration least = Duration.ofMillis(20);
    return until.compareTo(LOOK) > 0 ? LOOK : until.compareTo(least) < 0 ? least : until;
  }

  private void round() throws InterruptedException {
    try {
      if (!begun) {
        begin();
      }
      List<AuditRecord> page;
      do {
        page = log.after(place, PAGE);
        hear(page);
      } while (page.size() == PAGE);
      look();
    } catch (JournalFailed e) {
      LOG.warn("alerts wait: {}", e.getMessage());
    } catch (RuntimeException e) {
      LOG.error("alerts stumble; they are tried again", e);
    }
  }

  /** Nothing that waits here is brought out before it is known whether it is still true. */
  private void begin() throws JournalFailed, InterruptedException {
    Optional<Succeeding.Left> left = succeeding.left(outbox.memory(TAKEN));
    if (left.isPresent()) {
      succeed(left.get());
    }
    succeeding.leave(state);
    synchronized (this) {
      begun = true;
      postmen.values().forEach(Postman::start);
    }
  }

  /** Goes on for another. What was recorded here before is another's story by now. */
  private void succeed(Succeeding.Left left) throws JournalFailed {
    Triage.Step step =
        succeeding.step(state, left.bequest(), clock.instant(), clock.wall(), settings.policy());
    int stale = succeeding.forgetStale(outbox, step.state());
    outbox.store(
        clock.wall().toEpochMilli(),
        Map.of(STATE, texts.of(step.state()), PLACE, Long.toString(before), TAKEN, left.text()),
        step.messages().stream().map(texts::of).toList());
    state = step.state();
    place = before;
    if (stale > 0) {
      note.accept(
          Entry.ofSite(
              Kind.ATTENTION,
              Severity.INFO,
              "what waited here since before "
                  + left.bequest().by()
                  + " acted is not sent ("
                  + stale
                  + "): it is of no incident that still goes on"));
    }
  }

  /** All of it or nothing: what the rules made of the records, and that these are done. */
  private void hear(List<AuditRecord> page) throws JournalFailed {
    TriageState next = state;
    List<Message> said = new ArrayList<>();
    List<Event> events = new ArrayList<>();
    page.forEach(record -> events.add(Event.Recorded.of(record)));
    notices.drainTo(events);
    Optional<Outbox.Wish> wished = outbox.wishAfter(wish);
    wished.ifPresent(each -> events.add(silence(each)));
    events.add(new Event.Passed());
    Instant now = clock.instant();
    for (Event event : events) {
      Triage.Step step = Triage.hear(next, event, now, settings.policy());
      next = step.state();
      said.addAll(step.messages());
    }
    long reached = page.isEmpty() ? place : page.getLast().id();
    long heard = wished.map(Outbox.Wish::id).orElse(wish);
    if (reached != place || heard != wish || !said.isEmpty() || !next.equals(state)) {
      Map<String, String> memories = new LinkedHashMap<>();
      memories.put(STATE, texts.of(next));
      memories.put(PLACE, Long.toString(reached));
      memories.put(WISH, Long.toString(heard));
      outbox.store(clock.wall().toEpochMilli(), memories, said.stream().map(texts::of).toList());
    }
    if (!next.equals(state)) {
      succeeding.leave(next);
    }
    state = next;
    place = reached;
    wish = heard;
    if (!said.isEmpty()) {
      everyone(Postman::wake);
    }
  }

  /** A wish comes in wall time, the rules count by the engine's clock. */
  private Event silence(Outbox.Wish wished) {
    Duration left = Duration.between(clock.wall(), Instant.ofEpochMilli(wished.untilMillis()));
    return new Event.Silenced(clock.instant().plus(left), wished.by(), wished.reason());
  }

  private synchronized void everyone(Consumer<Postman> each) {
    postmen.values().forEach(each);
  }

  private synchronized void look() throws JournalFailed {
    List<AlertStanding.Lane> lanes = new ArrayList<>();
    for (Outbox.Standing each : outbox.standings()) {
      @Nullable Postman postman = postmen.get(each.lane());
      lanes.add(
          new AlertStanding.Lane(
              each.lane(),
              each.waiting(),
              each.sent(),
              each.failed(),
              postman == null ? Optional.empty() : postman.trouble()));
    }
    long failed = outbox.failuresSince(clock.wall().minus(DAY).toEpochMilli());
    standing =
        new AlertStanding(lanes, failed, state.silence(), List.copyOf(state.troubles().values()));
  }

  /** Tells what was written until now, as far as channels take it in a few seconds, and ends. */
  @Override
  public void close() throws JournalFailed {
    closing = true;
    news.release();
    try {
      if (!worker.join(Duration.ofSeconds(3))) {
        worker.interrupt();
        worker.join(Duration.ofSeconds(1));
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    List<Thread> leaving = new ArrayList<>();
    everyone(each -> leaving.add(Thread.startVirtualThread(each::close)));
    try {
      for (Thread each : leaving) {
        each.join(Duration.ofSeconds(6));
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    outbox.close();
  }
}
