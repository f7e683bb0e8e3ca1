package io.piha.sync;

import static org.assertj.core.api.Assertions.assertThat;

import io.piha.arbiter.Effect;
import io.piha.arbiter.MirrorView;
import io.piha.arbiter.Release;
import io.piha.arbiter.Signal;
import io.piha.engine.EngineClock;
import io.piha.site.Sync;
import io.piha.site.Trust;
import io.piha.testing.GitHttps;
import io.piha.testing.GitRepo;
import io.piha.testing.NeedsPeer;
import io.piha.testing.Sshd;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The job at work while somebody pushes commits and merges with stock git. */
@NeedsPeer({"git", "sshd", "ssh-keygen", "nginx", "fcgiwrap", "openssl"})
final class PushedToTest {

  private static final Duration PATIENCE = Duration.ofMinutes(2);
  private static final int PUSHES = 8;

  @TempDir Path folder;
  private GitRepo repo;
  private final EngineClock clock = new EngineClock();
  private final Queue<Signal> told = new ConcurrentLinkedQueue<>();
  private final AtomicBoolean over = new AtomicBoolean();
  private final AtomicInteger looks = new AtomicInteger();
  private final AtomicReference<MirrorJob> job = new AtomicReference<>();

  @BeforeEach
  void repository() throws Exception {
    repo = new GitRepo(folder.resolve("git"));
    repo.inBare("config", "core.logAllRefUpdates", "always");
    repo.pushed("configuration.yaml", "default_config:\n", "Set up");
    repo.inBare("branch", "standby", "main");
  }

  @Test
  void inAFolder() throws Exception {
    pushedTo(Bench.of(repo.bare().toString()));
  }

  @Test
  void overSsh() throws Exception {
    try (Sshd sshd = new Sshd(Files.createDirectories(folder.resolve("ssh")))) {
      String url = "ssh://" + Sshd.user() + "@127.0.0.1:" + sshd.port() + repo.bare();
      pushedTo(Bench.ssh(url, sshd.knownHosts(), sshd.key()));
    }
  }

  @Test
  void overHttps() throws Exception {
    Path own = Files.createDirectories(folder.resolve("https"));
    try (GitHttps server = new GitHttps(own, folder.resolve("git"))) {
      Trust trust = new Trust(Optional.of(server.authority()), Optional.empty());
      pushedTo(Bench.https(server.url("house.git"), GitHttps.USER, GitHttps.PASSWORD, trust));
    }
  }

  /** Everything that may go goes at once: what the arbiter decides is not what is tried here. */
  private void decide(Signal signal) {
    told.add(signal);
    if (over.get()) {
      if (signal instanceof Signal.MirrorSeen) {
        looks.incrementAndGet();
      }
      return;
    }
    if (signal instanceof Signal.MirrorSeen(String _, MirrorView seen, String _, boolean _)
        && seen.ready()
        && seen.candidate().isPresent()) {
      Release release =
          new Release(
              "r" + told.size(),
              seen.target().map(MirrorView.Commit::id).orElse(""),
              seen.candidate().get().id(),
              false,
              "it",
              "control",
              null,
              clock.instant());
      Instant begin = clock.instant().plus(PATIENCE);
      job.get().carryOut(new Effect.ReleaseCommit("ha", release, begin));
    } else if (signal instanceof Signal.MirrorSeen) {
      job.get().carryOut(new Effect.RunMirror("ha", "again", false));
    }
  }

  private void pushedTo(Sync patient) throws Exception {
    Sync sync = Bench.atOnce(patient);
    Path data = Files.createDirectories(folder.resolve("data"));
    HealthClock health = HealthClock.resumed(Duration.ZERO, Duration.ZERO);
    try (Ledger ledger = Ledger.open(data);
        GitHome home = GitHome.take(data);
        MirrorJob work =
            new MirrorJob(
                "ha", sync, data, ledger, clock, this::decide, () -> health, Optional::empty)) {
      assertThat(home).isNotNull();
      job.set(work);
      work.start();
      for (int i = 0; i < PUSHES; i++) {
        repo.inWork("checkout", "-q", "-b", "side-" + i);
        repo.commitAt(
            "side-" + i + ".yaml", "a: 1\n", "Aside", "1999-01-0" + (i + 1) + "T00:00:00Z");
        repo.inWork("checkout", "-q", "main");
        repo.commit("own-" + i + ".yaml", "a: 1\n", "On the line");
        repo.inWork("merge", "-q", "--no-ff", "-m", "Merge " + i, "side-" + i);
        repo.push();
      }
      Awaitility.await()
          .atMost(PATIENCE)
          .until(
              () ->
                  repo.ref("refs/heads/standby").equals(repo.head())
                      && !repo.ref("refs/piha/released/" + repo.head()).isEmpty());
      // One errand may wait behind the look that runs: after two nothing writes any more.
      over.set(true);
      Awaitility.await().atMost(PATIENCE).until(() -> looks.get() > 1);
    }
    List<String> line = repo.inWork("rev-list", "--first-parent", "main").lines().toList();
    List<String> went =
        repo.inBare("reflog", "show", "--format=%H", "refs/heads/standby").lines().toList();
    assertThat(went).as("more than one release").hasSizeGreaterThan(1);
    assertThat(went).as("forward only, on the line of first parents").isSubsetOf(line);
    assertThat(went.stream().map(line::indexOf)).isSorted();
    for (String each : went.subList(0, went.size() - 1)) {
      assertThat(repo.ref("refs/piha/released/" + each)).as("kept reachable").isEqualTo(each);
    }
    assertThat(told)
        .filteredOn(Signal.CommitReleased.class::isInstance)
        .isNotEmpty()
        .allMatch(each -> ((Signal.CommitReleased) each).done());
    assertThat(repo.inBare("fsck", "--full", "--strict")).doesNotContain("error", "missing");
  }
}
