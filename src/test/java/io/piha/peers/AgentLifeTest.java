package io.piha.peers;

import static org.assertj.core.api.Assertions.assertThat;

import io.piha.testing.NeedsPeer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.ValueSource;

/** How the shell agent starts, stops, loses its broker and looks after what it leads. */
@NeedsPeer({"mosquitto", "mosquitto_pub", "mosquitto_sub", "dash", "busybox", "jq", "stdbuf"})
@ParameterizedClass(name = "{0}")
@ValueSource(strings = {"dash", "busybox"})
class AgentLifeTest {
  private final String shell;
  @TempDir Path folder;
  private AgentStage stage;
  private Agent agent;

  AgentLifeTest(String shell) {
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

  private void leadsSince(long epoch) {
    stage.startsPassive();
    stage.orders("promote", epoch);
    stage.awaitBeat("leader", epoch);
  }

  @Test
  void aHostThatBootsIsPassiveWhateverItWas() {
    leadsSince(5);
    stage.control.clear(AgentStage.P + "/state");
    agent.kill();
    assertThat(agent.acts()).isTrue();
    agent.reboots("second boot");
    agent.start();
    stage.await("it beats again", () -> stage.beatsOfRun(2).size() > 2);
    stage.awaitBeat("observing", 5);
    assertThat(agent.acts()).isFalse();
    assertThat(stage.beatsOfRun(2)).noneMatch(each -> each.field("state").equals("leader"));
  }

  @Test
  void aHostThatBootsLeadsWhenTheStateTopicSaysSo() {
    leadsSince(5);
    stage.states("leader", "standby", 5);
    agent.kill();
    agent.reboots("second boot");
    agent.start();
    stage.await(
        "passive first, then it leads",
        () -> {
          List<String> told = agent.told();
          return told.subList(2, told.size()).equals(List.of("demote 5", "promote 5"));
        });
    stage.awaitBeat("leader", 5);
    assertThat(agent.acts()).isTrue();
  }

  @Test
  void aHostThatBootsDoesNotLeadByAStateFromBeforeItsDemotion() {
    leadsSince(5);
    stage.orders("demote", 5);
    stage.awaitBeat("observing", 5);
    agent.kill();
    stage.states("leader", "standby", 5);
    agent.reboots("second boot");
    agent.start();
    stage.await("it beats again", () -> !stage.beatsOfRun(2).isEmpty());
    stage.await(
        "the next order is obeyed",
        () -> {
          stage.orders("promote", 6);
          return agent.told().contains("promote 6");
        });
    stage.awaitBeat("leader", 6);
    assertThat(agent.told())
        .filteredOn(each -> each.startsWith("promote"))
        .containsExactly("promote 5", "promote 6");
  }

  @Test
  void anAgentThatStartsAgainOnALeaderTouchesAndClaimsNothingBeforeItHears() {
    leadsSince(5);
    stage.control.clear(AgentStage.P + "/state");
    agent.kill();
    List<String> told = agent.told();
    agent.start();
    stage.await("bare heartbeats", () -> stage.beatsOfRun(2).size() > 2);
    assertThat(stage.beatsOfRun(2)).allMatch(each -> !each.json().has("state"));
    assertThat(agent.acts()).isTrue();
    stage.states("leader", "standby", 5);
    stage.awaitBeat("leader", 5);
    assertThat(agent.told()).isEqualTo(told);
  }

  @Test
  void anAgentThatStartsAgainStopsActingWhenAnotherLeads() {
    leadsSince(5);
    agent.kill();
    stage.states("leader", "haos", 6);
    agent.start();
    stage.awaitBeat("observing", 6);
    assertThat(agent.acts()).isFalse();
    stage.orders("promote", 6);
    stage.orders("promote", 7);
    stage.awaitBeat("leader", 7);
    assertThat(agent.told()).doesNotContain("promote 6");
  }

  @Test
  void aLeaderGoesOnWithoutItsBrokerAndSaysTheSameWhenItIsBack() {
    leadsSince(5);
    stage.states("leader", "standby", 5);
    List<String> told = agent.told();
    stage.broker.kill();
    stage.await("the loss is told", () -> agent.said().contains("going on as leader"));
    assertThat(agent.acts()).isTrue();
    assertThat(agent.isAlive()).isTrue();
    stage.broker.restart();
    try (Wire again = new Wire(stage.broker.port())) {
      stage.await(
          "it beats as leader",
          () ->
              again
                  .heard(
                      each ->
                          each.topic().endsWith("/heartbeat")
                              && each.field("state").equals("leader")
                              && each.epoch() == 5)
                  .findAny()
                  .isPresent());
      stage.await(
          "and hears orders again",
          () -> {
            stage.orders("demote", 5);
            return agent.told().contains("demote 5");
          });
      assertThat(agent.told()).hasSize(told.size() + 1);
    }
  }

  @Test
  void aLeaderThatWasCutOffStopsWhenItHearsThatAnotherLeads() {
    leadsSince(5);
    stage.broker.kill();
    stage.await("the loss is told", () -> agent.said().contains("going on as leader"));
    stage.broker.restart();
    stage.states("leader", "haos", 6);
    stage.await("it stops", () -> agent.book().contains("role=observing\n"));
    assertThat(agent.acts()).isFalse();
  }

  @Test
  void aBrokerThatHangsHoldsNothingUp() {
    agent.set("PIHA_SEND_LIMIT", "1");
    leadsSince(5);
    stage.broker.pause();
    stage.await("the loss is told", () -> agent.said().contains("going on as leader"));
    stage.broker.resume();
    stage.await(
        "it goes on, and obeys",
        () -> {
          stage.orders("demote", 5);
          return agent.told().contains("demote 5");
        });
    stage.awaitBeat("observing", 5);
  }

  @Test
  void anOrderlyStopAnnouncesTheAbsenceAndLeavesTheHostAsItIs() {
    leadsSince(5);
    List<ProcessHandle> children = agent.children();
    assertThat(agent.stop()).isZero();
    stage.await("the absence is announced", () -> last().field("planned").equals("restart"));
    assertThat(last().field("state")).isEqualTo("leader");
    assertThat(agent.acts()).isTrue();
    stage.await(
        "nothing of it is left but a timer",
        () ->
            children.stream()
                .filter(ProcessHandle::isAlive)
                .noneMatch(each -> each.info().command().orElse("").contains("mosquitto")));
  }

  @Test
  void anUpdateIsAnnouncedInEveryHeartbeatUntilTheNextStart() {
    leadsSince(5);
    assertThat(agent.run("announce", "update")).isZero();
    stage.await("the update is announced", () -> last().field("planned").equals("update"));
    assertThat(agent.stop()).isZero();
    stage.await("to the end", () -> last().field("planned").equals("update"));
    stage.states("leader", "standby", 5);
    agent.start();
    stage.await(
        "it is over",
        () -> last().field("state").equals("leader") && !last().json().has("planned"));
    assertThat(agent.run("announce", "holiday")).isEqualTo(2);
  }

  @Test
  void aLeaderWhoseWorkIsDeadFallsSilentAndIsHeardAgainWhenItLives() throws IOException {
    Path works = Files.createFile(folder.resolve("works"));
    agent.set("PIHA_CHECK", "test -e " + works).set("PIHA_CHECK_FAILURES", "2");
    leadsSince(5);
    Files.delete(works);
    stage.await("it falls silent", () -> agent.said().contains("the check failed 2 times"));
    long before = stage.beats().count();
    // One that was on its way may still arrive.
    Files.createFile(works);
    stage.await("it is heard again", () -> agent.said().contains("the check passes again"));
    stage.await("it beats", () -> stage.beats().count() > before + 2);
    Files.delete(works);
    stage.await(
        "silent once more", () -> agent.said().endsWith("no more heartbeats until it passes\n"));
    stage.orders("demote", 5);
    stage.awaitBeat("observing", 5);
  }

  @Test
  void whatCannotBeWrittenDownIsNotTaken() throws IOException {
    stage.startsPassive();
    // A folder in the place of the file: even root cannot write it.
    Path book = agent.folder().resolve("state");
    Files.delete(book.resolve("epoch"));
    Files.createDirectories(book.resolve("epoch.new").resolve("in-the-way"));
    stage.orders("promote", 5);
    stage.awaitBeat("failed", 5);
    assertThat(agent.told()).noneMatch(each -> each.startsWith("promote"));
    assertThat(agent.said()).contains("epoch 5 is not taken");
  }

  @Test
  void aKilledAgentLeavesNobodyListening() {
    leadsSince(5);
    List<ProcessHandle> children = agent.children();
    agent.killAlone();
    stage.await("all have left", () -> children.stream().noneMatch(ProcessHandle::isAlive));
  }

  @Test
  void whatAKilledAgentHadBegunEndsAndWaitsForNobody() throws IOException {
    Path gate = folder.resolve("gate");
    agent.set("PIHA_ON_PROMOTE", "while ! test -e " + gate + "; do sleep 0.05; done");
    stage.startsPassive();
    stage.orders("promote", 5);
    stage.awaitBeat("starting", 5);
    List<ProcessHandle> children = agent.children();
    agent.killAlone();
    Files.createFile(gate);
    stage.await("all have left", () -> children.stream().noneMatch(ProcessHandle::isAlive));
  }

  @Test
  void wrongSettingsAreRefusedInWords() throws IOException {
    assertThat(agent.set("PIHA_HOSTS", "x").start().ends()).isEqualTo(2);
    assertThat(agent.said()).contains("unknown setting PIHA_HOSTS");
    Agent open =
        new Agent(folder.resolve("other"), shell, "a b", AgentStage.P, stage.broker.port());
    assertThat(open.start().ends()).isEqualTo(2);
    assertThat(open.said()).contains("PIHA_HOST");
    Path secret = Files.writeString(folder.resolve("secret"), "s3cret\n");
    Files.setPosixFilePermissions(secret, PosixFilePermissions.fromString("rw-r--r--"));
    assertThat(
            open.set("PIHA_HOST", "a").set("PIHA_PASSWORD_FILE", secret.toString()).start().ends())
        .isEqualTo(2);
    assertThat(open.said()).contains("others can read it").doesNotContain("s3cret");
    Files.setPosixFilePermissions(secret, PosixFilePermissions.fromString("rw-------"));
    open.set("PIHA_USER", "standby").start();
    stage.await("it runs", () -> stage.beats().anyMatch(each -> each.field("host").equals("a")));
    assertThat(open.commandLines()).noneMatch(each -> each.contains("s3cret"));
    assertThat(open.run("check")).isZero();
    assertThat(open.run("status")).isZero();
    assertThat(open.run()).as("a second one beside it").isEqualTo(2);
    open.close();
  }

  private Message last() {
    return stage.beats().reduce((a, b) -> b).orElseThrow();
  }
}
