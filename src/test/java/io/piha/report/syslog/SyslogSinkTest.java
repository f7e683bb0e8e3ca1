package io.piha.report.syslog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.piha.engine.NameLookup;
import io.piha.journal.AuditLog;
import io.piha.journal.Deliveries;
import io.piha.journal.Journal;
import io.piha.journal.RecordFeed;
import io.piha.site.ClientTls;
import io.piha.site.HostPort;
import io.piha.site.Syslog;
import io.piha.testing.NeedsPeer;
import io.piha.testing.Rsyslog;
import io.piha.testing.TestCa;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** A real rsyslog on each transport, killed and brought back. */
@NeedsPeer("rsyslogd")
class SyslogSinkTest {
  private static final Pattern ID = Pattern.compile("\\bid=\"(\\d+)\"");

  @TempDir Path folder;
  private final NameLookup names = new NameLookup();
  private Journal journal;
  private AuditLog log;
  private Deliveries deliveries;

  @BeforeEach
  void open() throws Exception {
    journal = Journal.open(folder);
    log = journal.log();
    deliveries = Deliveries.open(folder, log);
  }

  @AfterEach
  void close() throws Exception {
    deliveries.close();
    log.close();
    journal.close();
    names.close();
  }

  @Test
  void overUdpEverythingOwedArrivesInOrder() throws Exception {
    try (Rsyslog server = new Rsyslog(folder.resolve("rs"), Optional.empty())) {
      survives(server, new Syslog.Udp(new HostPort("127.0.0.1", server.port())));
    }
  }

  @Test
  void overTcpEverythingOwedArrivesInOrder() throws Exception {
    try (Rsyslog server = new Rsyslog(folder.resolve("rs"), Optional.empty())) {
      survives(server, new Syslog.Tcp(new HostPort("127.0.0.1", server.port())));
    }
  }

  @Test
  void overTheLocalSocketEverythingOwedArrivesInOrder() throws Exception {
    try (Rsyslog server = new Rsyslog(folder.resolve("rs"), Optional.empty())) {
      survives(server, new Syslog.Unix(server.socket()));
    }
  }

  @Test
  @NeedsPeer({"rsyslogd", "openssl"})
  void overTlsEverythingOwedArrivesInOrder() throws Exception {
    TestCa ca = TestCa.in(folder.resolve("ca"), 30);
    try (Rsyslog server = new Rsyslog(folder.resolve("rs"), Optional.of(ca))) {
      survives(server, tls(server, ca));
    }
  }

  @Test
  @NeedsPeer({"rsyslogd", "openssl"})
  void aServerOfAnotherAuthorityGetsNothing() throws Exception {
    TestCa theirs = TestCa.in(folder.resolve("theirs"), 30);
    TestCa ours = TestCa.in(folder.resolve("ours"), 30);
    try (Rsyslog server = new Rsyslog(folder.resolve("rs"), Optional.of(theirs))) {
      assertThat(SyslogSink.check(tls(server, ours), names).orElseThrow()).startsWith("TLS with");
      assertThat(SyslogSink.check(tls(server, theirs), names)).isEmpty();
      assertThat(server.messages()).isEmpty();
    }
  }

  private static Syslog tls(Rsyslog server, TestCa trusted) {
    return new Syslog.Tls(
        new HostPort("127.0.0.1", server.port()),
        new ClientTls(Optional.of(trusted.authority()), Optional.empty(), Optional.empty()));
  }

  /** Well, killed, owed a good deal, brought back; nothing missing, nothing out of order. */
  private void survives(Rsyslog server, Syslog settings) throws Exception {
    commit(1, 40);
    try (SyslogSink sink = SyslogSink.to(settings, "nas", names);
        RecordFeed feed = RecordFeed.start("syslog", deliveries, sink)) {
      await("the first ones").until(() -> seen(server).size() == 40);
      server.kill();
      commit(41, 200);
      feed.wake();
      await("it is noticed").until(() -> feed.trouble().isPresent());
      server.restart();
      feed.retry();
      await("what was owed").until(() -> seen(server).size() == 200);
      await("confirmed").until(() -> deliveries.backlog("syslog") == 0);
      assertThat(feed.trouble()).isEmpty();
    }
    assertThat(seen(server))
        .containsExactlyElementsOf(LongStream.rangeClosed(1, 200).boxed().toList());
    understood(server.messages().getFirst());
  }

  /** Dying over and over while it catches up, in the middle of whatever it had not written. */
  @Test
  void aServerThatKeepsDyingGetsEverythingInOrder() throws Exception {
    try (Rsyslog server = new Rsyslog(folder.resolve("rs"), Optional.empty());
        SyslogSink sink =
            SyslogSink.to(new Syslog.Tcp(new HostPort("127.0.0.1", server.port())), "nas", names);
        RecordFeed feed = RecordFeed.start("syslog", deliveries, sink)) {
      for (int i = 0; i < 4; i++) {
        int last = i * 100;
        commit(last + 1, last + 90);
        feed.retry();
        await("some of them").until(() -> seen(server).size() > last);
        server.kill();
        commit(last + 91, last + 100);
        feed.wake();
        await("it is noticed").until(() -> feed.trouble().isPresent());
        server.restart();
      }
      feed.retry();
      await("all").until(() -> seen(server).size() == 400);
      assertThat(seen(server)).isSorted();
    }
  }

  private void commit(int from, int to) throws Exception {
    for (int i = from; i <= to; i++) {
      journal.commit(
          Records.NOON, Map.of(), List.of(Records.entry("standby leads “now” ] \\ \"" + i)));
    }
  }

  /** The ids in the order of their first arrival. */
  private static List<Long> seen(Rsyslog server) {
    LinkedHashSet<Long> ids = new LinkedHashSet<>();
    for (JsonNode each : server.messages()) {
      Matcher id = ID.matcher(each.path("structured-data").asString(""));
      assertThat(id.find()).as("structured data in %s", each).isTrue();
      ids.add(Long.parseLong(id.group(1)));
    }
    return new ArrayList<>(ids);
  }

  private static void understood(JsonNode message) {
    assertThat(message.path("programname").asString("")).isEqualTo("piha");
    assertThat(message.path("msgid").asString("")).isEqualTo("promoted");
    assertThat(message.path("syslogseverity").asString("")).isEqualTo("4");
    assertThat(message.path("hostname").asString("")).isEqualTo("nas");
    assertThat(message.path("structured-data").asString(""))
        .contains("service=\"home-assistant\"", "host=\"standby\"", "epoch=\"8\"", "hash=\"")
        .contains("detail=\"{\\\"silence_s\\\":92}\"");
    assertThat(message.path("msg").asString(""))
        .endsWith("home-assistant/standby: standby leads “now” ] \\ \"1");
  }
}
