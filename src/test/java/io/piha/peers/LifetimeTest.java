package io.piha.peers;

import static org.assertj.core.api.Assertions.assertThat;

import io.piha.testing.NeedsPeer;
import io.piha.testing.Ports;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

@NeedsPeer({"mosquitto", "mosquitto_pub", "snmpd", "perl", "stdbuf"})
class LifetimeTest {
  @TempDir Path folder;

  @Test
  @Execution(ExecutionMode.CONCURRENT)
  void aSecondControlPlaneWaitsOnStandbyUntilTheFirstHasStopped() throws Exception {
    try (House house = House.well(folder)) {
      Program.Result same = house.piha("engine");
      assertThat(same.exit()).as(same.output()).isEqualTo(1);
      assertThat(same.output()).contains("another control plane");

      int dashboard = Ports.free();
      Path config = folder.resolve("second.yaml");
      Files.writeString(
          config,
          Files.readString(house.config())
              .replace(folder + "/data", folder + "/data2")
              .replace(folder + "/log", folder + "/log2")
              .replaceAll("dashboard: .*", "dashboard: {listen: 127.0.0.1:" + dashboard + "}"));
      try (EngineProcess second =
          new EngineProcess(config, folder.resolve("second.txt"), dashboard)) {
        house.await("on standby", () -> second.said().contains("standby"));
        assertThat(second.status().isMissingNode()).isTrue();

        assertThat(house.engine().terminate()).isIn(0, 143);
        house.await("stopped", () -> role(house).equals("stopped") || takenOver(second));
        assertThat(
                house
                    .wire()
                    .heard(each -> each.topic().equals("piha/control/status"))
                    .filter(each -> each.retained() && each.text().contains("\"stopped\"")))
            .isNotEmpty();
        assertThat(house.records("control_stopped")).hasSize(1);
        house.await("the second has taken over", () -> takenOver(second));
        house.await(
            "the second sees the leader",
            () ->
                second
                    .status()
                    .path("services")
                    .path(House.SERVICE)
                    .path("leader")
                    .asString("")
                    .equals("haos"));
        second.kill();
        house.await("its last will", () -> role(house).equals("lost"));
      }
      house.assertUntouched();
    }
  }

  private static String role(House house) {
    return house
        .wire()
        .heard(each -> each.topic().equals("piha/control/status"))
        .reduce((_, last) -> last)
        .map(each -> each.json().path("control").path("role").asString(""))
        .orElse("");
  }

  private static boolean takenOver(EngineProcess second) {
    return second.status().path("control").path("role").asString("").equals("active");
  }

  @Test
  @Execution(ExecutionMode.CONCURRENT)
  void aChangedFileIsAppliedWithoutARestartAndAWrongOneIsNot() throws Exception {
    try (House house = House.well(folder)) {
      house.configure(
          text -> text.replace("heartbeat_timeout: 1500ms", "heartbeat_timeout: 1800ms"));
      house.awaitRecord("config_changed");
      house.await("the new time-out", () -> timeout(house) == 1800);
      house.awaitWell();

      house.configure(text -> text.replace("heartbeat_timeout: 1500ms", "heartbeat_timeout: 5ms"));
      house.awaitRecord("config_refused");
      house.await("the trouble is shown", () -> trouble(house).contains("heartbeat_timeout"));
      assertThat(timeout(house)).isEqualTo(1800);

      house.configure(text -> text);
      house.await("the old time-out", () -> timeout(house) == 1500);
      house.await("no trouble", () -> trouble(house).isEmpty());
      house.awaitWell();
      house.assertUntouched();
    }
  }

  private static long timeout(House house) {
    return house.service().path("hosts").path("haos").path("timeout_ms").asLong();
  }

  private static String trouble(House house) {
    return house.engine().status().path("config_trouble").asString("");
  }
}
