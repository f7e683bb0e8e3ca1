package io.piha.peers;

import static org.assertj.core.api.Assertions.assertThat;

import io.piha.testing.NeedsPeer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The leader is called otherwise in the configuration after a restart, first there alone. */
@NeedsPeer({"mosquitto", "mosquitto_pub", "snmpd", "perl", "stdbuf"})
class RenamedHostTest {
  @TempDir Path folder;

  @Test
  void theOldNameIsLeftOutAndNobodyIsPromotedBesideTheHost() throws Exception {
    try (House house = House.well(folder)) {
      assertThat(house.engine().terminate()).isIn(0, 143);
      String before = Files.readString(house.config());
      write(house, before.replace("      haos:\n", "      pi:\n"));
      house.engine().restart();
      house.await("it is told", () -> said(house, "the journal names haos"));
      house.await("nobody is known to lead", () -> house.phase().equals("leaderless"));
      // The machine still beats by its old name, and still does what only a leader does.
      house.staysCalm(Duration.ofSeconds(5));
      assertThat(house.wire().orders("promote")).isEmpty();
      assertThat(house.service().path("leader").isNull()).isTrue();

      assertThat(house.engine().terminate()).isIn(0, 143);
      write(house, before);
      house.engine().restart();
      house.await(
          "it is found again",
          () ->
              house.service().path("leader").asString("").equals("haos")
                  && house.service().path("protected").asBoolean(false));
      assertThat(house.wire().orders("promote")).isEmpty();
      assertThat(house.poeSwitch().writes()).isEmpty();
      assertThat(house.records("rule_broken")).isEmpty();
    }
  }

  private static void write(House house, String text) throws IOException {
    Files.writeString(house.config(), text);
  }

  private static boolean said(House house, String words) {
    return house.records("attention").toString().contains(words);
  }
}
