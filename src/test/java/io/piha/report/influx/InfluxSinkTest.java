package io.piha.report.influx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.piha.arbiter.Entry;
import io.piha.arbiter.Kind;
import io.piha.arbiter.Severity;
import io.piha.engine.EngineClock;
import io.piha.engine.NameLookup;
import io.piha.engine.SamplePicture;
import io.piha.journal.AuditLog;
import io.piha.journal.AuditRecord;
import io.piha.journal.Deliveries;
import io.piha.journal.Journal;
import io.piha.journal.RecordFeed;
import io.piha.journal.SampleStore;
import io.piha.site.Influx;
import io.piha.site.Secret;
import io.piha.site.SecretText;
import io.piha.site.Trust;
import io.piha.testing.InfluxTwin;
import io.piha.testing.NeedsPeer;
import io.piha.testing.VictoriaMetrics;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/**
 * Against a twin of InfluxDB's write call that answers as its documentation says, and against a
 * real program that takes the same call.
 */
class InfluxSinkTest {
  private static final Instant NOON = Instant.parse("2026-03-01T12:00:00.040Z");
  private static final Duration RHYTHM = Duration.ofMillis(30);

  @TempDir Path folder;
  private final EngineClock clock = new EngineClock();
  private final NameLookup names = new NameLookup();
  private final InfluxTwin twin = new InfluxTwin();
  private final AtomicLong tick = new AtomicLong();

  @AfterEach
  void close() {
    twin.close();
    names.close();
  }

  private static Influx settings(String url, String token) {
    return new Influx(
        SecretText.of(url), InfluxTwin.ORG, InfluxTwin.BUCKET, new Secret(token), Trust.SYSTEM);
  }

  private InfluxSink sink(String url) throws Exception {
    return InfluxSink.start(
        "home",
        settings(url, InfluxTwin.TOKEN),
        names,
        clock,
        SampleStore.open(folder),
        () -> SamplePicture.of("host-" + tick.incrementAndGet()),
        RHYTHM);
  }

  @Test
  void recordsWaitWhileTheServerIsAwayOrBusyAndNoneIsLost() throws Exception {
    try (Journal journal = Journal.open(folder);
        AuditLog log = journal.log();
        Deliveries deliveries = Deliveries.open(folder, log);
        InfluxSink sink = sink(twin.url());
        RecordFeed feed = RecordFeed.start("influx", deliveries, sink)) {
      commit(journal, 1, 100);
      feed.wake();
      await("away").until(() -> feed.trouble().isPresent());
      twin.open();
      twin.answer(503, "");
      feed.retry();
      await("busy").until(() -> feed.trouble().orElse("").contains("answered 503"));
      twin.answer(204, "");
      feed.retry();
      await("all of them").until(() -> deliveries.backlog("influx") == 0);
      assertThat(ids()).isEqualTo(LongStream.rangeClosed(1, 100).boxed().toList());
    }
  }

  @Test
  void aPointThatIsRefusedForGoodTakesNoOtherWithIt() throws Exception {
    twin.open();
    twin.refuse(each -> each.contains(" id=7i,"));
    try (Journal journal = Journal.open(folder);
        AuditLog log = journal.log();
        Deliveries deliveries = Deliveries.open(folder, log);
        InfluxSink sink = sink(twin.url());
        RecordFeed feed = RecordFeed.start("influx", deliveries, sink)) {
      commit(journal, 1, 30);
      feed.wake();
      await("all are done with").until(() -> deliveries.backlog("influx") == 0);
      assertThat(ids())
          .isEqualTo(LongStream.rangeClosed(1, 30).filter(each -> each != 7).boxed().toList());
    }
  }

  @Test
  void samplesOutliveTheProcessWhileTheServerIsAway() throws Exception {
    try (InfluxSink away = sink(twin.url())) {
      await("some are taken").until(() -> tick.get() > 20);
      assertThat(away.lost()).isZero();
    }
    long before = tick.get();
    twin.open();
    try (InfluxSink _ = sink(twin.url())) {
      await("those of both lives").until(() -> hosts().size() > before + 3);
    }
    assertThat(hosts())
        .as("each sample, in order")
        .isEqualTo(LongStream.rangeClosed(1, hosts().size()).boxed().toList());
  }

  @Test
  void aServerThatWantsToBeLeftAloneIs() throws Exception {
    twin.open();
    twin.answer(429, "200");
    try (InfluxSink _ = sink(twin.url())) {
      await("it was asked").until(() -> twin.calls() > 0);
      long then = tick.get();
      await("samples go on").until(() -> tick.get() > then + 10);
      assertThat(twin.calls()).isEqualTo(1);
    }
  }

  @Test
  void aCheckSaysWhatIsWrongAndWritesNothing() {
    assertThat(check(InfluxTwin.TOKEN).orElseThrow()).contains("Failed to connect");
    twin.open();
    assertThat(check(InfluxTwin.TOKEN)).isEmpty();
    assertThat(check("another").orElseThrow()).startsWith("answered 401");
    assertThat(twin.lines("piha_event")).isEmpty();
  }

  private Optional<String> check(String token) {
    return InfluxSink.check(settings(twin.url(), token), names, clock);
  }

  @Test
  @NeedsPeer("victoria-metrics")
  void aRealProgramUnderstandsEveryLine() throws Exception {
    try (VictoriaMetrics server = new VictoriaMetrics(folder.resolve("vm"));
        Journal journal = Journal.open(folder);
        AuditLog log = journal.log();
        Deliveries deliveries = Deliveries.open(folder, log);
        InfluxSink sink = sink(server.url());
        RecordFeed feed = RecordFeed.start("influx", deliveries, sink)) {
      commit(journal, 1, 40);
      feed.wake();
      await("written").until(() -> deliveries.backlog("influx") == 0);
      await("found again").until(() -> values(server).size() == 40);
      JsonNode labels = server.series("piha_event_id").getFirst().path("metric");
      assertThat(labels.path("site").asString("")).isEqualTo("home");
      assertThat(labels.path("kind").asString("")).isEqualTo("blind");
      assertThat(values(server)).isEqualTo(LongStream.rangeClosed(1, 40).boxed().toList());
      await("samples too")
          .until(
              () ->
                  !server.series("piha_service_epoch").isEmpty()
                      && !server.series("piha_host_leader").isEmpty());
    }
  }

  private static List<Long> values(VictoriaMetrics server) throws Exception {
    return server.series("piha_event_id").stream()
        .flatMap(each -> each.path("values").valueStream())
        .map(JsonNode::asLong)
        .sorted()
        .toList();
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

  private List<Long> ids() {
    return numbers("piha_event", ".* id=(\\d+)i,.*");
  }

  private List<Long> hosts() {
    return numbers("piha_host", ".*,host=host-(\\d+) .*");
  }

  private List<Long> numbers(String measurement, String pattern) {
    return twin.lines(measurement).stream()
        .filter(each -> each.matches(pattern))
        .map(each -> Long.parseLong(each.replaceAll(pattern, "$1")))
        .distinct()
        .toList();
  }

  private static void commit(Journal journal, int from, int to) throws Exception {
    for (int i = from; i <= to; i++) {
      journal.commit(
          NOON, Map.of(), List.of(Entry.ofSite(Kind.BLIND, Severity.WARNING, "number " + i)));
    }
  }
}
