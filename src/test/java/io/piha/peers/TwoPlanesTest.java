package io.piha.peers;

import static org.assertj.core.api.Assertions.assertThat;

import io.piha.testing.NeedsPeer;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** Two control planes with the lease in etcd, in the middle of a failover. */
@NeedsPeer({
  "etcd",
  "etcdctl",
  "mosquitto",
  "mosquitto_pub",
  "mosquitto_sub",
  "snmpd",
  "perl",
  "stdbuf",
  "kill"
})
class TwoPlanesTest {
  @TempDir Path folder;

  /** One failover, and each step of it is begun by another control plane than the one before. */
  @Test
  void aFailoverGoesOnWhoeverDies() throws Exception {
    try (TwoPlanes house = TwoPlanes.well(folder)) {
      Plane first = house.acting();
      Plane second = house.other(first);
      house.haos().dies();
      house.await("the off command", () -> !house.writes().isEmpty());
      first.engine().kill();
      house.await("the other takes over", second::acts);
      house.await("the power comes back", () -> house.poeSwitch().on(8));
      first.engine().restart();

      house.await("the fencing cut", () -> !house.poeSwitch().on(8));
      second.engine().pause();
      house.await("the first again", first::acts);
      second.engine().resume();
      house.await("the second notices", () -> second.engine().said().contains("stops acting"));

      house.awaitFailedOver();
      house.assertSafe();
      assertThat(house.wire().orders("promote")).hasSize(1);
      assertThat(house.wire().orders("promote").getFirst().epoch()).isEqualTo(2);
    }
  }

  @Test
  void whoIsCutFromEtcdStopsBeforeTheOtherBegins() throws Exception {
    try (TwoPlanes house = TwoPlanes.well(folder)) {
      Plane first = house.acting();
      Plane second = house.other(first);
      house.haos().dies();
      house.await("the cycle", () -> house.writes().size() == 2);
      first.etcd().pull();
      house.await("it stops by itself", () -> !first.acts());
      house.await("the other takes over", second::acts);
      first.etcd().plugIn();
      house.awaitFailedOver();
      house.assertSafe();
      assertThat(second.acts()).isTrue();
      assertThat(first.acts()).isFalse();
    }
  }

  /** To the same person, each step once, in the thread in which it began. */
  @Test
  void whatOneToldTheOtherGoesOnTelling() throws Exception {
    try (TwoPlanes house = TwoPlanes.well(folder)) {
      Plane first = house.acting();
      Plane second = house.other(first);
      house.haos().dies();
      house.await("it is told", () -> of(house, "heartbeat_lost").size() == 1);
      house.await("and that it was", () -> house.left().contains("heartbeat_lost"));
      first.engine().kill();
      house.await("the other takes over", second::acts);
      house.awaitFailedOver();
      house.await("it is told", () -> of(house, "promoted").size() == 1);

      JsonNode begun = of(house, "heartbeat_lost").getFirst();
      assertThat(of(house, "taken_over"))
          .singleElement()
          .satisfies(
              each ->
                  assertThat(each.path("title").asString(""))
                      .startsWith("control plane " + second.name() + " has taken over; still: "));
      for (String each : List.of("heartbeat_lost", "taken_over", "fenced", "promoted")) {
        assertThat(of(house, each)).as(each).hasSize(1);
        assertThat(of(house, each).getFirst().path("thread")).isEqualTo(begun.path("thread"));
      }
      assertThat(of(house, "recovery_started")).as("by one of them").hasSizeLessThan(2);
      assertThat(of(house, "control_started")).as("not by itself").isEmpty();
    }
  }

  private static List<JsonNode> of(TwoPlanes house, String kind) {
    return house.told().stream()
        .filter(each -> each.path("kind").asString("").equals(kind))
        .toList();
  }

  @Test
  void itIsHandedOverWhenAskedAndNobodyNotices() throws Exception {
    try (TwoPlanes house = TwoPlanes.well(folder)) {
      Plane first = house.acting();
      Plane second = house.other(first);
      Program.Result done =
          Program.run(
              "--config", second.config().toString(), "handover", "--reason", "new disk", "--yes");
      assertThat(done.output()).contains("control plane " + second.name() + " takes over");
      assertThat(done.exit()).isZero();
      house.await("the other acts", second::acts);
      house.await("and is sure", () -> second.service().path("protected").asBoolean(false));
      assertThat(first.acts()).isFalse();
      assertThat(first.recorded("control_stopped")).isTrue();
      house.await("that is told", () -> of(house, "control_started").size() == 1);
      assertThat(of(house, "control_started").getFirst().path("text").asString(""))
          .isEqualTo("Control plane " + first.name() + " had handed over and has stopped.");
      assertThat(of(house, "control_stopped")).isEmpty();
      assertThat(second.service().path("leader").asString("")).isEqualTo("haos");
      assertThat(second.service().path("epoch").asLong()).isEqualTo(1);
      assertThat(house.wire().orders("promote")).isEmpty();
      assertThat(house.poeSwitch().writes()).isEmpty();

      first.engine().kill();
      house.await("nobody waits", () -> !house.waits(first));
      Program.Result refused =
          Program.run("--config", second.config().toString(), "handover", "--reason", "x", "--yes");
      assertThat(refused.output()).contains("no other control plane waits");
      assertThat(refused.exit()).isEqualTo(4);
    }
  }
}
