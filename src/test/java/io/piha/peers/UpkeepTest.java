package io.piha.peers;

import static org.assertj.core.api.Assertions.assertThat;

import io.piha.testing.GitRepo;
import io.piha.testing.NeedsPeer;
import io.piha.testing.Sshd;
import io.piha.testing.ha.CoreTwin;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** The mirror and the reinstall as users run them, in a house with real peers. */
@NeedsPeer({
  "mosquitto",
  "mosquitto_pub",
  "snmpd",
  "perl",
  "stdbuf",
  "kill",
  "git",
  "sshd",
  "ssh-keygen"
})
class UpkeepTest {
  @TempDir Path folder;

  @Test
  @Execution(ExecutionMode.CONCURRENT)
  void commitsReachTheStandbyAndAFreezeIsSeenInTheRepository() throws Exception {
    GitRepo repo = new GitRepo(folder.resolve("git"));
    String first = repo.pushed("configuration.yaml", "default_config:\n", "Set up");
    repo.inBare("branch", "standby", "main");
    String sync =
        "    sync: {repository: '%s', observation_window: 1s, every: 1s}\n".formatted(repo.bare());
    try (House house =
        House.open(folder, text -> text.replace("switches:\n", sync + "switches:\n"))) {
      house.awaitWell();
      house.await("the mirror has looked", () -> target(house).equals(first));
      String next = repo.pushed("scenes.yaml", "- name: Evening\n", "Add a scene");
      house.await("the commit is on the standby", () -> target(house).equals(next));
      assertThat(repo.ref("refs/heads/standby")).isEqualTo(next);
      house.awaitRecord("sync_done");

      house.asks(0, "freeze", "--yes");
      house.await("the freeze is in Git", () -> !repo.ref("refs/piha/freeze").isEmpty());
      String frozen = repo.pushed("scripts.yaml", "a: 1\n", "While frozen");
      house.asks(4, "sync", "--yes", "--force");
      assertThat(repo.inBare("cat-file", "-p", "refs/piha/freeze")).contains("\"by\"");
      house.asks(0, "thaw", "--yes");
      house.await("the freeze is gone", () -> repo.ref("refs/piha/freeze").isEmpty());
      house.await("the mirror goes on", () -> target(house).equals(frozen));

      repo.inWork("reset", "-q", "--hard", "HEAD~1");
      repo.commit("other.yaml", "o: 1\n", "Another history");
      repo.push("--force");
      house.await(
          "the forced push is seen",
          () -> {
            String held = house.service().path("sync").path("held_by").asString("");
            return held.equals("diverged") || held.equals("forced_push");
          });
      assertThat(repo.ref("refs/heads/standby")).isEqualTo(frozen);
      Program.Result dry = house.asks("sync", "--dry-run");
      assertThat(dry.exit()).isEqualTo(4);
      assertThat(repo.inBare("fsck", "--full")).doesNotContain("error", "missing");
    }
  }

  @Test
  @Execution(ExecutionMode.CONCURRENT)
  void aReinstallRunsOnceThoughTheEngineIsKilledInTheMiddle() throws Exception {
    Path runs = folder.resolve("runs");
    Path gate = folder.resolve("gate");
    try (Sshd sshd = new Sshd(Files.createDirectories(folder.resolve("ssh")))) {
      String command =
          "echo run >> %1$s; echo wiping; while [ ! -e %2$s ]; do sleep 0.1; done; echo ready"
              .formatted(runs, gate);
      String keys =
          ("        reinstall: {ssh: '%s@127.0.0.1:%d', command: '%s', known_hosts: '%s',"
                  + " key_file: '%s'}\n")
              .formatted(Sshd.user(), sshd.port(), command, sshd.knownHosts(), sshd.key());
      try (House house =
          House.open(
              folder,
              text -> text.replace("        role: standby\n", "        role: standby\n" + keys))) {
        house.awaitWell();
        house.asks(4, "reinstall", "haos", "--yes", "--force");
        house.asks(4, "reinstall", "standby", "--yes");
        house.asks(0, "reinstall", "standby", "--yes", "--force");
        house.await("it runs there", () -> Files.exists(runs));
        house.await(
            "its output is told",
            () -> house.service().path("chore").path("text").asString("").equals("wiping"));
        house.engine().kill();
        house.engine().restart();
        house.awaitRecord("reinstall_failed");
        assertThat(house.records("reinstall_failed").getFirst().path("reason").asString(""))
            .contains("unknown", "not begun again");
        assertThat(Files.readAllLines(runs)).hasSize(1);

        Files.createFile(gate);
        house.awaitWell();
        house.asks(0, "reinstall", "standby", "--yes", "--force", "--wait");
        assertThat(Files.readAllLines(runs)).hasSize(2);
        house.awaitRecord("reinstall_done");
      }
    }
  }

  @Test
  @Execution(ExecutionMode.CONCURRENT)
  void aSnapshotIsPulledAndRestoredOnceThoughTheEngineIsKilledInTheMiddle() throws Exception {
    try (CoreTwin core = new CoreTwin(Files.createDirectories(folder.resolve("core")), false)) {
      String access =
          "        snapshots: {kind: container, url: '%s', token: '%s', every: 24h}\n"
              .formatted(core.url(), CoreTwin.TOKEN);
      try (House house =
          House.open(
              folder,
              text ->
                  text.replace("        role: standby\n", "        role: standby\n" + access))) {
        house.awaitWell();
        house.awaitRecord("snapshot_done");
        String id =
            house.records("snapshot_done").getFirst().path("detail").path("snapshot").asString("");
        house.asks(4, "snapshot", "restore", id, "--to", "haos", "--yes", "--force");
        assertThat(core.asked("POST /api/backup/upload")).isZero();

        house.await("it is staged", () -> house.service().path("snapshots").size() == 1);
        house.asks(0, "snapshot", "restore", id, "--to", "standby", "--yes", "--wait");
        house.awaitRecord("restore_started");
        house.awaitRecord("restore_done");
        assertThat(core.restored()).startsWith(id);

        core.faults().holdBoot();
        house.awaitWell();
        house.asks(0, "snapshot", "restore", id, "--to", "standby", "--yes");
        house.await("it was asked for", () -> core.asked("ws backup/restore") == 2);
        house.engine().kill();
        core.faults().boot();
        house.engine().restart();
        house.awaitRecord("restore_failed");
        assertThat(house.records("restore_failed").getFirst().path("reason").asString(""))
            .contains("unknown", "not begun again");
        assertThat(core.asked("ws backup/restore")).isEqualTo(2);
      }
    }
  }

  private static String target(House house) {
    return house.service().path("sync").path("target").asString("");
  }
}
