package io.piha.peers;

import static org.assertj.core.api.Assertions.assertThat;

import io.piha.testing.EtcdServer;
import io.piha.testing.NeedsPeer;
import io.piha.testing.Peers;
import io.piha.testing.Ports;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

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

  private Path leased(House house, EtcdServer etcd, int dashboard) throws IOException {
    return Files.writeString(
        folder.resolve("leased.yaml"),
        Files.readString(house.config())
                .replace(folder + "/data", folder + "/data2")
                .replace(folder + "/log", folder + "/log2")
                .replaceAll("dashboard: .*", "dashboard: {listen: 127.0.0.1:" + dashboard + "}")
            + "arbiter: {lease: etcd, endpoints: [\"http://127.0.0.1:%d\"], ttl: 5s}\n"
                .formatted(etcd.port()));
  }

  private static long term(EngineProcess engine) {
    return engine.status().path("control").path("term").asLong(0);
  }
}
