package io.piha.cli;

import io.piha.alert.rules.Event;
import io.piha.arbiter.Severity;
import io.piha.engine.EngineClock;
import io.piha.engine.NameLookup;
import io.piha.engine.Snapshot;
import io.piha.journal.AuditLog;
import io.piha.journal.Deliveries;
import io.piha.journal.JournalFailed;
import io.piha.journal.RecordFeed;
import io.piha.journal.RecordSink;
import io.piha.journal.SampleStore;
import io.piha.report.influx.InfluxSink;
import io.piha.report.syslog.SyslogSink;
import io.piha.site.Influx;
import io.piha.site.Site;
import io.piha.site.Syslog;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The audit log's copies elsewhere: on a syslog server, in the systemd journal, in InfluxDB. */
final class FarLogs implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(FarLogs.class);
  private static final String SYSLOG = "syslog";
  private static final String JOURNAL = "journal";
  private static final String INFLUX = "influx";
  private static final Path DEV_LOG = Path.of("/dev/log");

  /** So long a copy may stand still before people are told. */
  private static final Duration STANDS_STILL = Duration.ofMinutes(1);

  private final AuditLog log;
  private final Deliveries deliveries;
  private final NameLookup names;
  private final Place place;
  private final EngineClock clock;
  private final Consumer<Event.Noticed> notice;
  private final List<Way> ways = new CopyOnWriteArrayList<>();
  private final Supplier<Snapshot> picture;
  private Optional<Syslog> inUse = Optional.empty();
  private Optional<Influx> influxInUse = Optional.empty();

  /**
   * Where we run.
   *
   * @param machine its name
   * @param journalSocket native socket of the systemd journal, where there is one
   * @param asUnit whether systemd started us
   */
  record Place(String machine, Optional<Path> journalSocket, boolean asUnit) {

    /** This process on this machine. */
    static Place here() {
      Path socket = Path.of("/run/systemd/journal/socket");
      return new Place(
          machineName(),
          Optional.of(socket).filter(Files::exists),
          System.getenv("INVOCATION_ID") != null);
    }

    private static String machineName() {
      try {
        return Files.readString(Path.of("/proc/sys/kernel/hostname")).strip();
      } catch (IOException e) {
        String said = System.getenv("HOSTNAME");
        return said == null ? "" : said;
      }
    }
  }

  /** One copy. */
  private static final class Way {
    private final String name;
    private final Runnable end;
    private final RecordFeed feed;
    private final LongSupplier lost;
    private @Nullable Instant since;
    private boolean told;

    Way(String name, Opened opened, RecordFeed feed) {
      this.name = name;
      this.end = opened.end();
      this.lost = opened.lost();
      this.feed = feed;
    }
  }

  /** Of this process on this machine. */
  FarLogs(
      AuditLog log,
      Deliveries deliveries,
      NameLookup names,
      EngineClock clock,
      Consumer<Event.Noticed> notice,
      Supplier<Snapshot> picture) {
    this(log, deliveries, names, Place.here(), clock, notice, picture);
  }

  FarLogs(
      AuditLog log,
      Deliveries deliveries,
      NameLookup names,
      Place place,
      EngineClock clock,
      Consumer<Event.Noticed> notice,
      Supplier<Snapshot> picture) {
    this.picture = picture;
    this.log = log;
    this.deliveries = deliveries;
    this.names = names;
    this.place = place;
    this.clock = clock;
    this.notice = notice;
  }

  /** Goes on as this configuration says; one that says the same interrupts nothing. */
  synchronized void use(Site site) {
    if (!ways.isEmpty() && site.syslog().equals(inUse) && site.influx().equals(influxInUse)) {
      return;
    }
    close();
    inUse = site.syslog();
    influxInUse = site.influx();
    boolean local = site.syslog().filter(FarLogs::isDevLog).isPresent();
    Optional<Path> journal = place.journalSocket().filter(_ -> local || place.asUnit());
    // What reads /dev/log under systemd is the journal: it gets the fields, and each record once.
    Optional<Syslog> syslog = site.syslog().filter(_ -> !(local && journal.isPresent()));
    open(SYSLOG, syslog.map(each -> () -> of(SyslogSink.to(each, place.machine(), names))));
    open(JOURNAL, journal.map(each -> () -> of(SyslogSink.toJournal(each))));
    if (site.influx().isEmpty()) {
      forgetSamples(site);
    }
    open(
        INFLUX,
        site.influx()
            .map(
                each ->
                    () -> {
                      SampleStore samples = SampleStore.open(site.dataDir());
                      InfluxSink sink =
                          InfluxSink.start(site.name(), each, names, clock, samples, picture);
                      return new Opened(sink, () -> end(sink), sink::lost);
                    }));
  }

  private static Opened of(SyslogSink sink) {
    return new Opened(sink, sink::close, () -> 0);
  }

  private static void end(InfluxSink sink) {
    try {
      sink.close();
    } catch (JournalFailed e) {
      LOG.warn("{}", e.getMessage());
    }
  }

  private void forgetSamples(Site site) {
    try {
      SampleStore.forget(site.dataDir());
    } catch (IOException e) {
      LOG.warn("samples for an InfluxDB that is configured no longer stay: {}", e.getMessage());
    }
  }

  /**
   * A way out.
   *
   * @param end ends it
   * @param lost what waited beside the records and had to be dropped
   */
  private record Opened(RecordSink sink, Runnable end, LongSupplier lost) {}

  /** Opens a way out. */
  private interface Opening {
    Opened open() throws IOException;
  }

  private static boolean isDevLog(Syslog syslog) {
    return syslog instanceof Syslog.Unix unix && unix.socket().equals(DEV_LOG);
  }

  private void open(String name, Optional<Opening> wanted) {
    try {
      if (wanted.isEmpty()) {
        deliveries.end(name);
        return;
      }
      deliveries.begin(name, log.lastId());
      Opened opened = wanted.get().open();
      RecordFeed feed = RecordFeed.start(name, deliveries, opened.sink());
      ways.add(new Way(name, opened, feed));
    } catch (IOException e) {
      LOG.warn("{} gets no records: {}", name, e.getMessage());
    }
  }

  /** New records were written. */
  void wake() {
    ways.forEach(each -> each.feed.wake());
  }

  /** How each copy stands; tells people when one stands still. */
  List<Snapshot.ChannelView> ways(long lastAuditId) {
    return ways.stream().map(each -> view(each, lastAuditId)).toList();
  }

  private Snapshot.ChannelView view(Way way, long lastAuditId) {
    Optional<String> trouble = way.feed.trouble();
    watch(way, trouble);
    long taken = deliveries.cursor(way.name);
    return new Snapshot.ChannelView(
        way.name, Math.max(0, lastAuditId - taken), taken, way.lost.getAsLong(), trouble);
  }

  private void watch(Way way, Optional<String> trouble) {
    Instant now = clock.instant();
    synchronized (way) {
      if (trouble.isEmpty()) {
        if (way.told) {
          say(way, false, "The audit records reach " + way.name + " again.");
        }
        way.since = null;
        way.told = false;
        return;
      }
      Instant since = way.since == null ? now : way.since;
      way.since = since;
      if (!way.told && !now.isBefore(since.plus(STANDS_STILL))) {
        way.told = true;
        say(way, true, trouble.get());
      }
    }
  }

  private void say(Way way, boolean active, String text) {
    notice.accept(
        new Event.Noticed(
            "copy:" + way.name,
            active,
            Severity.WARNING,
            null,
            null,
            clock.wall(),
            "audit records do not reach " + way.name,
            text));
  }

  @Override
  public synchronized void close() {
    for (Way each : ways) {
      each.feed.close();
      each.end.run();
    }
    ways.clear();
  }
}
