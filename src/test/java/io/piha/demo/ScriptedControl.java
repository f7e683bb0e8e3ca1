package io.piha.demo;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;
import org.jspecify.annotations.Nullable;

/**
 * A control plane that does not think: it plays what the contract says a control plane would do in
 * the demo's story, so that the story itself can be tested.
 */
final class ScriptedControl implements AutoCloseable {
  private final DemoEstate estate;
  private final List<Heard> heard = new CopyOnWriteArrayList<>();
  private final DemoLink link;

  ScriptedControl(DemoEstate estate) {
    this.estate = estate;
    link =
        new DemoLink(
                estate.broker().url(),
                "scripted-control",
                List.of(DemoEstate.PREFIX + "/#"),
                Duration.ofMillis(50),
                heard::add)
            .start();
  }

  /** Plays the whole failover and the way home. */
  void play() {
    patience().until(link::isConnected);
    patience().until(estate.haos()::leads);
    status("normal", "haos");
    patience().until(() -> !estate.containers().runs(DemoContainers.DATABASE));
    status("normal", "haos", "exited");
    patience().until(() -> estate.containers().runs(DemoContainers.DATABASE));
    status("normal", "haos");
    patience().until(() -> estate.haos().condition() == DemoHost.Condition.HUNG);
    state("recovering", "haos", 7);
    estate.powerSwitch().set(DemoEstate.HAOS_PORT, false);
    pass(estate.timings().offTime());
    estate.powerSwitch().set(DemoEstate.HAOS_PORT, true);
    pass(estate.timings().recoveryWait());
    estate.powerSwitch().set(DemoEstate.HAOS_PORT, false);
    pass(estate.timings().fenceProof().multipliedBy(2));
    lead("standby", 8);
    state("leader", "standby", 8);
    status("failed_over", "standby");
    answer("ack", true);
    answer("failback", false);
    answer("failback", true);
    estate.powerSwitch().set(DemoEstate.HAOS_PORT, true);
    patience().until(() -> estate.haos().condition() == DemoHost.Condition.RUNNING);
    awaitBeat("\"host\":\"haos\",\"state\":\"observing\"");
    order("demote", "standby", 8);
    awaitBeat("\"host\":\"standby\",\"state\":\"observing\"");
    state("maintenance", "haos", 8);
    lead("haos", 9);
    state("leader", "haos", 9);
    status("normal", "haos");
  }

  private void lead(String host, long epoch) {
    state("none", null, epoch);
    order("promote", host, epoch);
    awaitBeat("\"host\":\"" + host + "\",\"state\":\"leader\",\"epoch\":" + epoch);
  }

  private void awaitBeat(String part) {
    heard.clear();
    patience().until(() -> heard.stream().anyMatch(message -> message.payload().contains(part)));
  }

  private void answer(String cmd, boolean accepted) {
    heard.removeIf(message -> !message.payload().contains("\"cmd\":\"" + cmd + "\""));
    patience()
        .until(() -> heard.stream().anyMatch(m -> m.payload().contains("\"cmd\":\"" + cmd + "\"")));
    String asked =
        heard.stream()
            .map(Heard::payload)
            .filter(payload -> payload.contains("\"cmd\":\"" + cmd + "\""))
            .findFirst()
            .orElseThrow();
    String id = Json.read(asked).flatMap(node -> Json.text(node, "id")).orElseThrow();
    heard.clear();
    link.publish(
        WireWatch.ANSWERS,
        "{\"id\":\"%s\",\"accepted\":%s,\"why\":\"so it is written\"}".formatted(id, accepted),
        1,
        false);
  }

  private void order(String cmd, String host, long epoch) {
    link.publish(
        DemoEstate.PREFIX + "/cmd",
        "{\"cmd\":\"%s\",\"host\":\"%s\",\"epoch\":%d,\"id\":\"x\"}".formatted(cmd, host, epoch),
        1,
        false);
  }

  private void state(String state, @Nullable String host, long epoch) {
    link.publish(
        DemoEstate.PREFIX + "/state",
        Json.object().put("state", state).put("host", host).put("epoch", epoch).toString(),
        1,
        true);
  }

  private void status(String phase, String leader) {
    status(phase, leader, "healthy");
  }

  private void status(String phase, String leader, String database) {
    link.publish(
        "piha/control/status",
        ("{\"control\":{\"role\":\"active\"},\"containers\":{\"mariadb\":\"%s\"},"
                + "\"services\":{\"home-assistant\":{\"phase\":\"%s\",\"leader\":\"%s\"}}}")
            .formatted(database, phase, leader),
        1,
        true);
  }

  private static ConditionFactory patience() {
    return Awaitility.await().atMost(Duration.ofMinutes(1)).pollDelay(Duration.ZERO);
  }

  private static void pass(Duration time) {
    Awaitility.await().atMost(time.plusSeconds(60)).pollDelay(time).until(() -> true);
  }

  @Override
  public void close() {
    link.close();
  }
}
