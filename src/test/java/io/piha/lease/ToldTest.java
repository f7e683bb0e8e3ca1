package io.piha.lease;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.piha.engine.EngineClock;
import io.piha.site.Lease;
import io.piha.term.Candidate;
import io.piha.term.LeaseTrouble;
import io.piha.term.Told;
import io.piha.testing.EtcdServer;
import io.piha.testing.NeedsPeer;
import io.piha.testing.Peers;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What was told, on its way under the lease in a real etcd. */
@NeedsPeer({"etcd", "etcdctl"})
class ToldTest {
  private static final Duration PATIENCE = Duration.ofSeconds(40);
  private static final String KEY = "/piha/home/told";

  @TempDir Path folder;
  private final EngineClock clock = new EngineClock();
  private final Deque<AutoCloseable> open = new ArrayDeque<>();
  private EtcdServer etcd;
  private Lease.Etcd settings;
  private Candidate nas;
  private Candidate.Taken taken;

  @BeforeEach
  void start() throws IOException {
    etcd = keep(Peers.etcd(Files.createDirectory(folder.resolve("etcd"))));
    settings = etcd.lease(Duration.ofSeconds(20));
    // Given back by another, so that nobody has to wait for the end of its term.
    etcd.ctl(
        "put",
        "/piha/home/term",
        "{\"number\":1,\"id\":\"x\",\"ttlMillis\":1000,\"resigned\":true}");
    nas = candidate("nas");
    taken = nas.await(() -> false, _ -> {}).orElseThrow();
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

  private Candidate candidate(String id) throws IOException {
    return keep(Etcd.candidate(settings, "home", id, id, clock));
  }

  private Told told(Candidate candidate, Candidate.Taken by) throws IOException {
    return keep(new Told(keep(Etcd.line(settings)), candidate, by.held()));
  }

  private static Optional<String> left(Told told) throws Exception {
    return told.left().get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
  }

  private String inEtcd() {
    return etcd.ctl("get", KEY, "--print-value-only");
  }

  private void awaitInEtcd(String text) {
    Awaitility.await(text).atMost(PATIENCE).until(() -> inEtcd().equals(text));
  }

  @Test
  void theNextHolderReadsTheLastThatWasLeft() throws Exception {
    try (Told told = told(nas, taken)) {
      assertThat(left(told)).isEmpty();
      told.leave(() -> "one");
      awaitInEtcd("one");
      for (int i = 0; i < 1_000; i++) {
        String text = "many " + i;
        told.leave(() -> text);
      }
      told.leave(() -> "the last, ü");
    }
    assertThat(inEtcd()).as("written when it closes").isEqualTo("the last, ü");
    taken.held().resign(Optional.empty());

    Candidate pi = candidate("pi");
    Candidate.Taken next = pi.await(() -> false, _ -> {}).orElseThrow();
    assertThat(left(told(pi, next))).contains("the last, ü");
  }

  @Test
  void whoHasLostTheLeaseWritesNothing() throws Exception {
    Told told = told(nas, taken);
    told.leave(() -> "mine");
    awaitInEtcd("mine");
    // Behind its back, as a person with etcdctl could.
    etcd.ctl("put", "/piha/home/holder", "{\"id\":\"pi\",\"home\":\"b\"}");
    told.leave(() -> "a zombie's");
    told.close();
    assertThat(inEtcd()).isEqualTo("mine");
  }

  @Test
  void silentEtcdIsWaitedForByNobodyAndGetsTheNewestLater() throws Exception {
    Told told = told(nas, taken);
    assertThat(left(told)).isEmpty();
    etcd.pause();
    for (int i = 0; i < 100; i++) {
      told.leave(() -> "while it was silent");
    }
    assertThat(taken.held().holds()).as("we are here long before any limit").isTrue();
    told.leave(() -> "newest");
    etcd.resume();
    awaitInEtcd("newest");
  }

  @Test
  void whatIsTooLargeStaysHereAndTheNextGoes() throws Exception {
    Told told = told(nas, taken);
    told.leave(() -> "small");
    awaitInEtcd("small");
    String large = "x".repeat(1_000_001);
    for (int i = 0; i < 3; i++) {
      told.leave(() -> large);
    }
    told.leave(() -> "small again");
    awaitInEtcd("small again");
    assertThat(taken.held().holds()).isTrue();
  }

  @Test
  void whatCannotBeReadIsTroubleInABoundedTime() throws Exception {
    etcd.close();
    Told told = told(nas, taken);
    assertThatThrownBy(() -> left(told))
        .isInstanceOf(ExecutionException.class)
        .hasCauseInstanceOf(LeaseTrouble.class);
  }
}
