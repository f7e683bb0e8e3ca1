package io.piha.report.influx;

import io.piha.arbiter.Entry;
import io.piha.engine.NameLookup;
import io.piha.engine.Snapshot;
import io.piha.journal.AuditRecord;
import io.piha.journal.RecordSink;
import io.piha.site.Influx;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * Writes audit records, and every ten seconds how each host stands.
 *
 * <p>Records wait in the journal while the server is away, for as long as it takes. Samples wait in
 * memory, the newest few thousand. A point that is written twice replaces itself.
 */
public final class InfluxSink implements RecordSink, AutoCloseable {
  private static final int MOST_WAITING = 256;
  private static final int MOST_SAMPLES = 4_320;
  private static final int SAMPLES_AT_ONCE = 60;
  private static final long EVERY_SECONDS = 10;
  private static final long NANOS_PER_MILLI = 1_000_000;

  private final String site;
  private final InfluxServer server;
  private final Supplier<Snapshot> picture;
  private final LinkedBlockingQueue<Parcel> waiting = new LinkedBlockingQueue<>(MOST_WAITING);
  private final Deque<String> samples = new ArrayDeque<>();
  private final List<Thread> workers;

  private record Parcel(String line, CompletableFuture<Boolean> taken) {}

  private InfluxSink(String site, InfluxServer server, Supplier<Snapshot> picture) {
    this.site = site;
    this.server = server;
    this.picture = picture;
    this.workers =
        List.of(
            Thread.ofVirtual().name("influx-records").unstarted(this::writeRecords),
            Thread.ofVirtual().name("influx-samples").unstarted(this::writeSamples));
  }

  /** Begins; fails when the trust cannot be set up. */
  public static InfluxSink start(
      String site, Influx settings, NameLookup names, Supplier<Snapshot> picture)
      throws IOException {
    InfluxSink sink = new InfluxSink(site, new InfluxServer(settings, names), picture);
    sink.workers.forEach(Thread::start);
    return sink;
  }

  @Override
  public CompletableFuture<Boolean> deliver(AuditRecord record, String jsonLine) {
    Parcel parcel = new Parcel(line(site, record), new CompletableFuture<>());
    return waiting.offer(parcel) ? parcel.taken() : CompletableFuture.completedFuture(false);
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

  private void writeSamples() {
    try {
      while (true) {
        TimeUnit.SECONDS.sleep(EVERY_SECONDS);
        samples.addAll(lines(site, picture.get()));
        while (samples.size() > MOST_SAMPLES) {
          samples.removeFirst();
        }
        flush();
      }
    } catch (InterruptedException e) {
      // closed
    }
  }

  private void flush() {
    try {
      while (!samples.isEmpty()) {
        List<String> oldest = samples.stream().limit(SAMPLES_AT_ONCE).toList();
        server.write(oldest);
        oldest.forEach(_ -> samples.removeFirst());
      }
    } catch (IOException | RuntimeException e) {
      // tried again with the next sample; the records' feed says that the server is away
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

  @Override
  public void close() {
    workers.forEach(Thread::interrupt);
  }
}
