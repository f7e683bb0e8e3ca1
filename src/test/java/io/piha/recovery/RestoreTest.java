package io.piha.recovery;

import static org.assertj.core.api.Assertions.assertThat;

import io.piha.arbiter.Chore;
import io.piha.arbiter.Command;
import io.piha.arbiter.RestoreGround;
import io.piha.arbiter.Signal;
import io.piha.arbiter.StagedSnapshot;
import io.piha.engine.EngineClock;
import io.piha.engine.NameLookup;
import io.piha.recovery.staging.Shelf;
import io.piha.recovery.staging.Source;
import io.piha.site.Host;
import io.piha.site.Role;
import io.piha.site.SecretText;
import io.piha.site.SnapshotKind;
import io.piha.site.Snapshots;
import io.piha.site.Trust;
import io.piha.testing.Cable;
import io.piha.testing.GitRepo;
import io.piha.testing.NeedsPeer;
import io.piha.testing.Programs;
import io.piha.testing.Sshd;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files and bundles brought back, by OpenSSH and by stock Git. */
@NeedsPeer({"sshd", "ssh-keygen", "git", "tar"})
final class RestoreTest {

  @TempDir Path folder;
  private final List<Signal> heard = new CopyOnWriteArrayList<>();
  private final EngineClock clock = new EngineClock();
  private final NameLookup names = new NameLookup();

  @AfterEach
  void close() {
    names.close();
  }

  private Snapshots access(SnapshotKind kind, String url, Path hosts, Path key) {
    return new Snapshots(
        kind,
        SecretText.of(url),
        Optional.empty(),
        Optional.empty(),
        Duration.ofHours(24),
        7,
        Optional.empty(),
        Optional.of(hosts),
        Optional.of(key),
        Trust.SYSTEM);
  }

  private static Host host(Snapshots access) {
    return new Host(
        "haos",
        Role.PRIMARY,
        Map.of(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.of(access));
  }

  private Telling telling(Chore chore) {
    return new Telling("ha", chore, clock, heard::add);
  }

  private static Chore chore(Command command, String subject, int number) {
    return new Chore(
        "ha-" + command.word() + "-" + number,
        command,
        "haos",
        subject,
        "r1",
        "me",
        "",
        Instant.EPOCH);
  }

  private Path snapshots() {
    return folder.resolve("snapshots");
  }

  private StagedSnapshot take(Snapshots access) throws Exception {
    Outcome outcome =
        new Saver(snapshots(), clock, names)
            .take("ha", host(access), telling(chore(Command.SNAPSHOT, "", 1)));
    assertThat(outcome.done()).as(outcome.why()).isTrue();
    return Shelf.at(snapshots(), "ha", "haos").list().getFirst();
  }

  private Outcome restore(Snapshots access, StagedSnapshot of, RestoreGround ground, int number)
      throws Exception {
    Chore chore = chore(Command.RESTORE, of.id(), number);
    return new Restorer(snapshots(), clock, names)
        .restore("ha", Map.of("haos", host(access)), chore, Optional.of(ground), telling(chore));
  }

  /** A snapshot of files that somebody else packed. */
  private StagedSnapshot staged(Path of, String... more) throws Exception {
    Shelf shelf = Shelf.open(snapshots(), "ha", "haos");
    Path part = shelf.part("packed", "tar");
    List<String> command = new ArrayList<>(List.of("-cPf", part.toString()));
    command.addAll(List.of("-C", of.toString(), "."));
    command.addAll(List.of(more));
    var _ = Programs.run("tar", command.toArray(String[]::new));
    return shelf.keep(part, "packed", "sftp", Instant.now(), new Source.Pulled(true, ""));
  }

  private static List<String> inside(Path of) throws Exception {
    try (Stream<Path> all = Files.list(of)) {
      return all.map(each -> each.getFileName().toString()).sorted().toList();
    }
  }

  // --- files ---

  private Path house() throws Exception {
    Path config = folder.resolve("config");
    var _ = Files.createDirectories(config.resolve(".storage/deep"));
    byte[] noise = new byte[400_000];
    new Random(3).nextBytes(noise);
    Files.write(config.resolve(".storage/core.entity_registry"), noise);
    Files.writeString(config.resolve(".storage/deep/secret"), "s");
    Files.setPosixFilePermissions(
        config.resolve(".storage/deep/secret"),
        java.nio.file.attribute.PosixFilePermissions.fromString("rw-------"));
    Files.writeString(config.resolve("configuration.yaml"), "default_config:\n");
    Files.writeString(config.resolve("home-assistant_v2.db"), "the database");
    Files.createSymbolicLink(config.resolve("link.yaml"), Path.of("configuration.yaml"));
    return config;
  }

  private void harm(Path config) throws Exception {
    Files.writeString(config.resolve("configuration.yaml"), "broken: [\n");
    Files.delete(config.resolve("link.yaml"));
    Files.writeString(config.resolve("extra.yaml"), "added later\n");
    Files.writeString(config.resolve("home-assistant_v2.db"), "the newer database");
  }

  @Test
  void filesGoBackAsTheyWereAndWhatWasThereIsKept() throws Exception {
    Path config = house();
    try (Sshd sshd = new Sshd(Files.createDirectories(folder.resolve("ssh")))) {
      String url = "sftp://" + Sshd.user() + "@127.0.0.1:" + sshd.port() + config;
      Snapshots access = access(SnapshotKind.SFTP, url, sshd.knownHosts(), sshd.key());
      StagedSnapshot taken = take(access);
      byte[] registry = Files.readAllBytes(config.resolve(".storage/core.entity_registry"));
      harm(config);

      Outcome outcome = restore(access, taken, RestoreGround.STOPPED, 2);
      assertThat(outcome.done()).as(outcome.why()).isTrue();
      assertThat(outcome.why()).contains("3 files", ".piha-before-ha-restore-2");
      assertThat(inside(config))
          .containsExactly(
              ".piha-before-ha-restore-2",
              ".storage",
              "configuration.yaml",
              "home-assistant_v2.db",
              "link.yaml");
      assertThat(config.resolve("configuration.yaml")).hasContent("default_config:\n");
      assertThat(config.resolve("home-assistant_v2.db")).hasContent("the newer database");
      assertThat(config.resolve(".storage/core.entity_registry")).hasBinaryContent(registry);
      assertThat(Files.getPosixFilePermissions(config.resolve(".storage/deep/secret"))).hasSize(2);
      assertThat(Files.readSymbolicLink(config.resolve("link.yaml")))
          .hasToString("configuration.yaml");
      assertThat(config.resolve(".piha-before-ha-restore-2/extra.yaml")).hasContent("added later");

      // What a restore left there is in no snapshot, and in the way of no other restore.
      assertThat(take(access).bytes()).isEqualTo(taken.bytes());
      assertThat(restore(access, taken, RestoreGround.STOPPED, 3).done()).isTrue();
    }
  }

  @Test
  void ofWhatWasThereBeforeOnlyTheNewestIsKept() throws Exception {
    Path config = house();
    try (Sshd sshd = new Sshd(Files.createDirectories(folder.resolve("ssh")))) {
      String url = "sftp://" + Sshd.user() + "@127.0.0.1:" + sshd.port() + config;
      Snapshots access = access(SnapshotKind.SFTP, url, sshd.knownHosts(), sshd.key());
      StagedSnapshot taken = take(access);
      Path elsewhere = Files.createDirectories(folder.resolve("elsewhere"));
      Files.writeString(elsewhere.resolve("mine"), "mine");
      for (int i = 2; i <= 6; i++) {
        aside(config, "ha-restore-" + i, i, elsewhere);
      }
      aside(config, "my-own", 1, elsewhere);
      Files.createSymbolicLink(config.resolve(".piha-before-ha-restore-1"), elsewhere);

      Outcome outcome = restore(access, taken, RestoreGround.STOPPED, 7);
      assertThat(outcome.done()).as(outcome.why()).isTrue();
      assertThat(outcome.why()).contains("3 older of these were taken away");
      assertThat(inside(config))
          .filteredOn(each -> each.startsWith(".piha-before-"))
          .containsExactly(
              ".piha-before-ha-restore-1",
              ".piha-before-ha-restore-5",
              ".piha-before-ha-restore-6",
              ".piha-before-ha-restore-7",
              ".piha-before-my-own");
      assertThat(elsewhere.resolve("mine")).as("no link is followed").hasContent("mine");
    }
  }

  private static void aside(Path config, String act, int hour, Path link) throws IOException {
    Path made = Files.createDirectories(config.resolve(".piha-before-" + act + "/deep"));
    Files.writeString(made.resolve("secrets.yaml"), "a: b");
    Files.createSymbolicLink(made.resolve("link"), link);
    Files.setLastModifiedTime(
        made.getParent(),
        FileTime.from(Instant.parse("2026-01-01T00:00:00Z").plusSeconds(3_600L * hour)));
  }

  @Test
  void aCutConnectionChangesNothing() throws Exception {
    Path config = house();
    try (Sshd sshd = new Sshd(Files.createDirectories(folder.resolve("ssh")));
        Cable cable = new Cable(sshd.port())) {
      String direct = "sftp://" + Sshd.user() + "@127.0.0.1:" + sshd.port() + config;
      StagedSnapshot taken = take(access(SnapshotKind.SFTP, direct, sshd.knownHosts(), sshd.key()));
      harm(config);
      Path hosts = folder.resolve("hosts");
      Files.writeString(
          hosts,
          Files.readString(sshd.knownHosts())
              .replace(String.valueOf(sshd.port()), String.valueOf(cable.port())));
      cable.cutAfterSending(150_000);
      String url = "sftp://" + Sshd.user() + "@127.0.0.1:" + cable.port() + config;
      Outcome outcome =
          restore(
              access(SnapshotKind.SFTP, url, hosts, sshd.key()), taken, RestoreGround.STOPPED, 2);
      assertThat(outcome.done()).isFalse();
      assertThat(outcome.why()).contains("nothing was changed there");
      assertThat(config.resolve("configuration.yaml")).hasContent("broken: [\n");
      assertThat(config.resolve("extra.yaml")).exists();
      assertThat(config.resolve("link.yaml")).doesNotExist();
    }
  }

  @Test
  void anExchangeThatFailsHalfWayIsUndone() throws Exception {
    Path config = house();
    try (Sshd sshd = new Sshd(Files.createDirectories(folder.resolve("ssh")))) {
      String url = "sftp://" + Sshd.user() + "@127.0.0.1:" + sshd.port() + config;
      Snapshots access = access(SnapshotKind.SFTP, url, sshd.knownHosts(), sshd.key());
      Path made = Files.createDirectories(folder.resolve("made"));
      Files.writeString(made.resolve("configuration.yaml"), "another:\n");
      Files.writeString(made.resolve("scenes.yaml"), "a: 1\n");
      Files.writeString(Files.createDirectories(made.resolve("backups")).resolve("b"), "b");
      StagedSnapshot taken = staged(made);
      // Core's own backups stay where they are, and so stand in the way of these.
      var _ = Files.createDirectories(config.resolve("backups"));
      List<String> before = inside(config);
      Outcome outcome = restore(access, taken, RestoreGround.STOPPED, 2);
      assertThat(outcome.done()).isFalse();
      assertThat(outcome.why()).contains("as it was before");
      assertThat(inside(config)).isEqualTo(before);
      assertThat(config.resolve("configuration.yaml")).hasContent("default_config:\n");

      // A folder of that name is nobody's but whose it is.
      var _ = Files.createDirectories(config.resolve(".piha-before-ha-restore-3/mine"));
      assertThat(restore(access, taken, RestoreGround.STOPPED, 3).why())
          .contains("nothing was changed");
      assertThat(config.resolve(".piha-before-ha-restore-3/mine")).exists();
      assertThat(config.resolve("configuration.yaml")).hasContent("default_config:\n");
    }
  }

  @Test
  void aTarThatNamesSomethingOutsideItsFolderWritesNothing() throws Exception {
    Path config = house();
    try (Sshd sshd = new Sshd(Files.createDirectories(folder.resolve("ssh")))) {
      String url = "sftp://" + Sshd.user() + "@127.0.0.1:" + sshd.port() + config;
      Snapshots access = access(SnapshotKind.SFTP, url, sshd.knownHosts(), sshd.key());
      Path made = Files.createDirectories(folder.resolve("made"));
      Files.writeString(folder.resolve("outside"), "o");
      StagedSnapshot taken = staged(made, "../outside");
      List<String> before = inside(config);
      assertThat(restore(access, taken, RestoreGround.STOPPED, 2).why())
          .contains("outside its folder", "nothing was changed");
      assertThat(inside(config)).isEqualTo(before);
    }
  }

  @Test
  void aSnapshotThatChangedOnOurDiskIsNotRestored() throws Exception {
    Path config = house();
    try (Sshd sshd = new Sshd(Files.createDirectories(folder.resolve("ssh")))) {
      String url = "sftp://" + Sshd.user() + "@127.0.0.1:" + sshd.port() + config;
      Snapshots access = access(SnapshotKind.SFTP, url, sshd.knownHosts(), sshd.key());
      StagedSnapshot taken = take(access);
      harm(config);
      Path file = Shelf.at(snapshots(), "ha", "haos").file(taken.id()).orElseThrow();
      byte[] bytes = Files.readAllBytes(file);
      bytes[1_000] ^= 1;
      Files.write(file, bytes, StandardOpenOption.TRUNCATE_EXISTING);
      Outcome outcome = restore(access, taken, RestoreGround.STOPPED, 2);
      assertThat(outcome.why()).contains("has changed on our disk", "nothing was restored");
      assertThat(config.resolve("extra.yaml")).exists();
    }
  }

  // --- bundles ---

  private Snapshots git(String url) {
    return access(SnapshotKind.GIT, url, folder, folder);
  }

  @Test
  void aLostRepositoryIsMadeAgainFromItsBundle() throws Exception {
    GitRepo repo = new GitRepo(folder.resolve("git"));
    String first = repo.pushed("configuration.yaml", "default_config:\n", "Set up");
    repo.inBare("branch", "standby", "main");
    repo.inBare("update-ref", "refs/piha/freeze", first);
    StagedSnapshot taken = take(git(repo.bare().toString()));

    Path lost = folder.resolve("again.git");
    Outcome outcome = restore(git(lost.toString()), taken, RestoreGround.APART, 2);
    assertThat(outcome.why()).contains("2 refs were put back into a new repository");
    assertThat(GitRepo.in(lost, "rev-parse", "HEAD", "standby")).contains(first);
    assertThat(GitRepo.in(lost, "for-each-ref")).doesNotContain("freeze");
    assertThat(GitRepo.in(lost, "fsck", "--full")).doesNotContain("error", "missing");
  }

  @Test
  void whatIsThereIsNeverMoved() throws Exception {
    GitRepo repo = new GitRepo(folder.resolve("git"));
    var _ = repo.pushed("configuration.yaml", "default_config:\n", "Set up");
    repo.inBare("branch", "standby", "main");
    StagedSnapshot taken = take(git(repo.bare().toString()));
    String next = repo.pushed("scenes.yaml", "a: 1\n", "Later");
    repo.inBare("branch", "-D", "standby");

    Outcome outcome = restore(git(repo.bare().toString()), taken, RestoreGround.APART, 2);
    assertThat(outcome.why()).contains("1 refs were put back", "1 were there already");
    assertThat(repo.ref("refs/heads/main")).isEqualTo(next);
    assertThat(repo.ref("refs/heads/standby")).isNotEmpty();

    repo.inBare("branch", "-D", "standby");
    repo.inWork("reset", "-q", "--hard", "HEAD~1");
    repo.inWork("commit", "-q", "--amend", "-m", "Another history");
    repo.push("--force");
    String other = repo.ref("refs/heads/main");
    Outcome refused = restore(git(repo.bare().toString()), taken, RestoreGround.APART, 3);
    assertThat(refused.done()).isFalse();
    assertThat(refused.why()).contains("refs/heads/main", "nothing was changed");
    assertThat(repo.ref("refs/heads/main")).isEqualTo(other);
    assertThat(repo.ref("refs/heads/standby")).isEmpty();
  }

  @Test
  void aRepositoryOnAnotherMachineIsFilledOverSsh() throws Exception {
    GitRepo repo = new GitRepo(folder.resolve("git"));
    String first = repo.pushed("configuration.yaml", "default_config:\n", "Set up");
    StagedSnapshot taken = take(git(repo.bare().toString()));
    Path empty = folder.resolve("empty.git");
    GitRepo.in(folder, "init", "-q", "--bare", empty.toString());
    try (Sshd sshd = new Sshd(Files.createDirectories(folder.resolve("ssh")))) {
      String url = "ssh://" + Sshd.user() + "@127.0.0.1:" + sshd.port() + empty;
      Snapshots access = access(SnapshotKind.GIT, url, sshd.knownHosts(), sshd.key());
      Outcome outcome = restore(access, taken, RestoreGround.APART, 2);
      assertThat(outcome.done()).as(outcome.why()).isTrue();
      assertThat(GitRepo.in(empty, "rev-parse", "refs/heads/main").strip()).isEqualTo(first);
      Outcome wrong =
          restore(
              access(SnapshotKind.GIT, url, sshd.wrongHosts(), sshd.key()),
              taken,
              RestoreGround.APART,
              3);
      assertThat(wrong.done()).isFalse();
    }
  }
}
