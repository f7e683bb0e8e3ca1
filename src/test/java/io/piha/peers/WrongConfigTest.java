package io.piha.peers;

import static org.assertj.core.api.Assertions.assertThat;

import io.piha.testing.NeedsPeer;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WrongConfigTest {
  @TempDir Path folder;

  @Test
  void everyMistakeIsNamedWithItsPlaceAndNothingIsStarted() throws Exception {
    Path file = folder.resolve("piha.yaml");
    Files.writeString(
        file,
        """
        site: home
        data_dir: %1$s/data
        log_dir: %1$s/log
        mqtt:
          url: mqtt://127.0.0.1:1
          pasword: oops
        services:
          home-assistant:
            hosts:
              haos:
                role: primary
                probes:
                  core: {url: "http://127.0.0.1:1/api/", token: "${secret:nowhere}"}
                power: {switch: rack, port: 8}
              standby:
                role: standby
            timing:
              heartbeat_every: soon
        dashboard: {listen: 127.0.0.1:1}
        """
            .formatted(folder));
    Program.Result engine = Program.run("--config", file.toString(), "engine");
    assertThat(engine.exit()).as(engine.output()).isEqualTo(3);
    assertThat(engine.output())
        .contains(file + ":6:3")
        .contains("pasword")
        .contains(file + ":13:")
        .contains("nowhere")
        .contains(file + ":14:")
        .contains("rack")
        .containsPattern(java.util.regex.Pattern.quote(file.toString()) + ":1[56]:")
        .contains("probes")
        .contains(file + ":18:24")
        .contains("soon")
        .contains("nothing was started");
    assertThat(folder.resolve("data")).doesNotExist();
    assertThat(folder.resolve("log")).doesNotExist();
    Program.Result check = Program.run("--config", file.toString(), "check");
    assertThat(check.exit()).as(check.output()).isEqualTo(3);
    assertThat(check.output()).contains(file + ":6:3").contains(file + ":18:24");
  }

  @Test
  @NeedsPeer({"mosquitto", "mosquitto_pub", "snmpd", "perl", "stdbuf"})
  void aCheckTriesEveryConnectionAndNamesTheOneThatFails() throws Exception {
    try (House house = House.open(folder, WrongConfigTest::patient)) {
      house.awaitWell();
      Program.Result well = house.piha("check");
      assertThat(well.exit()).as(well.output()).isZero();
      assertThat(well.output()).contains("switch rack answers").contains("witness");

      Path drills = Files.createDirectories(folder.resolve("drills"));
      Path own = Files.writeString(drills.resolve("own.yaml"), "title: t\nsteps:\n  - do: dance\n");
      Program.Result drill = house.piha("check");
      assertThat(drill.exit()).as(drill.output()).isEqualTo(1);
      assertThat(drill.output()).contains("own.yaml:3:9").contains("3 checks fail");
      Files.delete(own);

      house.broker().kill();
      house.standby().answers(false);
      Program.Result broken = house.piha("check");
      assertThat(broken.exit()).as(broken.output()).isEqualTo(1);
      assertThat(broken.output())
          .containsPattern("piha.yaml:\\d+:\\d+.*mqtt.url")
          .containsPattern("piha.yaml:\\d+:\\d+.*standby.*probes.api")
          .contains("2 checks fail")
          .doesNotContain(ScriptedHost.TOKEN);
      house.assertUntouched();
    }
  }

  /** The check's own cold start must not count against the hosts. */
  private static String patient(String text) {
    return text.replace("probe_timeout: 490ms", "probe_timeout: 5s");
  }
}
