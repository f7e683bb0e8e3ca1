package io.piha.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.piha.arbiter.Entry;
import io.piha.arbiter.Kind;
import io.piha.arbiter.Severity;
import io.piha.engine.EngineClock;
import io.piha.engine.NameLookup;
import io.piha.engine.SamplePicture;
import io.piha.engine.Snapshot;
import io.piha.journal.AuditLog;
import io.piha.journal.Deliveries;
import io.piha.journal.Journal;
import io.piha.site.Loaded;
import io.piha.site.Site;
import io.piha.site.SiteLoader;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.newsclub.net.unix.AFUNIXDatagramSocket;
import org.newsclub.net.unix.AFUNIXSocketAddress;

/** Where copies of the audit log go, by configuration and by where we run. */
class FarLogsTest {
  @TempDir Path folder;
  private final NameLookup names = new NameLookup();
  private final EngineClock clock = new EngineClock();
  private Journal journal;
  private AuditLog log;
  private Deliveries deliveries;

  @BeforeEach
  void open() throws Exception {
    journal = Journal.open(folder);
    log = journal.log();
    deliveries = Deliveries.open(folder, log);
    write("before anything was configured");
  }

  @AfterEach
  void close() throws Exception {
    deliveries.close();
    log.close();
    journal.close();
    names.close();
  }

  @Test
  void underSystemdTheJournalGetsRecordsWithoutBeingAsked() throws Exception {
    try (DatagramSocket systemd = journalSocket();
        FarLogs logs = logs(Optional.of(folder.resolve("journal.sock")), true)) {
      logs.use(site(""));
      write("something happened");
      logs.wake();
      assertThat(next(systemd)).contains("PIHA_ID=2", "MESSAGE=something happened");
      assertThat(ways(logs)).containsExactly("journal");
    }
  }

  @Test
  void whereTheJournalReadsDevLogEachRecordGoesThereOnceAndWithItsFields() throws Exception {
    try (DatagramSocket systemd = journalSocket();
        FarLogs logs = logs(Optional.of(folder.resolve("journal.sock")), false)) {
      logs.use(site("syslog: {address: \"unix:///dev/log\"}"));
      write("something happened");
      logs.wake();
      assertThat(next(systemd)).contains("PIHA_ID=2");
      assertThat(ways(logs)).containsExactly("journal");
    }
  }

  @Test
  void outsideSystemdNothingIsSentThatNobodyAskedFor() {
    try (FarLogs logs = logs(Optional.empty(), false)) {
      logs.use(site(""));
      assertThat(ways(logs)).isEmpty();
    }
  }

  @Test
  void aServerThatIsConfiguredGetsWhatHappensFromThenOnAndOneThatIsRemovedIsOwedNothing()
      throws Exception {
    try (DatagramSocket server = new DatagramSocket(0, InetAddress.getLoopbackAddress());
        FarLogs logs = logs(Optional.empty(), false)) {
      String there = "syslog: {address: \"udp://127.0.0.1:" + server.getLocalPort() + "\"}";
      logs.use(site(there));
      write("the second");
      logs.wake();
      assertThat(next(server)).contains("id=\"2\"").endsWith("the second");
      logs.use(site(""));
      write("the third");
      assertThat(ways(logs)).isEmpty();
      logs.use(site(there));
      write("the fourth");
      logs.wake();
      assertThat(next(server)).contains("id=\"4\"").endsWith("the fourth");
      await().until(() -> logs.ways(log.lastId()).getFirst().waiting() == 0);
    }
  }

  private FarLogs logs(Optional<Path> journalSocket, boolean asUnit) {
    FarLogs.Place place = new FarLogs.Place("nas", journalSocket, asUnit);
    return new FarLogs(
        log, deliveries, names, place, clock, _ -> {}, () -> SamplePicture.of("haos"));
  }

  private List<String> ways(FarLogs logs) {
    return logs.ways(2).stream().map(Snapshot.ChannelView::name).toList();
  }

  private DatagramSocket journalSocket() throws Exception {
    DatagramSocket socket = AFUNIXDatagramSocket.newInstance();
    socket.bind(AFUNIXSocketAddress.of(folder.resolve("journal.sock")));
    return socket;
  }

  private static String next(DatagramSocket socket) throws Exception {
    DatagramPacket packet = new DatagramPacket(new byte[16_384], 16_384);
    socket.setSoTimeout(30_000);
    socket.receive(packet);
    return new String(packet.getData(), 0, packet.getLength(), StandardCharsets.UTF_8);
  }

  private void write(String reason) throws Exception {
    journal.commit(
        clock.wall(), Map.of(), List.of(Entry.ofSite(Kind.CONFIG_CHANGED, Severity.INFO, reason)));
  }

  private Site site(String more) {
    try {
      Path file = folder.resolve("piha.yaml");
      Files.writeString(
          file,
          """
          site: home
          data_dir: %1$s
          log_dir: %1$s
          mqtt: {url: "mqtt://127.0.0.1:1"}
          services:
            ha:
              hosts:
                a: {role: primary, probes: {core: {url: "http://127.0.0.1:1/"}}}
                b: {role: standby, probes: {core: {url: "http://127.0.0.1:2/"}}}
          witnesses: ["tcp://127.0.0.1:9"]
          %2$s
          """
              .formatted(folder, more));
      return switch (SiteLoader.load(file, Map.of())) {
        case Loaded.Valid valid -> valid.site();
        case Loaded.Invalid invalid -> throw new AssertionError(invalid.findings());
      };
    } catch (java.io.IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }
}
