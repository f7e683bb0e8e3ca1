package io.piha.report.influx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.piha.arbiter.Entry;
import io.piha.arbiter.Kind;
import io.piha.arbiter.Severity;
import io.piha.engine.NameLookup;
import io.piha.engine.SamplePicture;
import io.piha.journal.AuditLog;
import io.piha.journal.AuditRecord;
import io.piha.journal.Deliveries;
import io.piha.journal.Journal;
import io.piha.journal.RecordFeed;
import io.piha.site.Influx;
import io.piha.site.Secret;
import io.piha.site.SecretText;
import io.piha.site.Trust;
import io.piha.testing.Ports;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Against a twin of InfluxDB's write call that answers as its documentation says. */
class InfluxSinkTest {
  private static final Instant NOON = Instant.parse("2026-03-01T12:00:00.040Z");

  @TempDir Path folder;
  private final List<String> got = new CopyOnWriteArrayList<>();
  private final int port = Ports.free();
  private volatile int answer = 204;

  @Test
  void recordsWaitWhileTheServerIsAwayOrBusyAndNoneIsLost() throws Exception {
    Influx settings =
        new Influx(
            SecretText.of("http://127.0.0.1:" + port),
            "home",
            "piha",
            new Secret("t0ken"),
            Trust.SYSTEM);
    try (NameLookup names = new NameLookup();
        Journal journal = Journal.open(folder);
        AuditLog log = journal.log();
        Deliveries deliveries = Deliveries.open(folder, log);
        InfluxSink sink =
            InfluxSink.start("home", settings, names, () -> SamplePicture.of("haos"));
        RecordFeed feed = RecordFeed.start("influx", deliveries, sink)) {
      commit(journal, 1, 100);
      feed.wake();
      await("away").until(() -> feed.trouble().isPresent());
      HttpServer server = server();
      try {
        answer = 503;
        feed.retry();
        await("busy").until(() -> feed.trouble().orElse("").contains("answered 503"));
        answer = 204;
        feed.retry();
        await("all of them").until(() -> deliveries.backlog("influx") == 0);
        assertThat(got.stream().map(InfluxSinkTest::id).distinct().toList())
            .isEqualTo(LongStream.rangeClosed(1, 100).boxed().toList());
        answer = 400;
        commit(journal, 101, 101);
        feed.wake();
        await("given up").until(() -> deliveries.backlog("influx") == 0);
      } finally {
        server.stop(0);
      }
    }
  }

  @Test
  void whatIsFromOutsideCannotLeaveItsPlaceInALine() {
    Entry entry =
        new Entry(
            Kind.PROMOTED,
            Severity.WARNING,
            "a b,c=d\n\\",
            null,
            8L,
            "control",
            "said \"no\" \\ \n",
            Map.of());
    String line = InfluxSink.line("home", new AuditRecord(42, NOON, entry, "0", "1"));
    assertThat(line)
        .isEqualTo(
            "piha_event,site=home,service=a\\ b\\,c\\=d\\ ,kind=promoted id=42i,by=\"control\","
                + "reason=\"said \\\"no\\\" \\\\  \",severity=\"warning\" 1772366400040000042");
    assertThat(InfluxSink.lines("home", SamplePicture.of("haos")).get(1))
        .isEqualTo(
            "piha_host,site=home,service=home-assistant,host=haos state=\"recovering\",alive=false,"
                + "fit=false,leader=true,last_heartbeat_ms=1772331153120i 1772331245120000000");
  }

  private HttpServer server() throws IOException {
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 10);
    server.createContext("/api/v2/write", this::take);
    server.start();
    return server;
  }

  private void take(HttpExchange exchange) throws IOException {
    try (exchange) {
      String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
      boolean known =
          "Token t0ken".equals(exchange.getRequestHeaders().getFirst("Authorization"))
              && exchange.getRequestURI().getQuery().equals("org=home&bucket=piha&precision=ns");
      int code = known ? answer : 401;
      if (code == 204) {
        body.lines().filter(each -> each.startsWith("piha_event")).forEach(got::add);
      }
      exchange.sendResponseHeaders(code, -1);
    }
  }

  private static long id(String line) {
    return Long.parseLong(line.replaceAll(".* id=(\\d+)i,.*", "$1"));
  }

  private static void commit(Journal journal, int from, int to) throws Exception {
    for (int i = from; i <= to; i++) {
      journal.commit(
          NOON, Map.of(), List.of(Entry.ofSite(Kind.BLIND, Severity.WARNING, "number " + i)));
    }
  }
}
