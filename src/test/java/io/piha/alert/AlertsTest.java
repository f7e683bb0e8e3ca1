package io.piha.alert;

import static org.assertj.core.api.Assertions.assertThat;

import io.piha.alert.channel.HookSink;
import io.piha.alert.channel.Lanes;
import io.piha.alert.channel.Parcel;
import io.piha.alert.channel.WebhookAlert;
import io.piha.alert.channel.WebhookFormat;
import io.piha.alert.rules.Message;
import io.piha.alert.rules.Policy;
import io.piha.arbiter.Entry;
import io.piha.arbiter.Kind;
import io.piha.arbiter.Severity;
import io.piha.engine.EngineClock;
import io.piha.engine.NameLookup;
import io.piha.journal.AuditLog;
import io.piha.journal.Journal;
import io.piha.journal.JournalFailed;
import io.piha.site.Alert;
import io.piha.site.SecretText;
import io.piha.site.Trust;
import io.piha.testing.Ports;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** From the audit log to the receivers, with receivers that are away. */
class AlertsTest {
  @TempDir Path folder;

  private final EngineClock clock = new EngineClock();
  private final NameLookup names = new NameLookup();
  private Journal journal;
  private AuditLog log;

  @BeforeEach
  void open() throws JournalFailed {
    journal = Journal.open(folder);
    log = journal.log();
  }

  @AfterEach
  void close() throws JournalFailed {
    log.close();
    journal.close();
    names.close();
  }

  private Alert hook(String name, String url) {
    return new WebhookAlert(
        Optional.of(name),
        SecretText.of(url),
        WebhookFormat.JSON,
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Trust.SYSTEM);
  }

  private Alerts start(Alert... alerts) throws JournalFailed {
    return Alerts.start(
        folder,
        log,
        clock,
        new AlertSettings("home", Policy.DEFAULT, Lanes.of(List.of(alerts), names, clock::wall)),
        this::write,
        "born",
        Lineage.ALONE);
  }

  private void write(Entry entry) {
    try {
      journal.commit(clock.wall(), Map.of(), List.of(entry));
    } catch (JournalFailed e) {
      throw new IllegalStateException(e);
    }
  }

  private void incident(Kind kind, Severity severity, long incident, String reason) {
    write(
        new Entry(
            kind, severity, "ha", "haos", 7L, Entry.CONTROL, reason, Map.of("incident", incident)));
  }

  private void failover() {
    incident(Kind.HEARTBEAT_LOST, Severity.WARNING, 1, "no heartbeat for 90 s");
    incident(Kind.RECOVERY_STARTED, Severity.WARNING, 1, "cycling its power");
    incident(Kind.FENCED, Severity.WARNING, 1, "is fenced");
    incident(Kind.PROMOTED, Severity.WARNING, 1, "standby leads");
  }

  private static List<String> kinds(HookSink sink) {
    List<String> ids = new ArrayList<>();
    List<String> kinds = new ArrayList<>();
    for (HookSink.Hit hit : sink.hits()) {
      String id = hit.json().path("id").asString("");
      if (!ids.contains(id)) {
        ids.add(id);
        kinds.add(hit.json().path("kind").asString(""));
      }
    }
    return kinds;
  }

  private static void await(String what, java.util.concurrent.Callable<Boolean> condition) {
    Awaitility.await(what).atMost(Duration.ofSeconds(60)).until(condition);
  }

  private static final List<String> FAILOVER =
      List.of("heartbeat_lost", "recovery_started", "fenced", "promoted");

  @Test
  @Execution(ExecutionMode.CONCURRENT)
  void aDeadChannelDelaysNobodyAndGetsEverythingInOrderWhenItIsBack() throws Exception {
    int away = Ports.free();
    try (HookSink well = new HookSink();
        Alerts alerts =
            start(hook("well", well.url("/")), hook("away", "http://127.0.0.1:" + away + "/"))) {
      failover();
      alerts.wake();
      await("the living one has all", () -> kinds(well).equals(FAILOVER));
      await("the dead one is shown", () -> alerts.standing().pending() == 4);
      await(
          "and why",
          () ->
              alerts.standing().lanes().stream()
                  .anyMatch(each -> each.name().equals("away") && each.trouble().isPresent()));
      try (HookSink back = new HookSink(away)) {
        await("what was owed comes, in order", () -> kinds(back).equals(FAILOVER));
        await("nothing waits", () -> alerts.standing().pending() == 0);
      }
    }
  }

  @Test
  @Execution(ExecutionMode.CONCURRENT)
  void whatBelongsToADrillSaysSoOnEveryChannel() throws Exception {
    try (HookSink sink = new HookSink();
        Alerts alerts = start(hook("well", sink.url("/")))) {
      incident(Kind.DRILL_STARTED, Severity.WARNING, 0, "this is a drill");
      failover();
      alerts.wake();
      await("all is told", () -> kinds(sink).size() == 1 + FAILOVER.size());
      assertThat(sink.hits())
          .allSatisfy(
              each ->
                  assertThat(each.json().path("title").asString("")).startsWith("[DRILL] ha: "));
    }
    Message marked =
        new Message(
            "i1",
            true,
            1L,
            Severity.WARNING,
            "heartbeat_lost",
            "ha",
            "haos",
            clock.wall(),
            "[DRILL] ha: haos is silent",
            "silent",
            false);
    assertThat(new Parcel("1", "1", "home", marked).headline())
        .as("of a mail")
        .isEqualTo("[home] [DRILL] ha: haos is silent");
  }

  @Test
  @Execution(ExecutionMode.CONCURRENT)
  void whatWasOwedAtACrashIsSentAfterTheRestartWithTheSameId() throws Exception {
    try (HookSink sink = new HookSink()) {
      sink.answer(503, "later", Map.of());
      try (Alerts alerts = start(hook("phone", sink.url("/")))) {
        failover();
        alerts.wake();
        await("a try", () -> !sink.hits().isEmpty());
      }
      String first = sink.hits().getFirst().json().path("id").asString("");
      sink.answer(200, "ok", Map.of());
      try (Alerts alerts = start(hook("phone", sink.url("/")))) {
        await("everything once more", () -> alerts.standing().pending() == 0);
        await("in order", () -> kinds(sink).equals(FAILOVER));
      }
      assertThat(sink.hits())
          .filteredOn(each -> each.json().path("id").asString("").equals(first))
          .hasSizeGreaterThan(1)
          .allMatch(each -> each.json().path("kind").asString("").equals("heartbeat_lost"));
      try (Alerts alerts = start(hook("phone", sink.url("/")))) {
        int before = sink.hits().size();
        incident(Kind.CONFLICT, Severity.CRITICAL, 2, "two claim to lead");
        alerts.wake();
        await("only what is new", () -> sink.hits().size() == before + 1);
        assertThat(kinds(sink)).endsWith("conflict").hasSize(5);
      }
    }
  }

  @Test
  @Execution(ExecutionMode.CONCURRENT)
  void aChannelThatRefusesForGoodIsToldOnTheOthers() throws Exception {
    try (HookSink well = new HookSink();
        HookSink gone = new HookSink()) {
      gone.answer(404, "no such hook", Map.of());
      try (Alerts alerts = start(hook("well", well.url("/")), hook("gone", gone.url("/")))) {
        incident(Kind.LEADERLESS, Severity.CRITICAL, 1, "nobody leads");
        alerts.wake();
        await(
            "it is told",
            () ->
                well.hits().stream()
                    .anyMatch(
                        each ->
                            each.json()
                                .path("title")
                                .asString("")
                                .contains("messages do not reach gone")));
        await("and counted", () -> alerts.standing().failedToday() >= 1);
      }
    }
    assertThat(log.latest(20))
        .anyMatch(each -> each.entry().kind() == Kind.ALERT_SENT)
        .anyMatch(each -> each.entry().kind() == Kind.ALERT_FAILED);
  }

  @Test
  @Execution(ExecutionMode.CONCURRENT)
  void tenThousandEventsAreAHandfulOfMessages() throws Exception {
    try (HookSink sink = new HookSink();
        Alerts alerts = start(hook("phone", sink.url("/")))) {
      for (int i = 0; i < 20; i++) {
        List<Entry> batch = new ArrayList<>();
        for (int j = 0; j < 500; j++) {
          batch.add(
              new Entry(
                  Kind.SNAPSHOT_FAILED,
                  Severity.WARNING,
                  "s" + (i * 500 + j) % 3_000,
                  "h",
                  1L,
                  Entry.CONTROL,
                  "no",
                  Map.of()));
        }
        journal.commit(clock.wall(), Map.of(), batch);
        alerts.wake();
      }
      await(
          "all are heard",
          () -> alerts.standing().troubles().size() == 500 && alerts.standing().pending() == 0);
      assertThat(sink.hits()).hasSizeBetween(1, 8);
    }
  }
}
