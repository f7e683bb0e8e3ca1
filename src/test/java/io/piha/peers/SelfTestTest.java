package io.piha.peers;

import static org.assertj.core.api.Assertions.assertThat;

import io.piha.testing.NeedsPeer;
import io.piha.testing.Snmpd;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A fence that would silence nobody is found on a quiet day, without cutting anything. */
@NeedsPeer({"mosquitto", "mosquitto_pub", "snmpd", "perl", "stdbuf", "kill"})
class SelfTestTest {
  private static final String LEARNED = Snmpd.BRIDGE + ".4.3.1.2.2.0.0.0.0.10 integer ";

  @TempDir Path folder;

  @Test
  void aMovedCableIsFoundAndAHostThatIsWhereItBelongsIsProven() throws Exception {
    try (House house =
        House.open(
            folder, text -> text.replace("port: 8}", "port: 8, mac: \"02:00:00:00:00:0a\"}"))) {
      house.poeSwitch().tells(LEARNED + "8");
      house.awaitWell();
      house.await(
          "the port is proven",
          () ->
              house
                  .service()
                  .path("hosts")
                  .path("haos")
                  .path("power_detail")
                  .path("proven_by")
                  .asString("")
                  .equals("self-test: it delivers, haos lives, its address is learned there"));
      assertThat(house.piha("status").output()).contains("port rack/8 proven on", "by self-test");

      house.poeSwitch().tells(LEARNED + "5");
      house.await(
          "the moved cable is told",
          () ->
              house
                  .service()
                  .path("unprotected_because")
                  .toString()
                  .contains("is learned on port 5 of rack and not on 8: its cable was moved"));
      house.awaitRecord("unprotected");
      assertThat(house.piha("check").output())
          .contains("ports of rack:", "powers haos of home-assistant", "sees 02:00:00:00:00:0a");

      house.poeSwitch().tells(LEARNED + "8");
      house.awaitWell();
      house.assertUntouched();
    }
  }
}
