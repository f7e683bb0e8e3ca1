package io.piha.peers;

import static org.assertj.core.api.Assertions.assertThat;

import io.piha.testing.NeedsPeer;
import io.piha.testing.Snmpd;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A scenario of the user's own, drilled live over Mosquitto and net-snmp by the command line. */
@NeedsPeer({"mosquitto", "mosquitto_pub", "mosquitto_rr", "snmpd", "perl", "stdbuf", "kill"})
class LiveDrillTest {

  /** The host dies and heals with a file, as a real one would by ssh. */
  private static final String SCENARIO =
      """
      title: "The leader dies by order"
      teaches: "The whole failover, on real peers."
      back: "Heal it."
      cycles: 1
      failovers: 1
      steps:
        - do: leader_dies
          say: "{leader} dies"
          command: [touch, "DEAD"]
          undo: [rm, -f, "DEAD"]
        - expect: heartbeat_lost
          host: leader
          within: heartbeat_timeout + 3s
        - expect: power_cycled
          host: leader
          within: probe_timeout + off_time + switch_deadline
        - expect: promoted
          host: standby
          within: recovery_wait + probe_timeout + fence_proof + switch_deadline + order_ack_timeout
      may: [recovery_started, power_off, fenced, probe_failed, unprotected]
      """;

  @TempDir Path folder;

  @Test
  void aDeathByCommandIsDrilledMeasuredAndPutBack() throws Exception {
    Path dead = folder.resolve("dead");
    Path drills = Files.createDirectories(folder.resolve("drills"));
    Files.writeString(drills.resolve("by-order.yaml"), SCENARIO.replace("DEAD", dead.toString()));
    try (House house = House.well(folder)) {
      CompletableFuture<Program.Result> run =
          CompletableFuture.supplyAsync(
              () ->
                  Program.run(
                      "--config",
                      house.config().toString(),
                      "drill",
                      "run",
                      "by-order",
                      "--live",
                      "--yes"));
      house.await("the command did it", () -> Files.exists(dead) || run.isDone());
      house.haos().dies();
      house.await("the command took it back", () -> !Files.exists(dead) || run.isDone());
      house.haos().heals();
      Program.Result result = run.get();
      assertThat(result.output())
          .contains("PASSED: every step went as planned.")
          .contains(
              "The house is as it was before: took back leader_dies; asked for ack; asked for")
          .contains("asked for failback");
      assertThat(result.exit()).isZero();
      assertThat(house.writes())
          .extracting(Snmpd.Write::on)
          .containsExactly(false, true, false, true);
      assertThat(house.leader()).isEqualTo("haos");
      assertThat(house.records("drill_started")).hasSize(1);
      house.awaitRecord("drill_done");
      assertThat(kept()).isEqualTo(1);
    }
  }

  private long kept() throws IOException {
    try (var files = Files.list(folder.resolve("data/drills"))) {
      return files.count();
    }
  }
}
