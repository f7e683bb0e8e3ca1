package io.piha.recovery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.piha.arbiter.Chore;
import io.piha.arbiter.Command;
import io.piha.arbiter.Signal;
import io.piha.arbiter.StagedSnapshot;
import io.piha.engine.EngineClock;
import io.piha.engine.NameLookup;
import io.piha.recovery.staging.Shelf;
import io.piha.site.Host;
import io.piha.site.Role;
import io.piha.site.SecretText;
import io.piha.site.SnapshotKind;
import io.piha.site.Snapshots;
import io.piha.site.Trust;
import io.piha.testing.Cable;
import io.piha.testing.NeedsPeer;
import io.piha.testing.Programs;
import io.piha.testing.Sshd;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Snapshots over SFTP from OpenSSH and as bundles that stock Git reads. */
@NeedsPeer({"sshd", "ssh-keygen", "git", "tar"})
final class SnapshotTest {

  private static final Chore CHORE =
      new Chore("ha-snapshot-1", Command.SNAPSHOT, "haos", "", "r1", "me", "", Instant.EPOCH);

  @TempDir Path folder;
  private final List<Signal> heard = new CopyOnWriteArrayList<>();
  private final EngineClock clock = new EngineClock();
  private final NameLookup names = new NameLookup();

  @AfterEach
  void close() {
    names.close();
  }

  private Outcome take(Snapshots access) throws Exception {
    Host host =
        new Host(
            "haos",
            Role.PRIMARY,
            Map.of(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.of(access));
    return new Saver(folder.resolve("snapshots"), clock, names)
        .take("ha", host, new Telling("ha", CHORE, clock, heard::add));
  }

  private Snapshots access(SnapshotKind kind, String url, Path hosts, Path key) {
    return new Snapshots(
        kind,
        SecretText.of(url),
        Optional.empty(),
        Optional.empty(),
        Duration.ofHours(24),
        2,
        Optional.empty(),
        Optional.of(hosts),
        Optional.of(key),
        Trust.SYSTEM);
  }

  private List<StagedSnapshot> staged() throws Exception {
    return Shelf.open(folder.resolve("snapshots"), "ha", "haos").list();
  }

  private Path file(StagedSnapshot of) throws Exception {
    return Shelf.open(folder.resolve("snapshots"), "ha", "haos").file(of.id()).orElseThrow();
  }

  private Path house() throws Exception {
    Path config = folder.resolve("config");
    var _ = Files.createDirectories(config.resolve(".storage"));
    byte[] noise = new byte[400_000];
    new Random(3).nextBytes(noise);
    Files.write(config.resolve(".storage/core.entity_registry"), noise);
    Files.writeString(config.resolve("configuration.yaml"), "default_config:\n");
    Files.writeString(config.resolve("home-assistant_v2.db"), "never whole");
    Files.createSymbolicLink(config.resolve("link.yaml"), Path.of("configuration.yaml"));
    return config;
  }

  @Test
  void filesComeOverSftpAsTheyAre() throws Exception {
    Path config = house();
    try (Sshd sshd = new Sshd(Files.createDirectories(folder.resolve("ssh")))) {
      String url = "sftp://" + Sshd.user() + "@127.0.0.1:" + sshd.port() + config;
      Outcome outcome = take(access(SnapshotKind.SFTP, url, sshd.knownHosts(), sshd.key()));
      assertThat(outcome.why()).contains("verified", "2 files, without home-assistant_v2.db");
      assertThat(outcome.done()).isTrue();
      Path out = Files.createDirectories(folder.resolve("out"));
      var _ =
          Programs.run("tar", "-xf", file(staged().getFirst()).toString(), "-C", out.toString());
      assertThat(out.resolve(".storage/core.entity_registry"))
          .hasSameBinaryContentAs(config.resolve(".storage/core.entity_registry"));
      assertThat(Files.readSymbolicLink(out.resolve("link.yaml")))
          .hasToString("configuration.yaml");
      Outcome stranger =
          take(access(SnapshotKind.SFTP, url, sshd.knownHosts(), sshd.strangersKey()));
      assertThat(stranger.why()).contains("does not take our key");
      Outcome wrong = take(access(SnapshotKind.SFTP, url, sshd.wrongHosts(), sshd.key()));
      assertThat(wrong.why()).contains("known_hosts");
      assertThat(staged()).hasSize(1);
    }
  }

  @Test
  void aCutConnectionCostsOneFileAnotherBeginning() throws Exception {
    Path config = house();
    try (Sshd sshd = new Sshd(Files.createDirectories(folder.resolve("ssh")));
        Cable cable = new Cable(sshd.port())) {
      Path hosts = folder.resolve("hosts");
      Files.writeString(
          hosts,
          Files.readString(sshd.knownHosts())
              .replace(String.valueOf(sshd.port()), String.valueOf(cable.port())));
      cable.cutAfter(150_000);
      Thread mender =
          Thread.startVirtualThread(
              () -> {
                await().until(() -> heard.stream().anyMatch(SnapshotTest::triesAgain));
                cable.mend();
              });
      String url = "sftp://" + Sshd.user() + "@127.0.0.1:" + cable.port() + config;
      Outcome outcome = take(access(SnapshotKind.SFTP, url, hosts, sshd.key()));
      mender.join();
      assertThat(outcome.done()).as(outcome.why()).isTrue();
    }
  }

  private static boolean triesAgain(Signal signal) {
    return signal instanceof Signal.ChoreProgress(String _, Chore.Progress progress)
        && progress.text().contains("trying again");
  }

  @Test
  void aBundleHoldsEveryBranchForStockGit() throws Exception {
    Path bare = folder.resolve("config.git");
    Path work = folder.resolve("work");
    var _ = Programs.run("git", "init", "-q", "--bare", "-b", "main", bare.toString());
    var _ = Programs.run("git", "init", "-q", "-b", "main", work.toString());
    for (String each : List.of("one", "two", "three")) {
      var _ =
          Programs.run(
              "git",
              "-C",
              work.toString(),
              "-c",
              "user.name=t",
              "-c",
              "user.email=t@e.test",
              "commit",
              "-q",
              "--allow-empty",
              "-m",
              each);
    }
    var _ =
        Programs.run(
            "git",
            "-C",
            work.toString(),
            "push",
            "-q",
            bare.toString(),
            "main:main",
            "main~1:refs/heads/standby");
    try (Sshd sshd = new Sshd(Files.createDirectories(folder.resolve("ssh")))) {
      String far = "ssh://" + Sshd.user() + "@127.0.0.1:" + sshd.port() + bare;
      for (String url : List.of(bare.toString(), far)) {
        Outcome outcome = take(access(SnapshotKind.GIT, url, sshd.knownHosts(), sshd.key()));
        assertThat(outcome.done()).as(outcome.why()).isTrue();
      }
      assertThat(staged()).hasSize(2).allMatch(StagedSnapshot::verified);
      for (StagedSnapshot each : staged()) {
        assertThat(Programs.run("git", "ls-remote", file(each).toString()))
            .contains("refs/heads/main", "refs/heads/standby");
        assertThat(
                Programs.run(
                    "git", "-C", bare.toString(), "bundle", "verify", file(each).toString()))
            .isNotNull();
      }
    }
  }

  @Test
  void whatFailsLeavesNothingBehind() throws Exception {
    Outcome outcome =
        take(
            access(
                SnapshotKind.GIT,
                folder.resolve("nothing.git").toString(),
                folder.resolve("h"),
                folder.resolve("k")));
    assertThat(outcome.done()).isFalse();
    try (var files = Files.list(folder.resolve("snapshots/ha/haos"))) {
      assertThat(files).isEmpty();
    }
  }
}
