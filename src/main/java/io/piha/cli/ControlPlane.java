package io.piha.cli;

import io.piha.alert.Lineage;
import io.piha.arbiter.Effect;
import io.piha.arbiter.Entry;
import io.piha.arbiter.Kind;
import io.piha.arbiter.Request;
import io.piha.arbiter.Severity;
import io.piha.arbiter.Signal;
import io.piha.console.kit.ConfigDesk;
import io.piha.console.kit.FolderArchive;
import io.piha.drill.Drills;
import io.piha.engine.Chronicle;
import io.piha.engine.Engine;
import io.piha.engine.EngineClock;
import io.piha.engine.Identity;
import io.piha.engine.Inbox;
import io.piha.engine.NameLookup;
import io.piha.engine.Policies;
import io.piha.engine.Snapshot;
import io.piha.journal.AuditLog;
import io.piha.journal.AuditRecord;
import io.piha.journal.Deliveries;
import io.piha.journal.History;
import io.piha.journal.HistoryLog;
import io.piha.journal.Journal;
import io.piha.leadership.Published;
import io.piha.poe.PowerHand;
import io.piha.recovery.Recovery;
import io.piha.report.Dashboard;
import io.piha.report.Tally;
import io.piha.request.LocalDoor;
import io.piha.site.Site;
import io.piha.sync.Mirror;
import io.piha.term.LeasedHands;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * An active control plane: engine, journal, adapters, dashboard and local door, put together by
 * plain constructors and taken apart in the opposite order.
 */
final class ControlPlane implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(ControlPlane.class);

  private final Parts parts = new Parts();
  private final AtomicReference<Optional<String>> configTrouble =
      new AtomicReference<>(Optional.empty());
  private final CountDownLatch over = new CountDownLatch(1);
  private final EngineClock clock = new EngineClock();
  private final DataFolder folder;
  private final Tenure tenure;
  private final Tenure.Store store;
  private final Journal journal;
  private final Engine engine;
  final DryRuns dryRuns = new DryRuns(clock);
  private final Hands hands = new Hands(dryRuns);
  private final Handover handover;
  private final Inbox ears;
  private final PowerHand power;
  private final NameLookup names = new NameLookup();
  private final AuditLog log;
  private final History history;
  private final MeasuredBoots boots;
  private final Checking checking;
  private final Mirror mirror;
  private final Recovery recovery;
  private final Deliveries deliveries;
  private final Drills drills;
  private volatile @Nullable Records records;
  private volatile @Nullable FarLogs farLogs;
  private volatile @Nullable Telling telling;
  private volatile Site site;
  private volatile @Nullable Adapters adapters;
  private final Tally tally = new Tally();
  private volatile @Nullable Dashboard dashboard;
  private volatile @Nullable String retreat;
  private volatile boolean crashed;

  /**
   * Takes the data folder and restores what an earlier run left; nothing acts before {@link
   * #start}.
   *
   * @throws IOException when another control plane has the folder, or it cannot be used
   */
  ControlPlane(Site site, DataFolder folder, Tenure tenure, DrillHouse house) throws IOException {
    this.site = site;
    this.folder = folder;
    this.tenure = tenure;
    Files.createDirectories(site.logDir());
    try {
      parts.keep(LogFile.open(site.logDir()));
      history = parts.keep(History.start(folder.folder(), History.KEEP_BEATS, clock::wall));
      boots = new MeasuredBoots(folder.folder(), history, () -> this.site);
      journal = parts.keep(Journal.open(folder.folder()));
      log = parts.keep(journal.log());
      store = tenure.store(journal, clock);
      checking = parts.keep(new Checking(clock, names, log, tenure, history));
      engine =
          Engine.resume(
              clock,
              store.decisions(),
              store.takeover(),
              Policies.of(site),
              new Identity(folder.id(), site.name(), Version.text(), tenure.term()),
              new LeasedHands(hands, tenure.right()),
              this::touched,
              log.latest(Snapshot.LATEST));
      folder.lives(engine.snapshot().control().startedAt());
      handover = new Handover(tenure, engine, this::retreat);
      hands.onHandover(handover::leave);
      ears = new Remembering(history, boots, clock, () -> this.site, handover);
      engine.onDecision(
          parts.keep(Chronicle.start(folder.folder(), clock, engine.snapshot().control())));
      engine.onDecision(parts.keep(dryRuns));
      engine.onRecords(checking.cuts());
      dryRuns.hostsBootIn(house.boots(boots));
      parts.keep(names);
      power = parts.keep(new PowerHand(Map.of(), clock, ears, tenure.right()));
      hands.join(engine, power);
      mirror = parts.keep(Mirror.open(folder.folder(), clock, engine));
      engine.onDecision((_, _, _, decision) -> mirror.decided(decision));
      recovery = parts.keep(Recovery.open(folder.folder(), clock, engine, names));
      hands.use(new Upkeeper(mirror, recovery));
      deliveries = parts.keep(Deliveries.open(folder.folder(), log));
      var hall = new DrillHall(engine, clock, log, this::ask, house.boots(boots));
      drills = hall.open(folder.folder(), house, () -> this.site);
    } catch (IOException | RuntimeException e) {
      close();
      throw e;
    }
  }

  private Snapshot touched(Snapshot picture) {
    Telling now = telling;
    FarLogs far = farLogs;
    List<Snapshot.ChannelView> logs = far == null ? List.of() : far.ways(picture.lastAuditId());
    Snapshot measured = LeaseNews.touch(checking.touch(boots.touch(picture)), tenure.trouble());
    return now == null
        ? measured.with(0, 0, logs, configTrouble.get())
        : now.touch(measured, logs, configTrouble.get());
  }

  /** Begins to supervise. */
  void start() throws IOException {
    LocalDoor door =
        parts.keep(
            LocalDoor.open(
                folder.folder(), handover, engine::snapshot, clock, new DrillDoor(drills)));
    hands.use(door);
    Adapters fresh = adapters(site);
    adapters = fresh;
    power.use(fresh.switches());
    hands.use(fresh);
    dashboard =
        StatusPage.open(site, engine, log, parts.keep(HistoryLog.open(folder.folder())), tally)
            .orElse(null);
    StatusPublisher status = parts.keep(new StatusPublisher(this::publishStatus));
    parts.keep(engine.subscribe(status));
    engine.note(
        Entry.ofSite(
            Kind.CONTROL_STARTED,
            Severity.INFO,
            "control plane "
                + folder.id()
                + " started, version "
                + Version.text()
                + tenure.words()
                + folder.moved()));
    Records out = new Records(site.logDir(), log, deliveries, this::sendEvent);
    records = out;
    engine.onRecords(_ -> out.wake());
    engine.onRecords(tally);
    engine.onRecords(boots);
    parts.keep(engine.subscribe(out::looked));
    Duration ahead = store.takeover().ahead().orElse(Duration.ZERO);
    Lineage lineage = new Lineage(folder.id(), ahead, tenure.told());
    Telling told = Telling.start(folder, log, clock, site, names, engine, lineage);
    telling = told;
    engine.onRecords(_ -> told.wake());
    parts.keep(engine.subscribe(new LeaseNews(tenure, clock, engine, told::notice)));
    checking.use(site, told::notice);
    FarLogs far =
        parts.keep(new FarLogs(log, deliveries, names, clock, told::notice, engine::snapshot));
    far.use(site);
    farLogs = far;
    engine.onRecords(_ -> far.wake());
    engine.start();
    tenure.onLost(why -> retreat("stopped acting: " + why));
    fresh.start();
    mirror.use(site);
    recovery.use(site);
  }

  /** Makes what {@link #start} starts, and lets go of it. */
  void openAndClose() {
    adapters(site).close();
  }

  private Adapters adapters(Site of) {
    return Adapters.open(
        of,
        engine.snapshot().control(),
        clock,
        ears,
        names,
        BrokerSettings.signatures(of, store.seen(), clock),
        checking.hearing(
            new Rivals(
                folder, tenure.yields(), id -> retreat("stepped back before " + id), engine::note)),
        tenure.right(),
        power);
  }

  /** Another goes first, or the right to act is lost. */
  private void retreat(String why) {
    retreat = why;
    over.countDown();
  }

  private void publishStatus(byte[] json) {
    Adapters now = adapters;
    if (now != null) {
      now.link().publishStatus(json);
    }
  }

  private CompletableFuture<Boolean> sendEvent(AuditRecord event, String line) {
    Adapters now = adapters;
    if (now == null || !engine.snapshot().broker().connected()) {
      return CompletableFuture.completedFuture(false);
    }
    return now.link().publishEvent(event.entry().service(), line).thenApply(Published::confirmed);
  }

  /** Applies a changed configuration, or says why the running one stays. */
  void reconfigure(Site next) {
    Optional<String> restart = Restarts.needed(site, next);
    if (restart.isPresent()) {
      refuseConfig(restart.get());
      return;
    }
    Adapters fresh = adapters(next);
    engine.reconfigure(
        Policies.of(next),
        no -> {
          if (no.isPresent()) {
            fresh.close();
            refuseConfig(no.get());
          } else {
            Thread.startVirtualThread(() -> exchange(next, fresh));
          }
        });
  }

  private synchronized void exchange(Site next, Adapters fresh) {
    Adapters old = adapters;
    site = next;
    adapters = fresh;
    power.use(fresh.switches());
    hands.use(fresh);
    if (old != null) {
      old.close();
    }
    fresh.start();
    recovery.use(next);
    try {
      mirror.use(next);
    } catch (IOException e) {
      LOG.warn("the mirror does not run as configured: {}", e.getMessage());
    }
    Telling told = telling;
    if (told != null) {
      told.use(next);
      checking.use(next, told::notice);
    }
    FarLogs far = farLogs;
    if (far != null) {
      far.use(next);
    }
    configTrouble.set(Optional.empty());
    engine.note(
        Entry.ofSite(Kind.CONFIG_CHANGED, Severity.INFO, "the changed configuration is in force"));
    engine.repaint();
  }

  /** The running configuration stays, and everyone can see why. */
  void refuseConfig(String why) {
    configTrouble.set(Optional.of("the changed configuration is not applied: " + why));
    engine.note(
        Entry.ofSite(
            Kind.CONFIG_REFUSED,
            Severity.WARNING,
            "the changed configuration is not applied: " + why));
    engine.repaint();
  }

  /** Asks the engine as an operator within this process does. */
  CompletableFuture<Effect.Answer> ask(Request request) {
    CompletableFuture<Effect.Answer> answer = hands.expect(request.id());
    handover.offer(new Signal.Asked(request));
    return answer;
  }

  Drills drills() {
    return drills;
  }

  /** What was kept here, for a window on this machine. */
  FolderArchive archive(ConfigDesk config) {
    return new FolderArchive(
        folder.folder(),
        entry -> {
          engine.note(entry);
          return true;
        },
        config,
        new PlaneDrills(drills, engine));
  }

  Engine engine() {
    return engine;
  }

  Optional<InetSocketAddress> dashboardAddress() {
    return Optional.ofNullable(dashboard).map(Dashboard::address);
  }

  /** Waits until it is stopped, or steps back before another; true when another has taken over. */
  boolean awaitEnd() throws InterruptedException {
    over.await();
    return retreat != null;
  }

  /** Ends {@link #awaitEnd}. */
  void stop() {
    over.countDown();
  }

  /** Ends without a word, as a process that was killed. */
  void crash() {
    crashed = true;
    close();
  }

  @Override
  public void close() {
    if (engineIsThere()) {
      Parts.end(drills);
      Entry last = lastEntry();
      boolean mayWrite = tenure.right().holds();
      if (!crashed && mayWrite) {
        engine.note(last);
      }
      engine.close();
      if (!crashed && !mayWrite) {
        LastWord.write(last, journal, clock.wall());
      }
    }
    Parts.end(telling);
    Parts.end(dashboard);
    Parts.end(records);
    Parts.end(adapters);
    parts.close();
  }

  /** Names whom the lease is left to, for whoever tells of it. */
  private Entry lastEntry() {
    String how = retreat == null ? "stopped" : retreat;
    Map<String, Object> detail = new HashMap<>();
    tenure.successor().ifPresent(to -> detail.put("handed_to", to));
    return new Entry(
        Kind.CONTROL_STOPPED, Severity.INFO, null, null, null, Entry.CONTROL, how, detail);
  }

  @SuppressWarnings("ConstantValue") // the constructor calls close before the engine is made
  private boolean engineIsThere() {
    return engine != null;
  }
}
