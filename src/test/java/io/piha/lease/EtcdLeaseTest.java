package io.piha.lease;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.piha.arbiter.Entry;
import io.piha.arbiter.Kind;
import io.piha.arbiter.Severity;
import io.piha.engine.EngineClock;
import io.piha.journal.Journal;
import io.piha.journal.JournalFailed;
import io.piha.term.Candidate;
import io.piha.term.SharedStore;
import io.piha.testing.EtcdServer;
import io.piha.testing.NeedsPeer;
import io.piha.testing.Peers;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The lease with a real etcd. */
@NeedsPeer({"etcd", "etcdctl"})
class EtcdLeaseTest {
  private static final Duration TTL = Duration.ofSeconds(3);
  private static final Duration PATIENCE = Duration.ofSeconds(40);

  @TempDir Path folder;
  private final EngineClock clock = new EngineClock();
  private final Deque<AutoCloseable> open = new ArrayDeque<>();
  private EtcdServer etcd;

  @BeforeEach
  void start() throws IOException {
    etcd = keep(Peers.etcd(Files.createDirectory(folder.resolve("etcd"))));
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

  private Candidate candidate(String id, String home) throws IOException {
    return keep(Etcd.candidate(etcd.lease(TTL), "home", id, home, clock));
  }

  private static Candidate.Taken taken(Candidate candidate) throws Exception {
    return CompletableFuture.supplyAsync(
            () -> candidate.await(() -> false, _ -> {}).orElseThrow(),
            run -> new Thread(run).start())
        .get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
  }

  private Journal journal(String name) throws IOException {
    return keep(Journal.open(folder.resolve(name)));
  }

  private static SharedStore open(Candidate candidate, Candidate.Taken taken, Journal journal)
      throws IOException {
    return SharedStore.open(
        candidate, taken, journal, journal.seen(), new EngineClock(), Instant.EPOCH);
  }

  private static Map<String, byte[]> state(String key, String value) {
    return new HashMap<>(Map.of(key, value.getBytes(StandardCharsets.UTF_8)));
  }

  @Test
  void whatCannotBeReadIsKnownBeforeItIsNeeded() throws Exception {
    Candidate waiting = candidate("pi", "b");
    assertThatCode(() -> SharedStore.readAhead(waiting)).doesNotThrowAnyException();

    etcd.ctl("put", "/piha/home/state/service/ha", "{\"book\":7}");

    assertThatThrownBy(() -> SharedStore.readAhead(waiting))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("service/ha cannot be read by this version");
  }

  @Test
  void oneHasItAndTheOtherWatches() throws Exception {
    Candidate.Taken first = taken(candidate("nas", "a"));
    assertThat(first.held().holds()).isTrue();
    AtomicReference<String> seen = new AtomicReference<>("");
    AtomicBoolean stop = new AtomicBoolean();
    Candidate other = candidate("pi", "b");
    Thread waiting =
        Thread.ofVirtual()
            .start(
                () ->
                    other.await(
                        stop::get, how -> seen.set(how.holder().orElse("") + how.trouble())));
    Awaitility.await().atMost(PATIENCE).until(() -> seen.get().startsWith("nas"));
    Awaitility.await().atMost(PATIENCE).until(() -> first.held().waiting().contains("pi"));
    stop.set(true);
    assertThat(waiting.join(PATIENCE)).isTrue();
    assertThat(first.held().holds()).isTrue();
  }

  @Test
  void itIsHandedOnAtOnceWhenGivenBack() throws Exception {
    Candidate.Taken first = taken(candidate("nas", "a"));
    Candidate other = candidate("pi", "b");
    CompletableFuture<Candidate.Taken> second =
        CompletableFuture.supplyAsync(
            () -> other.await(() -> false, _ -> {}).orElseThrow(), run -> new Thread(run).start());
    Awaitility.await().atMost(PATIENCE).until(() -> first.held().waiting().contains("pi"));
    first.held().resign(Optional.of("pi"));
    assertThat(first.held().holds()).isFalse();
    assertThat(second.get(PATIENCE.toSeconds(), TimeUnit.SECONDS).held().term()).isEqualTo(2);
  }

  @Test
  void theNextLifeOfTheSameTakesItWithoutWaiting() throws Exception {
    Candidate.Taken first = taken(candidate("nas", "a"));
    Candidate.Taken next = taken(candidate("nas", "a"));
    assertThat(next.held().term()).isEqualTo(2);
    CompletableFuture<String> lost = new CompletableFuture<>();
    first.held().onLost(lost::complete);
    assertThat(lost.get(PATIENCE.toSeconds(), TimeUnit.SECONDS))
        .contains("control plane nas has it");
    assertThat(first.held().holds()).isFalse();
  }

  @Test
  void aCopyOfTheDataIsNotTheSame() throws Exception {
    Candidate.Taken first = taken(candidate("nas", "a"));
    AtomicBoolean stop = new AtomicBoolean();
    AtomicReference<Optional<Candidate.Taken>> got = new AtomicReference<>(Optional.empty());
    Candidate copy = candidate("nas", "copied");
    AtomicReference<Integer> looks = new AtomicReference<>(0);
    Thread waiting =
        Thread.ofVirtual()
            .start(() -> got.set(copy.await(stop::get, _ -> looks.updateAndGet(each -> each + 1))));
    Awaitility.await().atMost(PATIENCE).until(() -> looks.get() > 10);
    stop.set(true);
    assertThat(waiting.join(PATIENCE)).isTrue();
    assertThat(got.get()).isEmpty();
    assertThat(first.held().holds()).isTrue();
  }

  @Test
  void theHolderStopsByItsOwnClockWhenEtcdIsSilent() throws Exception {
    Candidate.Taken first = taken(candidate("nas", "a"));
    CompletableFuture<String> lost = new CompletableFuture<>();
    first.held().onLost(lost::complete);
    etcd.pause();
    Awaitility.await().atMost(PATIENCE).until(() -> first.held().trouble().isPresent());
    assertThat(lost.get(PATIENCE.toSeconds(), TimeUnit.SECONDS)).contains("ran out");
    etcd.resume();
    assertThat(first.held().holds()).isFalse();
    Candidate.Taken next = taken(candidate("pi", "b"));
    assertThat(next.held().holds()).isTrue();
    assertThat(first.held().holds()).isFalse();
  }

  @Test
  void whatIsTakenAwayInEtcdIsLost() throws Exception {
    Candidate.Taken first = taken(candidate("nas", "a"));
    CompletableFuture<String> lost = new CompletableFuture<>();
    first.held().onLost(lost::complete);
    etcd.ctl("del", "/piha/home/holder");
    assertThat(lost.get(PATIENCE.toSeconds(), TimeUnit.SECONDS)).contains("taken away");
  }

  @Test
  void decisionsTravel() throws Exception {
    Candidate nas = candidate("nas", "a");
    Candidate.Taken first = taken(nas);
    Journal one = journal("one");
    SharedStore store = open(nas, first, one);
    assertThat(store.states()).isEmpty();
    Map<String, byte[]> big = state("site", "{}");
    for (int i = 0; i < 250; i++) {
      big.put("port/rack/" + i, "x".repeat(9_000).getBytes(StandardCharsets.UTF_8));
    }
    assertThat(
            store.commit(
                Instant.now(),
                big,
                List.of(Entry.ofSite(Kind.CONTROL_STARTED, Severity.INFO, "started")),
                List.of("request-1")))
        .hasSize(1);
    assertThat(store.seen().firstTime("nonce:1", Instant.now())).isTrue();
    store.commit(Instant.now(), state("port/rack/7", "seven"), List.of(), List.of());

    first.held().resign(Optional.empty());
    assertThatThrownBy(
            () -> store.commit(Instant.now(), state("port/rack/7", "zombie"), List.of(), List.of()))
        .isInstanceOf(JournalFailed.class)
        .hasMessageContaining("lost the lease");

    Candidate pi = candidate("pi", "b");
    Candidate.Taken second = taken(pi);
    Journal two = journal("two");
    SharedStore next = open(pi, second, two);
    assertThat(next.states()).hasSize(251);
    assertThat(next.states().get("port/rack/7")).asString().isEqualTo("seven");
    assertThat(two.states().get("port/rack/7")).asString().isEqualTo("seven");
    assertThat(next.saw("request-1")).isTrue();
    assertThat(next.seen().firstTime("nonce:1", Instant.now())).isFalse();
    assertThat(next.seen().firstTime("nonce:2", Instant.now())).isTrue();
  }

  @Test
  void anEtcdThatLostItsDataIsFilledFromTheJournal() throws Exception {
    Candidate nas = candidate("nas", "a");
    Candidate.Taken first = taken(nas);
    Journal one = journal("one");
    open(nas, first, one).commit(Instant.now(), state("site", "{}"), List.of(), List.of());
    first.held().resign(Optional.empty());
    etcd.ctl("del", "--prefix", "/piha/");
    Candidate.Taken again = taken(candidate("nas", "a"));
    SharedStore store = open(nas, again, one);
    assertThat(store.states()).containsKey("site");
    assertThat(etcd.ctl("get", "/piha/home/state/site", "--print-value-only")).isEqualTo("{}");
  }

  @Test
  void aWriteUnderALeaseThatIsAnothersDoesNothing() throws Exception {
    Candidate nas = candidate("nas", "a");
    Candidate.Taken first = taken(nas);
    SharedStore store = open(nas, first, journal("one"));
    store.commit(Instant.now(), state("site", "before"), List.of(), List.of());
    // Behind its back, as a person with etcdctl could.
    etcd.ctl("put", "/piha/home/holder", "{\"id\":\"pi\",\"home\":\"b\"}");
    assertThatThrownBy(
            () -> store.commit(Instant.now(), state("site", "after"), List.of(), List.of()))
        .isInstanceOf(JournalFailed.class);
    assertThat(etcd.ctl("get", "/piha/home/state/site", "--print-value-only")).isEqualTo("before");
    assertThat(first.held().holds()).isFalse();
  }
}
