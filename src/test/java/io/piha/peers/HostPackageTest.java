package io.piha.peers;

import static io.piha.peers.AgentStage.order;
import static io.piha.peers.AgentStage.state;
import static org.assertj.core.api.Assertions.assertThat;

import io.piha.testing.NeedsPeer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/**
 * The logic of the shipped Home Assistant packages, every template rendered by Jinja. What Home
 * Assistant itself makes of them is not tried here.
 */
@NeedsPeer("python3")
class HostPackageTest {
  @TempDir Path folder;
  private HostPackage host;

  @BeforeEach
  void open() throws IOException {
    host = new HostPackage(folder, "piha_standby.yaml");
  }

  @AfterEach
  void close() {
    host.close();
  }

  private Path kept() {
    return folder.resolve("epochs");
  }

  @Test
  void startsPassiveAndSaysNothingBeforeItKnowsItsEpochs() {
    host.event("boot").event("tick");
    assertThat(host.said()).isEmpty();
    assertThat(host.leads()).as("before anything has run").isFalse();
    host.event("start");
    assertThat(host.leads()).isFalse();
    assertThat(host.said())
        .contains("script piha_rest", "automation turn_off", "script piha_on_rest");
    JsonNode beat = host.event("tick").published("heartbeat").orElseThrow().json();
    assertThat(beat.path("host").asString()).isEqualTo("standby");
    assertThat(beat.path("state").asString()).isEqualTo("observing");
    assertThat(beat.path("epoch").isIntegralNumber()).isTrue();
    assertThat(beat.has("planned")).isFalse();
    assertThat(Instant.parse(beat.path("sent_at").asString())).isNotNull();
  }

  @Test
  void leadsAndRestsByOrder() throws IOException {
    host.event("start").order(order("promote", 8));
    assertThat(host.leads()).isTrue();
    assertThat(host.said())
        .containsSubsequence(
            "script piha_on_lead",
            "automation turn_on",
            "input_boolean.piha_leads on",
            "script piha_beat");
    assertThat(Files.readString(kept())).isEqualTo("8 -1\n");
    HostPackage.Published said = host.published("state").orElseThrow();
    assertThat(said.retain()).isTrue();
    assertThat(said.json().path("state").asString()).isEqualTo("leader");
    assertThat(said.json().path("epoch").asLong()).isEqualTo(8);
    HostPackage.Published beat = host.published("heartbeat").orElseThrow();
    assertThat(beat.retain()).isFalse();
    assertThat(beat.json().path("state").asString()).isEqualTo("leader");
    assertThat(beat.json().path("epoch").asLong()).isEqualTo(8);

    host.order(order("promote", 8));
    assertThat(host.said()).doesNotContain("script piha_lead").contains("script piha_beat");

    host.order(order("demote", 8));
    assertThat(host.leads()).isFalse();
    assertThat(host.said().getFirst()).isEqualTo("script piha_rest");
    assertThat(host.said())
        .containsSubsequence(
            "input_boolean.piha_leads off",
            "automation turn_off",
            "script piha_on_rest",
            "script piha_beat");
    assertThat(host.published("heartbeat").orElseThrow().json().path("state").asString())
        .isEqualTo("observing");
    assertThat(Files.readString(kept())).isEqualTo("8 8\n");
    assertThat(host.order(order("promote", 8)).leads()).isFalse();
    assertThat(host.order(order("promote", 9)).leads()).isTrue();
  }

  @Test
  void obeysNothingThatIsOldLowForAnotherOrNotAnOrder() {
    host.event("start").state(state("leader", "haos", 5));
    assertThat(host.helper("input_number.piha_highest")).isEqualTo("5.0");
    String now = Instant.now().toString();
    for (String payload :
        List.of(
            order("promote", 4),
            order("promote", "haos", 6, now),
            order("promote", "Standby", 6, now),
            order("promote", "standby", 6, Instant.now().minusSeconds(200).toString()),
            order("promote", "standby", 6, "yesterday"),
            order("promote", "standby", 6, now).replace("\"at\"", "\"was\""),
            order("freeze", 6),
            "{\"cmd\":\"promote\",\"host\":\"standby\"}",
            "promote standby",
            "",
            "[]",
            "null",
            "\"promote\"",
            "[".repeat(300))) {
      assertThat(host.order(payload).leads()).as(payload).isFalse();
      assertThat(host.published("state")).as(payload).isEmpty();
    }
    for (String epoch :
        List.of(
            "-1",
            "6.5",
            "6.0",
            "true",
            "\"6\"",
            "null",
            "[6]",
            "{}",
            "1e400",
            "9007199254740992",
            "99999999999999999999",
            "NaN")) {
      String payload = order("promote", "standby", 6, now).replace(":6,", ":" + epoch + ",");
      assertThat(host.order(payload).leads()).as(payload).isFalse();
      String truth = state("leader", "standby", 6).replace(":6,", ":" + epoch + ",");
      assertThat(host.state(truth).leads()).as(truth).isFalse();
    }
    assertThat(host.order(order("promote", 9_007_199_254_740_991L)).leads()).isTrue();
  }

  @Test
  void templatesInPayloadsStayText() {
    host.event("start");
    for (String evil :
        List.of(
            "{{ 7 * 7 }}",
            "{% set x = 1 %}",
            "'; touch x; '",
            "$(touch x)",
            "standby' if true else '")) {
      for (String payload :
          List.of(
              order("promote", evil, 6, Instant.now().toString()),
              order(evil, "standby", 6, Instant.now().toString()),
              order("promote", "standby", 6, evil),
              order("promote", "standby", 6, Instant.now().toString())
                  .replace(":6,", ":\"" + evil + "\","))) {
        assertThat(host.order(payload).leads()).as(payload).isFalse();
        assertThat(host.state(payload).leads()).as(payload).isFalse();
      }
    }
  }

  @Test
  void leadsAfterAStartOnlyWhenTheStateTopicSaysSo() {
    host.event("start").order(order("promote", 8)).event("boot").event("start");
    assertThat(host.leads()).isFalse();
    assertThat(
            host.event("tick").published("heartbeat").orElseThrow().json().path("epoch").asLong())
        .isEqualTo(8);
    assertThat(host.state(state("leader", "haos", 8)).leads()).isFalse();
    assertThat(host.state(state("recovering", "standby", 8)).leads()).isFalse();
    assertThat(host.state(state("leader", "standby", 7)).leads()).isFalse();
    assertThat(host.state(state("leader", "standby", 8)).leads()).isTrue();
    assertThat(host.order(order("demote", 8)).leads()).isFalse();
    host.event("boot").event("start");
    assertThat(host.state(state("leader", "standby", 8)).leads())
        .as("from before its demotion")
        .isFalse();
  }

  @Test
  void knowsItsEpochsFromDiskWhenHomeAssistantHasForgottenThem() {
    host.event("start").order(order("promote", 8)).order(order("demote", 8));
    host.event("forget").event("start");
    assertThat(host.order(order("promote", 7)).leads()).isFalse();
    assertThat(host.order(order("promote", 8)).leads()).isFalse();
    assertThat(host.order(order("promote", 9)).leads()).isTrue();
  }

  @Test
  void stopsWhenAnotherLeadsWithAHigherEpochAndNotBefore() {
    host.event("start").order(order("promote", 8));
    assertThat(host.state(state("leader", "haos", 8)).leads()).isTrue();
    assertThat(host.state(state("none", "", 9)).leads()).isTrue();
    assertThat(
            host.event("tick").published("heartbeat").orElseThrow().json().path("epoch").asLong())
        .isEqualTo(8);
    assertThat(host.state(state("leader", "haos", 9)).leads()).isFalse();
    assertThat(host.order(order("promote", 9)).leads()).isFalse();
  }

  @Test
  void takesNothingThatCannotBeKept() throws IOException {
    host.event("start").order(order("promote", 8));
    Files.delete(kept());
    Files.createDirectories(folder.resolve("epochs.new").resolve("in-the-way"));
    host.event("boot");
    host.event("start");
    host.order(order("promote", 9));
    assertThat(host.leads()).isFalse();
    assertThat(host.said()).contains("failed the epoch cannot be kept on disk");
    // An unreadable file is told, and nothing is obeyed.
    Files.writeString(kept(), "garbage\n");
    host.event("boot").event("start");
    assertThat(host.said())
        .anyMatch(each -> each.startsWith("notification The kept epochs cannot be read"));
    assertThat(host.order(order("promote", 10)).leads()).isFalse();
    assertThat(host.event("tick").said()).isEmpty();
  }

  @Test
  void announcesAbsencesInEveryHeartbeat() {
    host.event("start");
    assertThat(planned("leaving", "update")).isEqualTo("update");
    assertThat(
            host.event("tick")
                .published("heartbeat")
                .orElseThrow()
                .json()
                .path("planned")
                .asString())
        .isEqualTo("update");
    assertThat(planned("leaving", "restart")).as("a restart within an update").isEqualTo("update");
    assertThat(planned("leaving", "none")).isEmpty();
    assertThat(planned("leaving", "restart")).isEqualTo("restart");
    host.event("boot").event("start");
    assertThat(host.event("tick").published("heartbeat").orElseThrow().json().has("planned"))
        .isFalse();
  }

  private String planned(String event, String kind) {
    return host.event(event, Map.of("id", kind))
        .published("heartbeat")
        .orElseThrow()
        .json()
        .path("planned")
        .asString("");
  }

  @Test
  void thePackagesDifferInTheHostsNameOnly() throws IOException {
    List<String> primary = Files.readAllLines(HostPackage.FOLDER.resolve("piha_primary.yaml"));
    List<String> standby = Files.readAllLines(HostPackage.FOLDER.resolve("piha_standby.yaml"));
    assertThat(
            primary.subList(1, primary.size()).stream()
                .map(each -> each.replace("haos", "standby")))
        .containsExactlyElementsOf(standby.subList(1, standby.size()));
  }
}
