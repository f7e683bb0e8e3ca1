package io.piha.peers;

import static org.assertj.core.api.Assertions.assertThat;

import io.piha.testing.EtcdServer;
import io.piha.testing.NeedsPeer;
import io.piha.testing.Peers;
import io.piha.testing.Ports;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import tools.jackson.databind.JsonNode;

/** Two on one broker, one with the lease in etcd and one without: still only one acts. */
@NeedsPeer({"mosquitto", "mosquitto_pub", "snmpd", "perl", "stdbuf", "etcd", "etcdctl"})
class UnlikeLeasesTest {
  @TempDir Path folder;

  @Test
  @Execution(ExecutionMode.CONCURRENT)
  void oneWithALeaseWaitsForOneThatActsWithout() throws Exception {
    try (House house = House.well(folder);
        EtcdServer etcd = Peers.etcd(Files.createDirectories(folder.resolve("etcd")))) {
      int dashboard = Ports.free();
      try (EngineProcess leased =
          new EngineProcess(
              leased(house, etcd, dashboard), folder.resolve("leased.txt"), dashboard)) {
        house.await("it waits", () -> leased.said().contains("on standby"));
        assertThat(leased.status().isMissingNode()).as("it does not act").isTrue();
        assertThat(house.engine().terminate()).isIn(0, 143);
        house.await("it acts by its term", () -> term(leased) > 0);
        // That one has a turn only when there is no lease any more.
        house.engine().restart();
        house.await(
            "the other waits in its turn", () -> house.engine().said().contains("on standby"));
        assertThat(term(leased)).isPositive();
      }
      house.assertUntouched();
    }
  }

  @Test
  @Execution(ExecutionMode.CONCURRENT)
  void ofTwoThatActTheOneWithoutALeaseStepsBack() throws Exception {
    try (House house = House.well(folder);
        EtcdServer etcd = Peers.etcd(Files.createDirectories(folder.resolve("etcd")))) {
      // As on a broker that the two do not share while they start.
      house.engine().pause();
      house.broker().stop();
      int dashboard = Ports.free();
      try (EngineProcess leased =
          new EngineProcess(
              leased(house, etcd, dashboard), folder.resolve("leased.txt"), dashboard)) {
        house.await("it acts by its term", () -> term(leased) > 0);
        house.engine().resume();
        house.broker().restart();
        house.await(
            "the one without stands by", () -> house.engine().said().contains("on standby"));
        assertThat(house.records("attention").toString())
            .contains("acts by a lease in etcd and this one without")
            .contains("Give both the same arbiter.lease");
        assertThat(term(leased)).isPositive();
      }
      house.assertUntouched();
    }
  }

  /** They have one name for two; the lease knows them apart by where they live. */
  @Test
  @Execution(ExecutionMode.CONCURRENT)
  void aCopyOfTheDataStandsByAndTakesOver() throws Exception {
    try (House house = House.well(folder);
        EtcdServer etcd = Peers.etcd(Files.createDirectories(folder.resolve("etcd")))) {
      assertThat(house.engine().terminate()).isIn(0, 143);
      copy(folder.resolve("data"), folder.resolve("data3"));
      int one = Ports.free();
      int two = Ports.free();
      try (EngineProcess original =
          new EngineProcess(leased(house, etcd, one, ""), folder.resolve("one.txt"), one)) {
        house.await("the original acts", () -> term(original) > 0);
        try (EngineProcess copy =
            new EngineProcess(leased(house, etcd, two, "3"), folder.resolve("two.txt"), two)) {
          house.await("the copy waits", () -> copy.said().contains("on standby"));
          house.await(
              "the original sees the house",
              () -> service(original).path("protected").asBoolean(false));
          assertThat(original.status().path("broker").path("connected").asBoolean()).isTrue();
          long term = term(original);
          assertThat(copy.status().isMissingNode()).as("it does not act").isTrue();
          original.kill();
          house.await("the copy takes over", () -> term(copy) > term);
          house.await("and sees the house", () -> service(copy).path("protected").asBoolean(false));
          assertThat(service(copy).path("leader").asString("")).isEqualTo("haos");
        }
      }
      house.assertUntouched();
    }
  }

  private static void copy(Path from, Path to) throws IOException {
    try (Stream<Path> all = Files.walk(from)) {
      for (Path each : all.toList()) {
        Files.copy(
            each, to.resolve(from.relativize(each).toString()), StandardCopyOption.COPY_ATTRIBUTES);
      }
    }
  }

  private Path leased(House house, EtcdServer etcd, int dashboard) throws IOException {
    return leased(house, etcd, dashboard, "2");
  }

  private Path leased(House house, EtcdServer etcd, int dashboard, String suffix)
      throws IOException {
    return Files.writeString(
        folder.resolve("leased" + suffix + ".yaml"),
        Files.readString(house.config())
                .replace(folder + "/data", folder + "/data" + suffix)
                .replace(folder + "/log", folder + "/log" + suffix)
                .replaceAll("dashboard: .*", "dashboard: {listen: 127.0.0.1:" + dashboard + "}")
            + "arbiter: {lease: etcd, endpoints: [\"http://127.0.0.1:%d\"], ttl: 5s}\n"
                .formatted(etcd.port()));
  }

  private static JsonNode service(EngineProcess engine) {
    return engine.status().path("services").path(House.SERVICE);
  }

  private static long term(EngineProcess engine) {
    return engine.status().path("control").path("term").asLong(0);
  }
}
