package io.piha.peers;

import static org.assertj.core.api.Assertions.assertThat;

import io.piha.testing.NeedsPeer;
import io.piha.testing.Snmpd;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

@NeedsPeer({"mosquitto", "mosquitto_pub", "mosquitto_rr", "snmpd", "perl", "stdbuf", "kill"})
class FailoverTest {
  private static final String P = House.P;

  @TempDir Path folder;

  @Test
  void aDeadPrimaryIsReplacedFencedAndComesBackWhenAsked() throws Exception {
    try (House house = House.well(folder)) {
      failover(house);
      requestsThatAreRefused(house);
      acknowledge(house);
      failback(house);
      audit(house);
    }
  }

  private static void failover(House house) {
    house.standby().obeys(false);
    house.haos().dies();
    house.await("a promote order", () -> !house.wire().orders("promote").isEmpty());
    Message order = house.wire().orders("promote").getFirst();
    order(order, "standby", 2);
    house.publish(P + "/heartbeat", "{\"host\":\"standby\",\"state\":\"leader\",\"epoch\":2}");
    house.standby().leads(2);
    house.standby().obeys(true);
    house.awaitPhase("failed_over");
    assertThat(house.leader()).isEqualTo("standby");
    power(house, order);
    truth(house, order);
  }

  private static void power(House house, Message order) {
    List<Snmpd.Write> writes = house.writes();
    assertThat(writes).extracting(Snmpd.Write::on).containsExactly(false, true, false);
    assertThat(writes.get(1).at() - writes.get(0).at()).isGreaterThanOrEqualTo(290);
    assertThat(writes.get(2).at() - writes.get(1).at()).isGreaterThanOrEqualTo(990);
    assertThat(order.at() - writes.get(2).at()).isGreaterThanOrEqualTo(390);
    assertThat(house.poeSwitch().on(8)).isFalse();
    assertThat(house.service().path("hosts").path("haos").path("state").asString(""))
        .isEqualTo("fenced");
  }

  /** Recovering, then nobody at the new epoch before the order, then the standby. */
  private static void truth(House house, Message order) {
    house.await(
        "leader standby, retained",
        () ->
            house
                .wire()
                .heard(each -> each.isState("leader") && each.field("host").equals("standby"))
                .findAny()
                .isPresent());
    List<Message> states =
        house
            .wire()
            .heard(each -> each.topic().equals(P + "/state") && each.field("by").equals("control"))
            .toList();
    assertThat(states)
        .allSatisfy(
            each -> {
              assertThat(each.retained()).isTrue();
              assertThat(each.qos()).isEqualTo(1);
              assertThat(each.json().has("at")).isTrue();
            });
    assertThat(states.stream().map(FailoverTest::short_).distinct())
        .containsSubsequence("recovering haos 1", "none null 2", "leader standby 2");
    Message none = states.stream().filter(each -> each.isState("none")).findFirst().orElseThrow();
    List<Message> all = house.wire().heard();
    assertThat(all.indexOf(none)).isLessThan(all.indexOf(order));
  }

  private static String short_(Message each) {
    JsonNode json = each.json();
    return json.path("state").asString("")
        + " "
        + json.path("host").asString("null")
        + " "
        + each.epoch();
  }

  private static void order(Message order, String host, long epoch) {
    assertThat(order.topic()).isEqualTo(P + "/cmd");
    assertThat(order.retained()).isFalse();
    assertThat(order.qos()).isEqualTo(1);
    assertThat(order.expiry()).isNotEmpty();
    assertThat(Integer.parseInt(order.expiry())).isBetween(1, 61);
    assertThat(order.field("host")).isEqualTo(host);
    assertThat(order.epoch()).isEqualTo(epoch);
    assertThat(order.field("by")).isEqualTo("control");
    assertThat(order.field("id")).isNotEmpty();
    assertThat(order.field("reason")).isNotEmpty();
    assertThat(order.field("at")).isNotEmpty();
  }

  private static void requestsThatAreRefused(House house) {
    JsonNode early = house.ask("{\"cmd\":\"failback\",\"id\":\"early\",\"by\":\"eve\"}");
    assertThat(early.path("accepted").asBoolean()).isFalse();
    assertThat(early.path("id").asString()).isEqualTo("early");
    assertThat(early.path("why").asString()).contains("acknowledge");
    JsonNode again = house.ask("{\"cmd\":\"failback\",\"id\":\"early\",\"by\":\"eve\"}");
    assertThat(again.path("accepted").asBoolean()).isFalse();

    Program.Result dry = house.piha("failback", "--reason", "test", "--dry-run");
    assertThat(dry.exit()).as(dry.output()).isEqualTo(4);
    assertThat(dry.output()).contains("acknowledge");
    Program.Result unasked = house.piha("failback", "--reason", "test");
    assertThat(unasked.exit()).as(unasked.output()).isEqualTo(2);
    Program.Result refused = house.piha("failback", "--reason", "test", "--yes");
    assertThat(refused.exit()).as(refused.output()).isEqualTo(4);
    Program.Result noReason = house.piha("ack", "--yes");
    assertThat(noReason.exit()).as(noReason.output()).isEqualTo(2);
  }

  private static void acknowledge(House house) {
    JsonNode ack = house.ask("{\"cmd\":\"ack\",\"id\":\"seen\",\"by\":\"alice\"}");
    assertThat(ack.path("accepted").asBoolean()).as("%s", ack).isTrue();
    house.awaitRecord("acknowledged");
  }

  private static void failback(House house) {
    house.haos().heals();
    int before = house.wire().heard().size();
    Program.Result back = house.piha("failback", "--reason", "repaired", "--yes", "--wait");
    assertThat(back.exit()).as(back.output() + house.story()).isZero();
    house.awaitWell();
    assertThat(house.writes())
        .extracting(Snmpd.Write::on)
        .containsExactly(false, true, false, true);
    assertThat(house.haos().state()).isEqualTo("leader");
    assertThat(house.haos().epoch()).isEqualTo(3);
    assertThat(house.standby().state()).isEqualTo("observing");
    List<Message> then = house.wire().heard().subList(before, house.wire().heard().size());
    List<String> steps =
        then.stream()
            .filter(each -> each.isOrder("demote") || each.isOrder("promote") || isTruth(each))
            .map(
                each ->
                    each.topic().endsWith("/cmd")
                        ? each.field("cmd") + " " + each.field("host") + " " + each.epoch()
                        : short_(each))
            .distinct()
            .toList();
    assertThat(steps)
        .containsSubsequence(
            "demote standby 2",
            "maintenance haos 2",
            "none null 3",
            "promote haos 3",
            "leader haos 3");
    order(house.wire().orders("promote").getLast(), "haos", 3);
  }

  private static boolean isTruth(Message each) {
    return each.topic().equals(P + "/state") && each.field("by").equals("control");
  }

  private static void audit(House house) throws Exception {
    house.awaitRecord("failback_done");
    List<String> kinds =
        house.records().stream().map(each -> each.path("kind").asString("")).toList();
    assertThat(kinds)
        .containsSubsequence(
            "control_started",
            "leader_adopted",
            "heartbeat_lost",
            "recovery_started",
            "power_cycled",
            "fenced",
            "promote_ordered",
            "promoted",
            "request_refused",
            "acknowledged",
            "failback_started",
            "power_on",
            "demote_ordered",
            "demoted",
            "promote_ordered",
            "failback_done");
    Path file = house.folder().resolve("log").resolve("audit.jsonl");
    house.await(
        "the file and the events say the same",
        () ->
            Files.readString(file)
                .lines()
                .toList()
                .equals(
                    house
                        .wire()
                        .heard(each -> each.topic().endsWith("/events"))
                        .map(Message::text)
                        .toList()));
    assertThat(house.wire().heard(each -> each.topic().endsWith("/events")))
        .allSatisfy(
            each -> {
              assertThat(each.retained()).isFalse();
              assertThat(each.qos()).isEqualTo(1);
            });
    Program.Result verify = house.piha("audit", "verify");
    assertThat(verify.exit()).as(verify.output()).isZero();
  }
}
