package io.piha.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.piha.alert.Alerts;
import io.piha.alert.TellingFolder;
import io.piha.alert.channel.HookSink;
import io.piha.arbiter.Kind;
import io.piha.engine.EngineClock;
import io.piha.engine.NameLookup;
import io.piha.lease.Etcd;
import io.piha.site.Lease;
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
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A failover that one control plane begins and another ends, as one person is told of it. */
@NeedsPeer({"etcd", "etcdctl"})
class ToldTravelsTest {
  private static final Duration PATIENCE = Duration.ofSeconds(60);

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
    private final TellingFolder folder;
    private final Candidate.Taken taken;
    private final Alerts alerts;

    Plane(String name) throws IOException {
      folder = keep(new TellingFolder(ToldTravelsTest.this.folder, name, clock));
      Lease.Etcd settings = etcd.lease(Duration.ofSeconds(3));
      Candidate candidate = keep(Etcd.candidate(settings, "home", name, name, clock));
      taken = candidate.await(() -> false, _ -> {}).orElseThrow();
      Tenure tenure = keep(new EtcdTenure(candidate, taken, keep(Etcd.line(settings))));
      alerts = keep(folder.tells(phone, names, tenure.told()));
      folder.starts();
    }

    void says(Kind kind, String reason) {
      folder.incident(kind, reason);
      alerts.wake();
    }

    /** From now on it does nothing any more, and says nothing of that. */
    void dies() {
      taken.held().close();
    }
  }

  private List<String> came() {
    return TellingFolder.inShort(phone.hits());
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
