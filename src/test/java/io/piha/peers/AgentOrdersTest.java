package io.piha.peers;

import static io.piha.peers.AgentStage.P;
import static io.piha.peers.AgentStage.order;
import static org.assertj.core.api.Assertions.assertThat;

import io.piha.testing.NeedsPeer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.ValueSource;

/** Which orders the shell agent obeys, and what it says of it, in both shells it is written for. */
@NeedsPeer({"mosquitto", "mosquitto_pub", "mosquitto_sub", "dash", "busybox", "jq", "stdbuf"})
@ParameterizedClass(name = "{0}")
@ValueSource(strings = {"dash", "busybox"})
class AgentOrdersTest {
  private final String shell;
  @TempDir Path folder;
  private AgentStage stage;
  private Agent agent;

  AgentOrdersTest(String shell) {
    this.shell = shell;
  }

  @BeforeEach
  void open() throws IOException {
    stage = new AgentStage(folder, shell);
    agent = stage.agent;
  }

  @AfterEach
  void close() {
    stage.close();
  }

  @Test
  void leadsAndStopsByOrderWithTheEpochOnDiskFirst() {
    stage.startsPassive();
    assertThat(agent.acts()).isFalse();
    // The command itself looks at the disk.
    agent.kill();
    String book = agent.folder().resolve("state").resolve("epoch").toString();
    agent.set(
        "PIHA_ON_PROMOTE",
        agent.told(
            "grep -q \"highest=$PIHA_EPOCH\" " + book + " && touch " + agent.folder() + "/acting"));
    agent.start();
    stage.awaitBeat("observing", 1);
    stage.awaitListening();

    stage.await(
        "the order is obeyed",
        () -> {
          stage.orders("promote", 8);
          return agent.told().contains("promote 8");
        });
    stage.awaitBeat("leader", 8);
    assertThat(agent.acts()).isTrue();
    stage.await(
        "an announcement, retained",
        () ->
            stage
                .wire
                .heard(each -> each.isState("leader") && each.epoch() == 8 && each.retained())
                .findAny()
                .isPresent());
    assertThat(stage.beats())
        .noneMatch(Message::retained)
        .allMatch(each -> each.field("host").equals("standby"));

    stage.orders("demote", 8);
    stage.awaitBeat("observing", 8);
    assertThat(agent.acts()).isFalse();
    assertThat(agent.book()).contains("highest=8\n", "demoted=8\n", "role=observing\n");

    // After a demote at 8 a promote only above 8.
    stage.orders("promote", 8);
    stage.orders("promote", 9);
    stage.awaitBeat("leader", 9);
    assertThat(agent.told().stream().filter("promote 8"::equals)).hasSize(1);
  }

  @Test
  void repeatsOfAnOrderAreAnsweredAndNotCarriedOutAgain() {
    stage.startsPassive();
    stage.orders("promote", 4);
    stage.awaitBeat("leader", 4);
    long before = announcements();
    stage.orders("promote", 4);
    stage.orders("promote", 4);
    stage.await("each repeat is answered", () -> announcements() >= before + 2);
    stage.orders("promote", 5);
    stage.awaitBeat("leader", 5);
    assertThat(agent.told().stream().filter(each -> each.startsWith("promote")))
        .containsExactly("promote 4");
  }

  private long announcements() {
    return stage.wire.heard(each -> each.isState("leader")).count();
  }

  @Test
  void obeysNoOrderThatIsRetainedStaleLowOrForSomebodyElse() {
    stage.control.publish(P + "/cmd", order("promote", 7), "-r");
    stage.startsPassive();
    stage.states("leader", "haos", 5);
    stage.awaitBeat("observing", 5);
    String now = Instant.now().toString();
    stage.control.publish(P + "/cmd", order("promote", 6), "-r");
    stage.control.publish(P + "/cmd", order("promote", 4));
    stage.control.publish(
        P + "/cmd", order("promote", "standby", 6, Instant.now().minusSeconds(3_600).toString()));
    stage.control.publish(
        P + "/cmd", order("promote", "standby", 6, Instant.now().minusSeconds(3_590).toString()));
    stage.control.publish(P + "/cmd", order("promote", "haos", 6, now));
    stage.control.publish(P + "/cmd", order("promote", "Standby", 6, now));
    stage.control.publish(P + "/cmd", "{\"cmd\":\"promote\",\"host\":\"standby\"}");
    stage.control.publish(P + "/cmd", "promote standby");
    stage.control.publish(P + "/cmd", order("freeze", 6));
    stage.states("none", "", 6);
    stage.orders("promote", 10);
    stage.awaitBeat("leader", 10);
    assertThat(agent.told().stream().filter(each -> each.startsWith("promote")))
        .containsExactly("promote 10");
    assertThat(agent.said()).contains("a retained order", "promote with epoch 4", "given 36");
  }

  @Test
  void aLeaderIsNotDemotedByAnOrderFromBefore() {
    stage.startsPassive();
    stage.orders("promote", 6);
    stage.awaitBeat("leader", 6);
    stage.orders("demote", 5);
    stage.control.publish(P + "/cmd", order("demote", 6), "-r");
    stage.control.publish(P + "/cmd", "demote standby");
    stage.control.publish(P + "/cmd", order("demote", "haos", 6, "now"));
    stage.states("leader", "haos", 5);
    stage.orders("promote", 7);
    stage.awaitBeat("leader", 7);
    assertThat(agent.acts()).isTrue();
    assertThat(agent.told()).filteredOn(each -> each.startsWith("demote")).hasSize(1);
  }

  @Test
  void hostilePayloadsDoNothing() throws IOException {
    stage.startsPassive();
    Path trap = folder.resolve("trap");
    String now = Instant.now().toString();
    List<String> commands = new ArrayList<>();
    List<String> states = new ArrayList<>();
    for (String evil :
        List.of(
            "$(touch TRAP)",
            "`touch TRAP`",
            "'; touch TRAP; '",
            "\\\"; touch TRAP; \\\"",
            "| touch TRAP",
            "& touch TRAP",
            "standby\\n$(touch TRAP)",
            "ended 1 0\\norder promote me 9 - x",
            "* ? ~ $IFS",
            "%s%n%x")) {
      String text = evil.replace("TRAP", trap.toString());
      commands.add(text);
      commands.add(order("promote", text, 5, now));
      commands.add(order(text, "standby", 5, now));
      commands.add(order("promote", "standby", 5, now).replace(":5,", ":\"" + text + "\","));
      states.add(text);
      states.add("{\"state\":\"" + text + "\",\"host\":\"" + text + "\",\"epoch\":5}");
    }
    for (String epoch :
        List.of(
            "-1",
            "5.5",
            "1e400",
            "9007199254740992",
            "99999999999999999999",
            "null",
            "[5]",
            "NaN",
            "0x5")) {
      commands.add(order("promote", "standby", 5, now).replace(":5,", ":" + epoch + ","));
      states.add("{\"state\":\"leader\",\"host\":\"standby\",\"epoch\":" + epoch + "}");
    }
    stage.control.publishLines(P + "/cmd", commands);
    stage.control.publishLines(P + "/state", states);
    stage.await(
        "all of it went over the wire",
        () -> stage.wire.heard(each -> each.text().contains("0x5")).count() == 2);
    binary(stage);
    // Its own words as id, reason and time of a real order.
    stage.control.publish(
        P + "/cmd",
        "{\"cmd\":\"promote\",\"host\":\"standby\",\"epoch\":12,\"id\":\"$(touch %1$s)\",\"reason\":\"`touch %1$s`\\n$(touch %1$s)\",\"at\":\"$(touch %1$s)\"}"
            .formatted(trap));
    stage.awaitBeat("leader", 12);
    assertThat(agent.told().stream().filter(each -> each.startsWith("promote")))
        .containsExactly("promote 12");
    assertThat(trap).doesNotExist();
    assertThat(agent.isAlive()).isTrue();
  }

  /** Noise of every length, up to a megabyte, and an order in the middle of too much text. */
  private void binary(AgentStage stage) throws IOException {
    Random random = new Random(7);
    Path file = folder.resolve("noise");
    for (int size : List.of(0, 1, 100, 4_096, 16_384, 16_385, 19_000, 1_000_000)) {
      byte[] noise = new byte[size];
      random.nextBytes(noise);
      Files.write(file, noise);
      stage.control.publishFile(P + "/cmd", file);
      stage.control.publishFile(P + "/state", file);
    }
    Files.writeString(
        file, "{\"pad\":\"" + "x".repeat(1_000_000) + "\"," + order("promote", 6).substring(1));
    stage.control.publishFile(P + "/cmd", file);
    Files.writeString(file, "[".repeat(10_000));
    stage.control.publishFile(P + "/cmd", file);
    Files.write(
        file,
        (order("promote", 6) + "\0garbage").getBytes(java.nio.charset.StandardCharsets.UTF_8));
    stage.control.publishFile(P + "/cmd", file);
  }

  @Test
  void aWrongClockDoesNotMakeItDeaf() {
    stage.startsPassive();
    stage.await(
        "an order whose repeats keep their age is obeyed",
        () -> {
          stage.control.publish(
              P + "/cmd",
              order("promote", "standby", 3, Instant.now().minusSeconds(86_400).toString()));
          return agent.told().contains("promote 3");
        });
    assertThat(agent.said()).contains("a clock is wrong");
    stage.awaitBeat("leader", 3);
  }

  @Test
  void aFailedPromotionIsUndoneAndNeverClaimed() {
    agent.set("PIHA_ON_PROMOTE", agent.told("touch " + agent.folder() + "/acting; exit 3"));
    stage.startsPassive();
    stage.orders("promote", 2);
    stage.awaitBeat("failed", 2);
    assertThat(agent.acts()).isFalse();
    assertThat(agent.told()).endsWith("promote 2", "demote 2");
    assertThat(agent.said()).contains("the promote command ended with 3; epoch 2 is not taken");
    stage.noClaimOf("standby");
  }

  @Test
  void aCommandThatDoesNotEndIsCutWithAllItStarted() {
    agent
        .set("PIHA_COMMAND_LIMIT", "1")
        .set("PIHA_ON_PROMOTE", agent.told("sleep 4321.98 & sleep 4321.99"));
    stage.startsPassive();
    stage.orders("promote", 2);
    stage.awaitBeat("failed", 2);
    assertThat(agent.said()).contains("did not end within 1 s");
    stage.noClaimOf("standby");
    stage.await(
        "nothing of it is left",
        () ->
            ProcessHandle.allProcesses()
                .noneMatch(each -> each.info().commandLine().orElse("").contains("sleep 4321.9")));
  }

  @Test
  void aFailedDemotionIsNeverAcknowledgedAndTriedUntilItWorks() throws IOException {
    Path works = folder.resolve("works");
    agent.set(
        "PIHA_ON_DEMOTE",
        agent.told("test -e " + works + " && rm -f " + agent.folder() + "/acting"));
    Files.createFile(works);
    stage.startsPassive();
    stage.orders("promote", 2);
    stage.awaitBeat("leader", 2);
    Files.delete(works);
    stage.orders("demote", 2);
    // Neither "leader", which it was told not to be, nor anything that would acknowledge.
    stage.awaitBeat("", 2);
    stage.await("tried again", () -> agent.told().stream().filter("demote 2"::equals).count() >= 3);
    assertThat(agent.acts()).isTrue();
    List<String> words =
        stage
            .beats()
            .filter(each -> each.epoch() == 2)
            .map(each -> each.field("state"))
            .dropWhile(each -> !each.equals("leader"))
            .distinct()
            .toList();
    assertThat(words).containsExactly("leader", "");
    Files.createFile(works);
    stage.awaitBeat("observing", 2);
    assertThat(agent.acts()).isFalse();
  }

  @Test
  void aDemotionCutsAPromotionThatIsStillUnderWay() {
    agent.set("PIHA_ON_PROMOTE", agent.told("touch " + agent.folder() + "/acting; sleep 1234"));
    agent.set("PIHA_COMMAND_LIMIT", "600");
    stage.startsPassive();
    stage.orders("promote", 2);
    stage.awaitBeat("starting", 2);
    stage.orders("demote", 2);
    stage.awaitBeat("observing", 2);
    assertThat(agent.acts()).isFalse();
    stage.noClaimOf("standby");
  }

  @Test
  void repeatsDuringASlowDemotionDoNotStartItAgain() throws IOException {
    Path go = folder.resolve("go");
    Files.createFile(go);
    agent.set("PIHA_ON_DEMOTE", agent.told("until test -e " + go + "; do sleep 0.1; done"));
    stage.startsPassive();
    stage.orders("promote", 2);
    stage.awaitBeat("leader", 2);
    Files.delete(go);
    stage.orders("demote", 2);
    stage.awaitBeat("", 2);
    stage.orders("demote", 2);
    stage.orders("demote", 2);
    stage.orders("demote", 3);
    stage.awaitBeat("", 3);
    Files.createFile(go);
    stage.awaitBeat("observing", 3);
    stage.orders("promote", 3);
    stage.orders("promote", 4);
    stage.awaitBeat("leader", 4);
    assertThat(agent.told()).endsWith("promote 2", "demote 2", "promote 4");
  }

  @Test
  void withTheStateTopicKeptForTheControlPlaneAnOrderAloneIsNotEnough() {
    agent.set("PIHA_ORDERS_NEED_STATE", "yes");
    stage.startsPassive();
    stage.orders("promote", 5);
    stage.states("none", "", 6);
    stage.orders("promote", 6);
    stage.awaitBeat("leader", 6);
    assertThat(agent.told().stream().filter(each -> each.startsWith("promote")))
        .containsExactly("promote 6");
  }
}
