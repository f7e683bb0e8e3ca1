package io.piha.peers;

import static org.assertj.core.api.Assertions.assertThat;

import io.piha.testing.NeedsPeer;
import io.piha.testing.Snmpd;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** The leader is dead, and something without which nobody may be promoted is missing. */
@NeedsPeer({"mosquitto", "mosquitto_pub", "mosquitto_rr", "snmpd", "perl", "stdbuf"})
class NoProofTest {
  @TempDir Path folder;

  @Test
  @Execution(ExecutionMode.CONCURRENT)
  void aSwitchThatSaysYesAndDoesNothingProvesNothing() throws Exception {
    try (House house = House.well(folder)) {
      house.poeSwitch().ignoreSets();
      house.haos().dies();
      house.awaitRecord("fence_failed");
      house.awaitPhase("leaderless");
      house.awaitState("none");
      assertThat(house.leader()).isEmpty();
      assertThat(house.records("leaderless").getFirst().path("reason").asString(""))
          .contains("haos");
      assertThat(house.wire().orders("promote")).isEmpty();
      assertThat(house.standby().state()).isEqualTo("observing");

      house.poeSwitch().behaveNormally();
      house.awaitPhase("failed_over");
      assertThat(house.poeSwitch().on(8)).isFalse();
      assertThat(house.wire().orders("promote")).hasSize(1);
    }
  }

  @Test
  @Execution(ExecutionMode.CONCURRENT)
  void frozenTheLeaderIsCycledButNobodyIsPromotedUntilThawed() throws Exception {
    try (House house = House.well(folder)) {
      house.publish(House.P + "/cmd", "freeze");
      house.await("frozen", () -> house.service().path("frozen").asBoolean(false));
      house.haos().dies();
      house.awaitRecord("power_cycled");
      house.awaitRecord("leaderless");
      assertThat(house.writes()).extracting(Snmpd.Write::on).containsExactly(false, true);
      assertThat(house.wire().orders("promote")).isEmpty();
      assertThat(house.poeSwitch().on(8)).isTrue();

      house.publish(House.P + "/standby_sync_freeze", "false", "-r");
      house.awaitPhase("failed_over");
      assertThat(house.cycles()).isEqualTo(1);
      assertThat(house.wire().orders("promote")).hasSize(1);
    }
  }

  @Test
  @Execution(ExecutionMode.CONCURRENT)
  void aPowerCycleThatHelpsEndsTheIncidentWithoutAPromotion() throws Exception {
    try (House house = House.well(folder)) {
      house.haos().beats(false);
      house.haos().answers(false);
      house.await("port off", () -> !house.writes().isEmpty());
      house.haos().beats(true);
      house.haos().answers(true);
      house.awaitWell();
      assertThat(house.writes()).extracting(Snmpd.Write::on).containsExactly(false, true);
      assertThat(house.wire().orders("promote"))
          .allSatisfy(each -> assertThat(each.field("host")).isEqualTo("haos"));
      assertThat(house.haos().state()).isEqualTo("leader");
      house.staysCalm(Duration.ofSeconds(2));
    }
  }

  @Test
  @Execution(ExecutionMode.CONCURRENT)
  void aNameThatCannotBeResolvedIsNoVerdict() throws Exception {
    try (House house =
        House.open(
            folder,
            text ->
                text.replaceAll("supervisor: \\{url.*\\}\n", "")
                    .replaceAll(
                        "core: \\{url: \"http://127.0.0.1:",
                        "core: {url: \"http://haos.invalid:"))) {
      house.awaitPhase("normal");
      house.haos().beats(false);
      house.awaitPhase("suspect");
      house.staysUntouched(Duration.ofSeconds(5));
      assertThat(
              house.service().path("hosts").path("haos").path("probes").path("core").asString(""))
          .isEqualTo("unknown");
    }
  }
}
