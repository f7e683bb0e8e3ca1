package io.piha.report.influx;

import io.piha.arbiter.Entry;
import io.piha.engine.NameLookup;
import io.piha.engine.Snapshot;
import io.piha.journal.AuditRecord;
import io.piha.journal.JournalFailed;
import io.piha.journal.RecordSink;
import io.piha.journal.SampleStore;
import io.piha.site.Influx;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes audit records, and every ten seconds how each host stands.
 *
 * <p>While the server is away both wait on the disk, in order and over restarts: records in the
 * journal for as long as it takes, samples in a {@link SampleStore} that holds so many. A point
 * that is written twice replaces itself.
 */
public final class InfluxSink implements RecordSink, AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(InfluxSink.class);
  private static final int MOST_WAITING = 256;
  private static final int SAMPLES_AT_ONCE = 300;
  private static final Duration EVERY = Duration.ofSeconds(10);
  private static final long NANOS_PER_MILLI = 1_000_000;

  private final String site;
  private final InfluxServer server;
  private final SampleStore samples;
  private final Supplier<Snapshot> picture;
  private final Duration every;
  private final LinkedBlockingQueue<Parcel> waiting = new LinkedBlockingQueue<>(MOST_WAITING);
  private final Semaphore fresh = new Semaphore(0);
  private final List<Thread> workers;
  private boolean full;

  private record Parcel(String line, CompletableFuture<Boolean> taken) {}

  private InfluxSink(
      String site,
      InfluxServer server,
      SampleStore samples,
      Supplier<Snapshot> picture,
      Duration every) {
    this.site = site;
    this.server = server;
    this.samples = samples;
    this.picture = picture;
    this.every = every;
    this.workers =
        List.of(
            Thread.ofVirtual().name("influx-records").unstarted(this::writeRecords),
            Thread.ofVirtual().name("influx-sampler").unstarted(this::takeSamples),
            Thread.ofVirtual().name("influx-samples").unstarted(this::writeSamples));
  }

  /**
   * Begins; fails when the trust cannot be set up.
   *
   * @param samples this sink's from now on, to close with it
   */
  public static InfluxSink start(
      String site,
      Influx settings,
      NameLookup names,
      InstantSource clock,
      SampleStore samples,
      Supplier<Snapshot> picture)
      throws IOException {
    return start(site, settings, names, clock, samples, picture, EVERY);
  }

  /** With another rhythm of samples. */
  static InfluxSink start(
      String site,
      Influx settings,
      NameLookup names,
      InstantSource clock,
      SampleStore samples,
      Supplier<Snapshot> picture,
      Duration every)
      throws IOException {
    try {
      InfluxServer server = new InfluxServer(settings, names, clock);
      InfluxSink sink = new InfluxSink(site, server, samples, picture, every);
      sink.workers.forEach(Thread::start);
      return sink;
    } catch (IOException e) {
      samples.close();
      throw e;
    }
  }

  /** Why the server would take nothing now; writes nothing. */
  public static Optional<String> check(Influx settings, NameLookup names, InstantSource clock) {
    try {
      return new InfluxServer(settings, names, clock).check();
    } catch (IOException e) {
      return Optional.of(String.valueOf(e.getMessage()));
    }
  }

  @Override
  public CompletableFuture<Boolean> deliver(AuditRecord record, String jsonLine) {
    Parcel parcel = new Parcel(line(site, record), new CompletableFuture<>());
    return waiting.offer(parcel) ? parcel.taken() : CompletableFuture.completedFuture(false);
  }

  /** Samples that went because too many waited, since this began. */
  public long lost() {
    return samples.lost();
  }

  private void writeRecords() {
    try {
      while (true) {
        List<Parcel> batch = new ArrayList<>(List.of(waiting.take()));
        waiting.drainTo(batch);
        try {
          server.write(batch.stream().map(Parcel::line).toList());
          batch.forEach(each -> each.taken().complete(true));
        } catch (IOException | RuntimeException e) {
          batch.forEach(each -> each.taken().completeExceptionally(e));
        }
      }
    } catch (InterruptedException e) {
      // closed; what is owed stays owed
    }
  }

  /** Takes a sample whether or not the server is slow with the last ones. */
  private void takeSamples() {
    try {
      while (true) {
        TimeUnit.MILLISECONDS.sleep(every.toMillis());
        keep(lines(site, picture.get()));
        fresh.release();
      }
    } catch (InterruptedException e) {
      // closed
    }
  }

  private void keep(List<String> lines) {
    try {
      samples.add(lines);
    } catch (JournalFailed e) {
      LOG.warn("a sample for InfluxDB is lost: {}", e.getMessage());
    }
    boolean now = samples.lost() > 0;
    if (now && !full) {
      LOG.warn("InfluxDB is away for so long that the oldest samples are dropped for new ones");
    }
    full = now;
  }

  /** Samples of an earlier process go first. What is refused is tried again with the next one. */
  private void writeSamples() {
    try {
      while (true) {
        flush();
        fresh.acquire();
        fresh.drainPermits();
      }
    } catch (InterruptedException e) {
      // closed
    }
  }

  private void flush() {
    try {
      List<SampleStore.Waiting> oldest = samples.oldest(SAMPLES_AT_ONCE);
      while (!oldest.isEmpty()) {
        server.write(oldest.stream().map(SampleStore.Waiting::line).toList());
        samples.taken(oldest.getLast().seq());
        oldest = samples.oldest(SAMPLES_AT_ONCE);
      }
    } catch (JournalFailed e) {
      LOG.warn("samples wait: {}", e.getMessage());
    } catch (IOException | RuntimeException e) {
      // the records' feed says that the server is away
    }
  }

  /** Two records of one millisecond and kind must not replace each other. */
  static String line(String site, AuditRecord record) {
    Entry entry = record.entry();
    Line line = new Line("piha_event").tag("site", site);
    line.tag("service", entry.service() == null ? "" : entry.service());
    line.tag("host", entry.host() == null ? "" : entry.host());
    line.tag("kind", entry.kind().word());
    line.field("id", record.id()).field("by", entry.by()).field("reason", entry.reason());
    line.field("severity", entry.severity().name().toLowerCase(Locale.ROOT));
    return line.at(nanos(record.at()) + record.id() % NANOS_PER_MILLI);
  }

  static List<String> lines(String site, Snapshot shot) {
    List<String> lines = new ArrayList<>();
    for (Snapshot.ServiceView service : shot.services()) {
      lines.add(
          new Line("piha_service")
              .tag("site", site)
              .tag("service", service.name())
              .field("phase", service.phase())
              .field("epoch", service.epoch())
              .field("protected", service.protectedNow())
              .field("frozen", service.freeze().frozen())
              .at(nanos(shot.at())));
      for (Snapshot.HostView host : service.hosts()) {
        Line line = new Line("piha_host").tag("site", site).tag("service", service.name());
        line.tag("host", host.name()).field("state", host.state());
        line.field("alive", host.alive()).field("fit", host.fit());
        line.field("leader", service.leader().filter(host.name()::equals).isPresent());
        host.lastHeartbeat().ifPresent(at -> line.field("last_heartbeat_ms", at.toEpochMilli()));
        lines.add(line.at(nanos(shot.at())));
      }
    }
    return lines;
  }

  private static long nanos(Instant at) {
    return at.toEpochMilli() * NANOS_PER_MILLI;
  }

  /** Ends; what waits is sent by the next one. */
  @Override
  public void close() throws JournalFailed {
    workers.forEach(Thread::interrupt);
    try {
      for (Thread each : workers) {
        each.join(Duration.ofSeconds(1));
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    samples.close();
  }
}
