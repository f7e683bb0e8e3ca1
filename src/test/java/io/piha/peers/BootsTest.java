package io.piha.peers;

import static org.assertj.core.api.Assertions.assertThat;

import io.piha.testing.NeedsPeer;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** Restarts of a host, timed with a real broker and a real switch. */
@NeedsPeer({"mosquitto", "mosquitto_pub", "snmpd", "perl", "stdbuf", "kill"})
class BootsTest {
  @TempDir Path folder;

  @Test
  void everyBootAfterPowerOnIsTimedAndTheCheckAdvisesAWait() throws Exception {
    try (House house = House.well(folder)) {
      assertThat(house.piha("check").output()).contains("note: haos: no boot measured yet");
      boot(house, 1);
      boot(house, 2);

      house.await(
          "both are on the disk",
          () -> house.piha("check").output().contains("haos: 2 boots after power-on"));
      house.engine().kill();
      house.engine().restart();
      house.awaitWell();
      house.await("what was measured is still known", () -> count(house, "power_on") == 2);

      house.restartBroker();
      house.awaitRecord("blind");
      house.awaitWell();
      assertThat(count(house, "power_on")).as("a lost broker is no boot").isEqualTo(2);
      assertThat(count(house, "restart")).isZero();
      assertThat(house.piha("status").output())
          .contains("2 boots after power-on, too few for a p99");
      assertThat(house.piha("check").output()).contains("advice needs 5 boots");

      boot(house, 3);
      boot(house, 4);
      boot(house, 5);
      JsonNode boots = boots(house);
      long p99 = boots.path("power_on").path("p99_ms").asLong();
      assertThat(p99).isBetween(1L, 60_000L);
      assertThat(boots.path("advised_wait_ms").asLong())
          .as("never less than a minute")
          .isEqualTo(60_000);
      house.await(
          "it is on the disk",
          () -> house.piha("check").output().contains("5 boots after power-on: p50"));
      Program.Result check = house.piha("check");
      assertThat(check.output())
          .containsPattern("piha.yaml:\\d+:\\d+: warning: .*timing.recovery_wait: 1s is shorter")
          .contains("write `recovery_wait: 60s`");
      assertThat(check.exit()).as("advice breaks nothing").isZero();
    }
  }

  /** Resets the host's power and waits until it leads as before. */
  private static void boot(House house, int which) {
    house.awaitWell();
    Program.Result asked =
        house.piha("reset", "haos", "--yes", "--force", "--reason", "to time its boot");
    assertThat(asked.exit()).as(asked.output()).isZero();
    house.await("boot " + which + " is measured", () -> count(house, "power_on") == which);
  }

  private static int count(House house, String cause) {
    return boots(house).path(cause).path("count").asInt(0);
  }

  private static JsonNode boots(House house) {
    return house.service().path("boots").path("haos");
  }
}
