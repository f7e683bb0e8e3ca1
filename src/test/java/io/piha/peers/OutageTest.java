package io.piha.peers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.piha.alert.channel.HookSink;
import io.piha.testing.Exim;
import io.piha.testing.InfluxTwin;
import io.piha.testing.NeedsPeer;
import io.piha.testing.Ports;
import io.piha.testing.Rsyslog;
import io.piha.testing.TestCa;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/**
 * Everybody who is told is killed in the middle of a failover, and the engine too, and brought
 * back: broker, mail server, webhook, InfluxDB, syslog.
 *
 * <p>The outage lasts seconds here. Pauses between two tries grow to at most half a minute, so ten
 * minutes differ in the number of tries alone; {@code -Dpiha.outage=600} makes it that long.
 */
@NeedsPeer({
  "mosquitto",
  "mosquitto_pub",
  "mosquitto_sub",
  "snmpd",
  "perl",
  "stdbuf",
  "kill",
  "exim4",
  "openssl",
  "rsyslogd"
})
class OutageTest {
  private static final int OUTAGE_SECONDS = Integer.getInteger("piha.outage", 5);
  private static final Duration PATIENCE = Duration.ofMinutes(3);
  private static final Pattern IN_SYSLOG = Pattern.compile("\\bid=\"(\\d+)\"");
  private static final Pattern IN_INFLUX = Pattern.compile(" id=(\\d+)i,");
  private static final Pattern IN_MESSAGES = Pattern.compile("-(\\d+)$");

  @TempDir Path folder;

  @Test
  void everybodyGetsEverythingInOrderAfterAnOutageInTheMiddleOfAFailover() throws Exception {
    assumeTrue(System.getProperty("user.name").equals("root"), "Exim changes its user, as root");
    TestCa ca = TestCa.in(folder.resolve("tls"), 30);
    try (Hook hook = new Hook();
        Exim exim = new Exim(folder.resolve("exim"), ca);
        Rsyslog syslog = new Rsyslog(folder.resolve("syslog"), Optional.empty());
        InfluxTwin influx = new InfluxTwin().open();
        House house =
            House.open(
                Files.createDirectories(folder.resolve("house")),
                text -> text + sinks(hook, exim, ca, syslog, influx));
        Wire ear = new Wire(house.broker().port(), List.of("-c", "-i", "ear", "-x", "86400"))) {
      house.awaitWell();
      house.haos().dies();
      house.awaitPhase("recovering");
      await("all hear of it")
          .atMost(PATIENCE)
          .until(
              () ->
                  !hook.messages().isEmpty()
                      && !exim.accepted().isEmpty()
                      && !events(ear).isEmpty()
                      && !ofSyslog(syslog).isEmpty()
                      && !ofInflux(influx).isEmpty());

      exim.kill();
      syslog.kill();
      influx.leave();
      hook.leave();
      house.broker().kill();
      house.await("the engine sees it", () -> !connected(house));
      house.engine().kill();
      house.engine().restart();
      await("everybody is tried in vain")
          .pollDelay(Duration.ofSeconds(OUTAGE_SECONDS))
          .atMost(PATIENCE.plusSeconds(OUTAGE_SECONDS))
          .until(() -> troubles(house) == 4);

      house.restartBroker();
      house.awaitPhase("failed_over"); // which the others do not delay
      hook.open();
      exim.restart();
      syslog.restart();
      influx.open();
      long back = System.nanoTime();
      house.await("nothing is owed any more", () -> owed(house) == 0);
      long seconds = TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - back);
      long last = house.records().getLast().path("id").asLong(0);
      await("the broker has handed over").atMost(PATIENCE).until(() -> events(ear).contains(last));

      assertThat(house.records().stream().map(each -> each.path("id").asLong(0)).toList())
          .isEqualTo(numbers(1, last));
      inOrder("broker", events(ear), last);
      inOrder("syslog", ofSyslog(syslog), last);
      inOrder("influx", ofInflux(influx), last);
      List<JsonNode> told = hook.messages();
      assertThat(distinct(told.stream().map(OutageTest::id), IN_MESSAGES))
          .as("webhook")
          .hasSizeGreaterThan(3)
          .isEqualTo(numbers(1, told.size()));
      List<String> mails = exim.accepted().stream().distinct().toList();
      assertThat(mails).as("mail").hasSameSizeAs(told);
      for (int i = 0; i < told.size(); i++) {
        assertThat(mails.get(i).replaceAll("@.*", ""))
            .as("the same by mail; the first of a thread bears its name")
            .isIn(id(told.get(i)), told.get(i).path("thread").asString(""));
      }
      assertThat(house.piha("audit", "verify").exit()).isZero();
      keepFigures(seconds, last, told.size(), influx);
    }
  }

  private static String sinks(Hook hook, Exim exim, TestCa ca, Rsyslog syslog, InfluxTwin influx) {
    return """
    alerts:
      - {kind: webhook, name: hook, url: "http://127.0.0.1:%1$d/"}
      - {kind: email, name: mail, smtp: "smtp://127.0.0.1:%2$d", username: %3$s, password: %4$s,
         from: hub@example.test, to: [ops@example.test], ca_file: %5$s}
    syslog: {address: "tcp://127.0.0.1:%6$d"}
    influx: {url: "%7$s", org: %8$s, bucket: %9$s, token: %10$s}
    """
        .formatted(
            hook.port,
            exim.submissionPort(),
            Exim.USER,
            Exim.PASSWORD,
            ca.authority(),
            syslog.port(),
            influx.url(),
            InfluxTwin.ORG,
            InfluxTwin.BUCKET,
            InfluxTwin.TOKEN);
  }

  private static String id(JsonNode message) {
    return message.path("id").asString("");
  }

  private static boolean connected(House house) {
    return house.engine().status().path("broker").path("connected").asBoolean(true);
  }

  /** What any channel or copy waits for; something while the engine does not answer. */
  private static long owed(House house) {
    JsonNode status = house.engine().status();
    JsonNode channels = status.path("alerts").path("channels");
    long waiting = status.path("alerts").path("pending").asLong(1);
    for (JsonNode each : channels) {
      waiting += each.path("waiting").asLong(1);
    }
    boolean written =
        status.path("audit_id").asLong(0) == house.records().getLast().path("id").asLong(-1);
    return channels.size() == 4 && written ? waiting : waiting + 1;
  }

  /** How many channels and copies say that they are not taken. */
  private static long troubles(House house) {
    return house
        .engine()
        .status()
        .path("alerts")
        .path("channels")
        .valueStream()
        .filter(each -> !each.path("trouble").asString("").isEmpty())
        .count();
  }

  /** From the first one that was seen there on, each once and in order; repeats left out. */
  private static void inOrder(String where, List<Long> seen, long last) {
    assertThat(seen).as(where).isEqualTo(numbers(seen.getFirst(), last));
  }

  private static List<Long> numbers(long first, long last) {
    return LongStream.rangeClosed(first, last).boxed().toList();
  }

  private static List<Long> events(Wire ear) {
    return ear.heard(
            each -> each.topic().endsWith("/events") || each.topic().equals("piha/control/events"))
        .map(each -> each.json().path("id").asLong(0))
        .distinct()
        .toList();
  }

  private static List<Long> ofSyslog(Rsyslog server) {
    return distinct(
        server.messages().stream().map(each -> each.path("structured-data").asString("")),
        IN_SYSLOG);
  }

  private static List<Long> ofInflux(InfluxTwin twin) {
    return distinct(twin.lines("piha_event").stream(), IN_INFLUX);
  }

  /** In the order of their first arrival. */
  private static List<Long> distinct(Stream<String> texts, Pattern number) {
    return texts
        .map(
            each -> {
              Matcher found = number.matcher(each);
              assertThat(found.find()).as("a number in %s", each).isTrue();
              return Long.parseLong(found.group(1));
            })
        .distinct()
        .toList();
  }

  /** For whoever lets it last longer by hand. */
  private static void keepFigures(long seconds, long records, long messages, InfluxTwin influx)
      throws IOException {
    List<Long> at = new ArrayList<>();
    influx.lines("piha_service").stream()
        .map(each -> Long.parseLong(each.substring(each.lastIndexOf(' ') + 1)) / 1_000_000_000)
        .distinct()
        .forEach(at::add);
    long gap = 0;
    for (int i = 1; i < at.size(); i++) {
      gap = Math.max(gap, at.get(i) - at.get(i - 1));
    }
    Files.writeString(
        Files.createDirectories(Path.of("target")).resolve("outage.txt"),
        "outage %d s; everything there %d s after its end: %d records, %d messages; %d samples, at most %d s apart%n"
            .formatted(OUTAGE_SECONDS, seconds, records, messages, at.size(), gap));
  }

  /** A receiver that comes and goes on one port. */
  private static final class Hook implements AutoCloseable {
    final int port = Ports.free();
    private final List<HookSink.Hit> before = new ArrayList<>();
    private @Nullable HookSink sink;

    Hook() throws IOException {
      open();
    }

    void open() throws IOException {
      sink = new HookSink(port);
    }

    /** What arrived, in order; repeats, which are the same to the letter, left out. */
    List<JsonNode> messages() {
      HookSink open = sink;
      Stream<HookSink.Hit> now = open == null ? Stream.of() : open.hits().stream();
      return Stream.concat(before.stream(), now).map(HookSink.Hit::json).distinct().toList();
    }

    void leave() {
      HookSink open = sink;
      if (open != null) {
        open.close();
        before.addAll(open.hits());
        sink = null;
      }
    }

    @Override
    public void close() {
      leave();
    }
  }
}
