package io.piha.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.piha.alert.AlertSettings;
import io.piha.alert.Alerts;
import io.piha.alert.Lineage;
import io.piha.alert.channel.HookSink;
import io.piha.alert.channel.Lanes;
import io.piha.alert.rules.Policy;
import io.piha.arbiter.Entry;
import io.piha.arbiter.Kind;
import io.piha.arbiter.Severity;
import io.piha.engine.EngineClock;
import io.piha.engine.NameLookup;
import io.piha.journal.AuditLog;
import io.piha.journal.Journal;
import io.piha.journal.JournalFailed;
import io.piha.lease.Etcd;
import io.piha.site.Alert;
import io.piha.site.ClientTls;
import io.piha.site.Lease;
import io.piha.site.SecretText;
import io.piha.site.Trust;
import io.piha.site.WebhookFormat;
import io.piha.term.Candidate;
import io.piha.testing.EtcdServer;
import io.piha.testing.NeedsPeer;
import io.piha.testing.Peers;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A failover that one control plane begins and another ends, as one person is told of it. */
@NeedsPeer({"etcd", "etcdctl"})
class ToldTravelsTest {
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  /** All as usual, but that an end is said soon. */
  private static final Policy SOON =
      new Policy(
          Duration.ofMillis(200),
          Policy.DEFAULT.escalateAfter(),
          Policy.DEFAULT.repeatEvery(),
          Policy.DEFAULT.remindFreeze(),
          50,
          Policy.DEFAULT.span(),
          Optional.empty(),
          Map.of(),
          Map.of());

  @TempDir Path folder;
  private final EngineClock clock = new EngineClock();
  private final Deque<AutoCloseable> open = new ArrayDeque<>();
  private EtcdServer etcd;
  private HookSink phone;
  private NameLookup names;

  @BeforeEach
  void start() throws IOException {
    etcd = keep(Peers.etcd(Files.createDirectory(folder.resolve("etcd"))));
    phone = keep(new HookSink());
    names = keep(new NameLookup());
  }

  @AfterEach
  void stop() throws Exception {
    while (!open.isEmpty()) {
      open.pop().close();
    }
  }

  private <T extends AutoCloseable> T keep(T part) {
    open.push(part);
    return part;
  }

  /** One that has the lease, and tells. */
  private final class Plane {
    private final Journal journal;
    private final Candidate.Taken taken;
    private final Alerts alerts;

    Plane(String name) throws IOException {
      Path data = Files.createDirectories(folder.resolve(name));
      journal = keep(Journal.open(data));
      AuditLog log = keep(journal.log());
      ClientTls plain = new ClientTls(Optional.empty(), Optional.empty(), Optional.empty());
      Lease.Etcd settings =
          new Lease.Etcd(
              List.of(etcd.url()),
              Duration.ofSeconds(3),
              Optional.empty(),
              Optional.empty(),
              plain);
      Candidate candidate = keep(Etcd.candidate(settings, "home", name, name, clock));
      taken = candidate.await(() -> false, _ -> {}).orElseThrow();
      Tenure tenure = keep(new EtcdTenure(candidate, taken, keep(Etcd.line(settings))));
      Alert hook =
          new Alert.Webhook(
              Optional.of("phone"),
              SecretText.of(phone.url("/")),
              WebhookFormat.JSON,
              Optional.empty(),
              Optional.empty(),
              Optional.empty(),
              Trust.SYSTEM);
      alerts =
          keep(
              Alerts.start(
                  data,
                  log,
                  clock,
                  new AlertSettings("home", SOON, Lanes.of(List.of(hook), names, clock::wall)),
                  this::write,
                  name + "-born",
                  new Lineage(name, Duration.ZERO, tenure.told())));
      write(Entry.ofSite(Kind.CONTROL_STARTED, Severity.INFO, name + " started"));
    }

    private void write(Entry entry) {
      try {
        journal.commit(clock.wall(), Map.of(), List.of(entry));
      } catch (JournalFailed e) {
        throw new IllegalStateException(e);
      }
    }

    void says(Kind kind, String reason) {
      write(
          new Entry(
              kind,
              Severity.WARNING,
              "ha",
              "haos",
              7L,
              Entry.CONTROL,
              reason,
              Map.of("incident", 1L)));
      alerts.wake();
    }

    /** From now on it does nothing any more, and says nothing of that. */
    void dies() {
      taken.held().close();
    }
  }

  private List<String> came() {
    return phone.hits().stream()
        .map(HookSink.Hit::json)
        .map(each -> each.path("kind").asString("") + " " + each.path("thread").asString(""))
        .toList();
  }

  private static void await(String what, java.util.concurrent.Callable<Boolean> condition) {
    Awaitility.await(what).atMost(PATIENCE).until(condition);
  }

  @Test
  void aFailoverBegunByOneAndEndedByAnotherIsToldToItsEnd() throws Exception {
    Plane nas = new Plane("nas");
    nas.says(Kind.HEARTBEAT_LOST, "no heartbeat for 90 s");
    nas.says(Kind.RECOVERY_STARTED, "cycling its power");
    await("it is told", () -> came().size() == 2);
    await(
        "and that it was",
        () ->
            etcd.ctl("get", "/piha/home/told", "--print-value-only")
                .contains("recovery_started\""));
    nas.dies();

    Plane pi = new Plane("pi");
    assertThat(pi.taken.held().term()).isEqualTo(2);
    pi.says(Kind.FENCED, "is fenced");
    pi.says(Kind.PROMOTED, "standby leads");
    await("the end is told", () -> came().stream().anyMatch(each -> each.startsWith("resolved")));
    assertThat(came())
        .containsExactly(
            "heartbeat_lost nas-born-i1",
            "recovery_started nas-born-i1",
            "taken_over nas-born-i1",
            "fenced nas-born-i1",
            "promoted nas-born-i1",
            "resolved nas-born-i1");
    assertThat(phone.hits().getLast().json().path("text").asString(""))
        .startsWith("Without a sure leader for ");
    await(
        "what was over is left as over",
        () -> etcd.ctl("get", "/piha/home/told", "--print-value-only").contains("\"troubles\":{}"));
  }
}
