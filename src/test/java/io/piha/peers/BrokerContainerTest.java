package io.piha.peers;

import static org.assertj.core.api.Assertions.assertThat;

import io.piha.testing.NeedsPeer;
import io.piha.testing.Podman;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A house whose broker lives in a real container beside the hosts. */
@NeedsPeer({
  "mosquitto",
  "mosquitto_pub",
  "snmpd",
  "perl",
  "stdbuf",
  "kill",
  "podman",
  "runc",
  "conmon",
  "busybox",
  "tar"
})
class BrokerContainerTest {
  @TempDir Path folder;

  @Test
  void withTheBrokersContainerDownTheVerdictIsBlindAndNotAHostsDeath() throws Exception {
    try (Podman podman = new Podman(Files.createDirectories(folder.resolve("pod")));
        House house = House.open(folder, with(podman))) {
      house.awaitBroker();
      house.broker().stop();
      podman.runHostProgram(
          "mosquitto",
          folder.resolve("broker"),
          "/usr/sbin/mosquitto",
          "-c",
          folder.resolve("broker/mosquitto.conf").toString());
      podman.serve("mariadb");
      podman.checkHealth("mariadb");
      house.haos().reconnect();
      house.standby().reconnect();
      house.awaitWell();
      house.await(
          "both containers are seen",
          () ->
              containerIs(house, "mosquitto", "running")
                  && containerIs(house, "mariadb", "healthy"));

      podman.podman("kill", "mosquitto");
      house.awaitPhase("blind");
      house.await(
          "the container is named as the reason",
          () ->
              house.service().path("why").asString("").contains("its container mosquitto is exited")
                  && containerIs(house, "mosquitto", "exited"));
      house.awaitRecord("container_down");
      house.haos().beats(false);
      house.haos().answers(false);
      house.staysUntouched(Duration.ofSeconds(5));
      assertThat(house.phase()).isEqualTo("blind");
      assertThat(house.piha("status").output()).contains("mosquitto", "exited: code 137");

      house.haos().answers(true);
      podman.podman("start", "mosquitto");
      house.haos().reconnect();
      house.standby().reconnect();
      house.haos().beats(true);
      house.awaitWell();
      house.awaitRecord("container_up");

      podman.well("mariadb", false);
      podman.checkHealth("mariadb");
      house.await("mariadb is unhealthy", () -> containerIs(house, "mariadb", "unhealthy"));
      house.await("it is told", () -> house.records("container_down").size() == 2);
      assertThat(house.phase()).isEqualTo("normal");
      house.assertUntouched();
    }
  }

  private static UnaryOperator<String> with(Podman podman) {
    return usual ->
        usual + "containers: {engine: \"" + podman.url() + "\", watch: [mosquitto, mariadb]}\n";
  }

  private static boolean containerIs(House house, String name, String word) {
    return house.engine().status().path("containers").path(name).asString("").equals(word);
  }
}
