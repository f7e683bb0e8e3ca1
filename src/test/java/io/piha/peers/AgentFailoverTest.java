package io.piha.peers;

import static org.assertj.core.api.Assertions.assertThat;

import io.piha.testing.NeedsPeer;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The engine and the shipped agents play a whole failover and failback with each other, at a broker
 * with the shipped rights.
 */
@NeedsPeer({
  "mosquitto",
  "mosquitto_passwd",
  "mosquitto_pub",
  "mosquitto_sub",
  "mosquitto_rr",
  "snmpd",
  "perl",
  "stdbuf",
  "dash",
  "busybox",
  "jq"
})
class AgentFailoverTest {
  private static final String P = House.P;

  @TempDir Path folder;

  @Test
  void theHouseIsLedThroughAFailoverAndBack() throws Exception {
    try (GuardedHouse house = new GuardedHouse(folder)) {
      thePrimaryIsOrderedToLead(house);
      aHostCannotGiveOrders(house);
      aPlannedAbsenceIsWaitedFor(house);
      thePrimaryDies(house);
      thePrimaryLeadsAgain(house);
      assertThat(house.kinds()).doesNotContain("conflict", "promote_failed", "leaderless");
    }
  }

  /** Nobody leads at first: every host starts passive, so the primary is ordered. */
  private static void thePrimaryIsOrderedToLead(GuardedHouse house) {
    house.await("haos leads", () -> house.isLed("normal", "haos", 1) && house.haos.acts());
    house.await("protected", () -> house.service().path("protected").asBoolean(false));
    assertThat(house.standby.acts()).isFalse();
    assertThat(house.haos.agent().commandLines())
        .isNotEmpty()
        .noneMatch(each -> each.contains(house.broker.password("haos")));
  }

  /** All that a host's credentials could be misused for, as a witness hears it: nothing of it. */
  private static void aHostCannotGiveOrders(GuardedHouse house) {
    List<String> toldHaos = house.haos.agent().told();
    List<String> toldStandby = house.standby.agent().told();
    Client haos = house.broker.client("haos");
    String now = Instant.now().toString();
    for (String host : List.of("standby", "haos")) {
      for (String verb : List.of("promote", "demote")) {
        haos.publish(P + "/cmd", AgentStage.order(verb, host, 77, now));
        haos.publish(P + "/cmd", AgentStage.order(verb, host, 77, now), "-r");
      }
      haos.publish(P + "/state", AgentStage.state("leader", host, 77), "-r");
      haos.publish(P + "/state", AgentStage.state("none", host, 77), "-r");
    }
    haos.publish(P + "/cmd", "promote standby");
    haos.publish(P + "/standby_sync_freeze", "true", "-r");
    haos.publish(
        "piha/control/status", "{\"control\":{\"role\":\"active\",\"id\":\"haos\"}}", "-r");
    haos.publish(P + "/events", "{}");
    Client alice = house.broker.client("alice");
    alice.publish("piha/reply/end", "the end of the attack");
    house.await(
        "the end of the attack",
        () ->
            house.wire.heard(each -> each.topic().equals("piha/reply/end")).findAny().isPresent());
    assertThat(house.wire.heard())
        .noneMatch(each -> each.epoch() == 77)
        .noneMatch(each -> each.text().equals("promote standby") || each.text().equals("{}"))
        .noneMatch(
            each -> each.topic().endsWith("/standby_sync_freeze") && each.text().equals("true"))
        .noneMatch(
            each ->
                each.topic().equals("piha/control/status")
                    && each.text().contains("\"id\":\"haos\""));
    assertThat(house.haos.agent().told()).isEqualTo(toldHaos);
    assertThat(house.standby.agent().told()).isEqualTo(toldStandby);
    assertThat(house.isLed("normal", "haos", 1)).as(house.story()).isTrue();
  }

  private static void aPlannedAbsenceIsWaitedFor(GuardedHouse house) {
    house.haos.rests();
    house.await("it is planned", () -> house.stateOf("haos").equals("planned"));
    house.haos.wakes();
    house.await(
        "haos leads on",
        () ->
            house.isLed("normal", "haos", 1)
                && house.haos.acts()
                && house.stateOf("haos").equals("leader"));
    assertThat(house.kinds()).contains("planned_absence").doesNotContain("recovery_started");
  }

  private static void thePrimaryDies(GuardedHouse house) {
    house.haos.dies();
    house.await("the standby leads", () -> house.isLed("failed_over", "standby", 2));
    assertThat(house.standby.acts()).isTrue();
    assertThat(house.haos.acts()).isFalse();
    assertThat(house.standby.agent().told()).endsWith("promote 2");
    assertThat(house.stateOf("haos")).isEqualTo("fenced");
    assertThat(house.kinds())
        .containsSubsequence(
            "heartbeat_lost",
            "recovery_started",
            "power_cycled",
            "fenced",
            "promote_ordered",
            "promoted");
    String answer =
        house
            .broker
            .client("alice")
            .ask(
                P + "/cmd",
                "{\"cmd\":\"ack\",\"id\":\"seen\",\"by\":\"alice\"}",
                "piha/reply/alice");
    assertThat(answer).contains("\"accepted\":true");
  }

  private static void thePrimaryLeadsAgain(GuardedHouse house) {
    house.haos.heals();
    Program.Result back = house.piha("failback", "--reason", "repaired", "--yes", "--wait");
    assertThat(back.exit()).as(back.output() + house.story()).isZero();
    house.await("haos leads again", () -> house.isLed("normal", "haos", 3) && house.haos.acts());
    house.await(
        "the standby observes",
        () ->
            house.stateOf("standby").equals("observing") || house.stateOf("standby").equals("out"));
    assertThat(house.standby.acts()).isFalse();
    assertThat(house.standby.agent().told()).endsWith("promote 2", "demote 2");
    // It booted passive, and led by order and not by its memory of epoch 1.
    assertThat(house.haos.agent().told()).endsWith("promote 3").doesNotContain("promote 2");
    List<String> acks =
        house
            .wire
            .heard(each -> each.topic().endsWith("/heartbeat") && each.epoch() >= 2)
            .map(each -> each.field("host") + " " + each.field("state") + " " + each.epoch())
            .toList();
    // It may have said the same before it led: it hears of an epoch before it is ordered.
    assertThat(acks)
        .containsSubsequence("standby leader 2", "standby observing 2", "haos leader 3");
  }
}
