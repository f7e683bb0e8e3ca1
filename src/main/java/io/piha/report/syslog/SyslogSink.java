package io.piha.report.syslog;

import io.piha.engine.NameLookup;
import io.piha.journal.AuditRecord;
import io.piha.journal.RecordSink;
import io.piha.site.Syslog;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;

/**
 * Hands audit records to a syslog server or to the systemd journal, in order.
 *
 * <p>Syslog never says that a record was kept. What was handed over last before a receiver went
 * away may be lost with it, so those records are sent again before the owed ones when it is back:
 * some come twice, with the same id, and none is missing.
 */
public final class SyslogSink implements RecordSink, AutoCloseable {
  /** So many of those taken last are sent again after an outage. */
  static final int AGAIN = 64;

  /** More than a feed has under way, so that it is never full. */
  private static final int MOST_WAITING = 256;

  private final Form form;
  private final Transport transport;
  private final LinkedBlockingQueue<Parcel> waiting = new LinkedBlockingQueue<>(MOST_WAITING);
  private final Deque<AuditRecord> recent = new ArrayDeque<>();
  private final Thread worker;
  private volatile long refusedFrom = Long.MAX_VALUE;
  private volatile IOException refusal = new IOException("not tried yet");
  private boolean wasAway;

  private record Parcel(AuditRecord record, CompletableFuture<Boolean> taken) {
    long id() {
      return record.id();
    }
  }

  private SyslogSink(Form form, Transport transport) {
    this.form = form;
    this.transport = transport;
    this.worker = Thread.ofVirtual().name("syslog").unstarted(this::run);
  }

  /**
   * Opens the way to a syslog server.
   *
   * @param machine the name of this machine, as receivers shall show it
   */
  public static SyslogSink to(Syslog settings, String machine, NameLookup names) {
    return started(
        new SyslogForm(machine, ProcessHandle.current().pid()), transport(settings, names));
  }

  /** Opens the way into the systemd journal, by its native socket. */
  public static SyslogSink toJournal(Path socket) {
    return started(new JournalForm(), new LocalTransport(socket));
  }

  /** Why the receiver cannot be reached now; sends nothing. Over UDP nobody can tell. */
  public static Optional<String> check(Syslog settings, NameLookup names) {
    try (Transport way = transport(settings, names)) {
      way.send(List.of());
      return Optional.empty();
    } catch (IOException e) {
      return Optional.of(String.valueOf(e.getMessage()));
    }
  }

  private static SyslogSink started(Form form, Transport transport) {
    SyslogSink sink = new SyslogSink(form, transport);
    sink.worker.start();
    return sink;
  }

  private static Transport transport(Syslog settings, NameLookup names) {
    return switch (settings) {
      case Syslog.Udp udp -> new UdpTransport(udp.address(), names);
      case Syslog.Tcp tcp -> new StreamTransport(tcp.address(), Optional.empty(), names);
      case Syslog.Tls tls -> new StreamTransport(tls.address(), Optional.of(tls.files()), names);
      case Syslog.Unix local -> new LocalTransport(local.socket());
    };
  }

  @Override
  public CompletableFuture<Boolean> deliver(AuditRecord record, String jsonLine) {
    if (record.id() > refusedFrom) {
      return CompletableFuture.failedFuture(refusal); // one before it has to go first
    }
    refusedFrom = Long.MAX_VALUE;
    Parcel parcel = new Parcel(record, new CompletableFuture<>());
    return waiting.offer(parcel) ? parcel.taken() : CompletableFuture.completedFuture(false);
  }

  private void run() {
    try {
      while (true) {
        List<Parcel> batch = new ArrayList<>();
        batch.add(waiting.take());
        waiting.drainTo(batch);
        batch.removeIf(each -> each.taken().isDone() || each.id() > refusedFrom);
        if (!batch.isEmpty()) {
          send(batch);
        }
      }
    } catch (InterruptedException e) {
      transport.close();
    }
  }

  private void send(List<Parcel> batch) {
    try {
      List<AuditRecord> records = new ArrayList<>(wasAway ? recent : List.of());
      batch.forEach(each -> records.add(each.record()));
      transport.send(records.stream().map(each -> form.write(each, transport.most())).toList());
      wasAway = false;
      batch.forEach(each -> remember(each.record()));
      batch.forEach(each -> each.taken().complete(true));
    } catch (IOException e) {
      refuse(batch, e);
    } catch (RuntimeException e) {
      refuse(batch, new IOException("it broke: " + e, e));
    }
  }

  private void remember(AuditRecord record) {
    recent.addLast(record);
    if (recent.size() > AGAIN) {
      recent.removeFirst();
    }
  }

  private void refuse(List<Parcel> batch, IOException why) {
    wasAway = true;
    refusal = why;
    refusedFrom = batch.getFirst().id();
    batch.forEach(each -> each.taken().completeExceptionally(why));
  }

  /** Ends; what is under way may or may not arrive. */
  @Override
  public void close() {
    worker.interrupt();
  }
}
