package io.piha.peers;

import static org.assertj.core.api.Assertions.assertThat;

import io.piha.testing.NeedsPeer;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@NeedsPeer({"mosquitto", "mosquitto_pub", "snmpd", "perl", "stdbuf", "kill"})
class ProtectionTest {
  @TempDir Path folder;

  @Test
  void whatIsMissingForAFailoverIsNamedUntilItIsBack() throws Exception {
    try (House house = House.well(folder)) {
      house.standby().answers(false);
      missing(house, "no fit standby");
      assertThat(house.service().path("unprotected_because").toString()).contains("standby");
      house.standby().answers(true);
      house.awaitWell();

      house.poeSwitch().pause();
      missing(house, "switch rack does not answer");
      house.poeSwitch().resume();
      house.awaitWell();

      house.poeSwitch().detection(8, Optional.of(4));
      missing(house, "fence: port rack/8");
      house.poeSwitch().detection(8, Optional.empty());
      house.awaitWell();

      house.publish(House.P + "/standby_sync_freeze", "true", "-r");
      missing(house, "frozen");
      house.publish(House.P + "/cmd", "thaw");
      house.awaitWell();

      house.assertUntouched();
      assertThat(house.records("unprotected")).hasSizeGreaterThanOrEqualTo(4);
      assertThat(house.records("protected")).hasSizeGreaterThanOrEqualTo(4);
    }
  }

  private static void missing(House house, String part) {
    house.await(
        "unprotected because " + part,
        () ->
            !house.service().path("protected").asBoolean(true)
                && house.service().path("unprotected_because").toString().contains(part));
  }
}
