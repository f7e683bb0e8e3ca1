package io.piha.peers;

import static org.assertj.core.api.Assertions.assertThat;

import io.piha.testing.NeedsPeer;
import io.piha.testing.Ports;
import io.piha.testing.Sshd;
import io.piha.testing.ha.CoreTwin;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import tools.jackson.databind.JsonNode;

/** Runbooks in which the leadership or the control plane moves, each in a house of its own. */
@NeedsPeer({"mosquitto", "mosquitto_pub", "snmpd", "perl", "stdbuf", "kill", "sshd", "ssh-keygen"})
class HardRunbooksTest {
  @TempDir Path folder;

  @Test
  @Execution(ExecutionMode.CONCURRENT)
  void leaderless() throws Exception {
    try (House house = House.well(folder)) {
      Night night = new Night(house, "leaderless");
      assertThat(house.piha("freeze", "--reason", "test", "--yes").exit()).isZero();
      house.poeSwitch().ignoreSets();
      house.haos().dies();
      house.awaitPhase("leaderless");
      night.does("piha status").does("piha thaw");
      house.awaitRecord("fence_failed");
      house.awaitPhase("leaderless");
      night.does("piha ack").does("piha promote").does("piha status").done();
      assertThat(house.standby().state()).isEqualTo("leader");
    }
  }

  @Test
  @Execution(ExecutionMode.CONCURRENT)
  void rebuildRestoreAndFailback() throws Exception {
    try (Sshd sshd = new Sshd(Files.createDirectories(folder.resolve("ssh")));
        CoreTwin core = new CoreTwin(Files.createDirectories(folder.resolve("core")), false);
        House house = House.open(folder, text -> equipped(text, sshd, core))) {
      house.awaitWell();
      house.awaitRecord("snapshot_done");
      restore(house);
      house.haos().dies();
      house.awaitPhase("failed_over");
      Night night = new Night(house, "rebuild-a-pi");
      night.does("piha status").does("piha snapshot list");
      house.haos().heals();
      night.does("piha reset").does("piha reinstall");
      night.snapshot(snapshot(house, "haos")).does("piha snapshot restore");
      night.does("piha status").done();
      failback(house);
    }
  }

  /** Both have a Core whose backups are pulled; the primary can be set up anew. */
  private static String equipped(String text, Sshd sshd, CoreTwin core) {
    String snapshots =
        "        snapshots: {kind: container, url: '%s', token: '%s', every: 24h}\n"
            .formatted(core.url(), CoreTwin.TOKEN);
    String reinstall =
        ("        reinstall: {ssh: '%s@127.0.0.1:%d', command: 'echo written', known_hosts: '%s',"
                + " key_file: '%s'}\n")
            .formatted(Sshd.user(), sshd.port(), sshd.knownHosts(), sshd.key());
    return text.replace("        role: standby\n", "        role: standby\n" + snapshots)
        .replace("        role: primary\n", "        role: primary\n" + snapshots + reinstall);
  }

  private static void restore(House house) {
    house.await("both are staged", () -> !snapshot(house, "standby").isEmpty());
    house.await("haos too", () -> !snapshot(house, "haos").isEmpty());
    new Night(house, "restore-from-snapshot")
        .snapshot(snapshot(house, "standby"))
        .does("piha snapshot list")
        .does("piha status")
        .does("piha snapshot restore")
        .does("piha status")
        .done();
    house.awaitWell();
  }

  private static void failback(House house) {
    Night night = new Night(house, "failback");
    night.does("piha status").does("piha ack").does("piha failback --dry-run");
    night.does("piha failback --wait").does("piha status").done();
    assertThat(house.haos().state()).isEqualTo("leader");
    assertThat(house.standby().state()).isEqualTo("observing");
  }

  private static String snapshot(House house, String host) {
    for (JsonNode each : house.service().path("snapshots")) {
      if (each.path("host").asString("").equals(host)) {
        return each.path("id").asString("");
      }
    }
    return "";
  }

  @Test
  @Execution(ExecutionMode.CONCURRENT)
  void moveTheControlPlane() throws Exception {
    try (House house = House.well(folder)) {
      Night night = new Night(house, "move-the-control-plane").does("piha status");
      long epoch = house.service().path("epoch").asLong();
      String chain = house.records().getLast().path("hash").asString("");
      assertThat(house.engine().terminate()).isIn(0, 143);
      copy(folder.resolve("data"), folder.resolve("new"));
      Files.move(folder.resolve("data"), folder.resolve("data.moved"));

      int dashboard = Ports.free();
      house.configure(
          text ->
              text.replace(folder + "/data", folder + "/new")
                  .replaceAll("dashboard: .*", "dashboard: {listen: 127.0.0.1:" + dashboard + "}"));
      night.does("piha check");
      try (EngineProcess moved =
          new EngineProcess(house.config(), folder.resolve("moved.txt"), dashboard)) {
        night.does("piha status").does("piha audit verify").done();
        JsonNode service = moved.status().path("services").path(House.SERVICE);
        assertThat(service.path("leader").asString("")).isEqualTo("haos");
        assertThat(service.path("epoch").asLong()).isEqualTo(epoch);
        assertThat(house.records()).anyMatch(each -> each.path("prev").asString("").equals(chain));
      }
      house.assertUntouched();
    }
  }

  private static void copy(Path from, Path to) throws IOException {
    try (Stream<Path> files = Files.walk(from)) {
      for (Path each : files.toList()) {
        Path there = to.resolve(from.relativize(each).toString());
        if (Files.isDirectory(each)) {
          Files.createDirectories(there);
        } else if (Files.isRegularFile(each)) {
          Files.copy(each, there);
        }
      }
    }
  }
}
