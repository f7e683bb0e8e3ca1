package io.piha.sync;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.piha.arbiter.Effect;
import io.piha.arbiter.MirrorView;
import io.piha.arbiter.Release;
import io.piha.arbiter.Signal;
import io.piha.engine.EngineClock;
import io.piha.site.Sync;
import io.piha.testing.Cable;
import io.piha.testing.GitRepo;
import io.piha.testing.NeedsPeer;
import io.piha.testing.SmallDisk;
import io.piha.testing.Sshd;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.time.Duration;
import java.util.Base64;
import java.util.Optional;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Links to OpenSSH that are cut, and disks that are full: never a wrong ref, never a lost commit.
 */
@NeedsPeer({"git", "sshd", "ssh-keygen"})
final class TroubleTest {

  private static final Duration PATIENCE = Duration.ofMinutes(1);

  @TempDir Path folder;
  private GitRepo repo;
  private String before = "";

  /** A standby that is two commits behind; the second is large. */
  @BeforeEach
  void repository() throws Exception {
    begin(folder.resolve("git"));
  }

  private void begin(Path at) throws Exception {
    repo = new GitRepo(at);
    before = repo.pushed("configuration.yaml", "default_config:\n", "Set up");
    repo.inBare("branch", "standby", "main");
    byte[] noise = new byte[600_000];
    new Random(3).nextBytes(noise);
    repo.pushed("noise.txt", Base64.getEncoder().encodeToString(noise), "Large");
  }

  private Sync over(Sshd sshd, int port) throws IOException {
    Path known = folder.resolve("known-" + port);
    Files.writeString(
        known, Files.readString(sshd.knownHosts()).replace(":" + sshd.port(), ":" + port));
    return Bench.ssh(
        "ssh://" + Sshd.user() + "@127.0.0.1:" + port + repo.bare(), known, sshd.key());
  }

  private static void whole(Path bare) throws Exception {
    assertThat(GitRepo.in(bare, "fsck", "--full", "--strict"))
        .doesNotContain("error", "missing", "broken", "dangling commit");
    try (Stream<Path> files = Files.walk(bare.resolve("refs"))) {
      assertThat(files.filter(each -> each.toString().endsWith(".lock"))).isEmpty();
    }
  }

  private String standby() throws Exception {
    return repo.ref("refs/heads/standby");
  }

  // --- the link ---

  @Test
  void anSshLinkCutAnywhereInAFetchLeavesNothingHalf() throws Exception {
    try (Sshd sshd = new Sshd(Files.createDirectories(folder.resolve("ssh")));
        Cable cable = new Cable(sshd.port());
        Bench bench = new Bench(folder.resolve("data"), over(sshd, cable.port()))) {
      Path mirror = folder.resolve("data/ha.git");
      // In the keys, in the list of refs, and in the pack.
      for (int after : new int[] {900, 2_600, 350_000}) {
        cable.cutAfter(after);
        assertThatThrownBy(() -> bench.see(true)).isInstanceOf(IOException.class);
        whole(mirror);
        assertThat(GitRepo.in(mirror, "for-each-ref")).doesNotContain(repo.head());
        assertThat(standby()).isEqualTo(before);
      }
      cable.mend();
      assertThat(bench.release(bench.see(true))).isEqualTo(new Origin.Moved.Done());
      assertThat(standby()).isEqualTo(repo.head());
      whole(mirror);
      whole(repo.bare());
    }
  }

  @Test
  void anSshLinkCutAnywhereInAPushMovesTheBranchWholeOrNotAtAll() throws Exception {
    try (Sshd sshd = new Sshd(Files.createDirectories(folder.resolve("ssh")));
        Cable cable = new Cable(sshd.port());
        Bench bench = new Bench(folder.resolve("data"), over(sshd, cable.port()))) {
      // In the keys, in the push, and in the second one, of the ref that keeps the commit.
      for (int after : new int[] {2_600, 3_800, 6_000}) {
        MirrorView seen = bench.see(true);
        cable.cutAfterSending(after);
        try {
          Origin.Moved moved = bench.release(seen);
          assertThat(standby())
              .as("cut after %s: %s", after, moved)
              .isEqualTo(moved instanceof Origin.Moved.Done ? repo.head() : before);
        } catch (IOException unknown) {
          assertThat(standby()).isIn(before, repo.head());
          assertThat(after).as(unknown.getMessage()).isLessThan(6_000);
        }
        cable.mend();
        whole(repo.bare());
        repo.inBare("update-ref", "refs/heads/standby", before);
      }
      assertThat(bench.release(bench.see(true))).isEqualTo(new Origin.Moved.Done());
      assertThat(standby()).isEqualTo(repo.head());
    }
  }

  @Test
  void whatALaterVersionRemembersIsLeftAsItIs() throws Exception {
    Path data = Files.createDirectories(folder.resolve("data"));
    Ledger.open(data).close();
    Path file = data.resolve(Ledger.FILE);
    try (Connection database = DriverManager.getConnection("jdbc:sqlite:" + file);
        Statement statement = database.createStatement()) {
      statement.execute("PRAGMA user_version = 2");
    }
    assertThatThrownBy(() -> Ledger.open(data))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("was written by a later PiHA (schema 2; this one knows 1)");
    assertThat(data.resolve(Ledger.FILE + ".damaged")).doesNotExist();
  }

  @Test
  void aPushWhoseAnswerIsLostIsToldByWhereTheBranchIs() throws Exception {
    Path hook = repo.bare().resolve("hooks/reference-transaction");
    Files.writeString(
        hook,
        """
        #!/bin/sh
        # The server dies right after it has moved the branch, once.
        [ "$1" = committed ] && grep -q refs/heads/standby && rm "$0" && kill -9 $PPID
        exit 0
        """);
    Files.setPosixFilePermissions(hook, PosixFilePermissions.fromString("rwxr-xr-x"));
    Path data = Files.createDirectories(folder.resolve("data"));
    Queue<Signal> told = new ConcurrentLinkedQueue<>();
    EngineClock clock = new EngineClock();
    HealthClock health = HealthClock.resumed(Duration.ZERO, Duration.ZERO);
    try (Sshd sshd = new Sshd(Files.createDirectories(folder.resolve("ssh")));
        Ledger ledger = Ledger.open(data);
        GitHome home = GitHome.take(data);
        MirrorJob job =
            new MirrorJob(
                "ha",
                over(sshd, sshd.port()),
                data,
                ledger,
                clock,
                told::add,
                () -> health,
                Optional::empty)) {
      assertThat(home).isNotNull();
      job.start();
      Awaitility.await().atMost(PATIENCE).until(() -> !told.isEmpty());
      Release release =
          new Release("r", before, repo.head(), false, "it", "control", null, clock.instant());
      job.carryOut(new Effect.ReleaseCommit("ha", release, clock.instant().plus(PATIENCE)));
      Awaitility.await()
          .atMost(PATIENCE)
          .until(() -> told.stream().anyMatch(Signal.CommitReleased.class::isInstance));
    }
    assertThat(hook).doesNotExist();
    assertThat(told)
        .filteredOn(Signal.CommitReleased.class::isInstance)
        .containsExactly(new Signal.CommitReleased("ha", "r", true, "its answer was lost"));
    assertThat(standby()).isEqualTo(repo.head());
    whole(repo.bare());
  }

  // --- the disk ---

  @Test
  void aFullDiskUnderTheRepositoryMovesNothing() throws Exception {
    try (SmallDisk disk = SmallDisk.at(folder.resolve("disk"), 8)) {
      begin(disk.folder().resolve("git"));
      try (Bench bench = new Bench(folder.resolve("data"), Bench.of(repo.bare().toString()))) {
        MirrorView seen = bench.see(true);
        disk.fill(0);
        Origin.Moved moved;
        try {
          moved = bench.release(seen);
        } catch (IOException full) {
          moved = new Origin.Moved.Refused(String.valueOf(full.getMessage()));
        }
        assertThat(moved).isInstanceOf(Origin.Moved.Refused.class);
        assertThat(standby()).isEqualTo(before);
        disk.free();
        whole(repo.bare());
        assertThat(bench.release(bench.see(true))).isEqualTo(new Origin.Moved.Done());
        assertThat(standby()).isEqualTo(repo.head());
        whole(repo.bare());
      }
    }
  }

  @Test
  void aFullDiskUnderOurMirrorIsSaidAndMended() throws Exception {
    try (Sshd sshd = new Sshd(Files.createDirectories(folder.resolve("ssh")));
        SmallDisk disk = SmallDisk.at(folder.resolve("disk"), 4)) {
      Path data = disk.folder().resolve("data");
      try (Bench bench = new Bench(data, over(sshd, sshd.port()))) {
        for (long left : new long[] {300_000, 0}) {
          disk.fill(left);
          assertThatThrownBy(() -> bench.see(true)).isInstanceOf(IOException.class);
          disk.free();
          whole(data.resolve("ha.git"));
          assertThat(standby()).isEqualTo(before);
        }
        assertThat(bench.release(bench.see(true))).isEqualTo(new Origin.Moved.Done());
        assertThat(standby()).isEqualTo(repo.head());
        whole(data.resolve("ha.git"));
      }
    }
  }

  @Test
  void aFullDiskOnTheServerIsToldAsARefusal() throws Exception {
    try (Sshd sshd = new Sshd(Files.createDirectories(folder.resolve("ssh")));
        SmallDisk disk = SmallDisk.at(folder.resolve("disk"), 8)) {
      begin(disk.folder().resolve("git"));
      try (Bench bench = new Bench(folder.resolve("data"), over(sshd, sshd.port()))) {
        MirrorView seen = bench.see(true);
        disk.fill(0);
        assertThat(bench.release(seen)).isInstanceOf(Origin.Moved.Refused.class);
        assertThat(standby()).isEqualTo(before);
        disk.free();
        whole(repo.bare());
        assertThat(bench.release(bench.see(true))).isEqualTo(new Origin.Moved.Done());
        assertThat(standby()).isEqualTo(repo.head());
      }
    }
  }
}
