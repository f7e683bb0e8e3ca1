package io.piha.peers;

import static org.assertj.core.api.Assertions.assertThat;

import io.piha.testing.Mosquitto;
import io.piha.testing.Peers;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionTimeoutException;

/** A broker, an agent for the host {@code standby}, and somebody who may say anything to it. */
final class AgentStage implements AutoCloseable {
  static final String P = "site/ha";

  final Mosquitto broker;
  final Wire wire;
  final Agent agent;
  final Client control;

  AgentStage(Path folder, String shell) throws IOException {
    broker = Peers.mosquitto(Files.createDirectories(folder.resolve("broker")));
    wire = new Wire(broker.port());
    control = Client.anybody(broker.port());
    agent = new Agent(folder.resolve("agent"), shell, "standby", P, broker.port());
  }

  /** An order for the agent's host, as the control plane gives it, of this moment. */
  static String order(String verb, long epoch) {
    return order(verb, "standby", epoch, java.time.Instant.now().toString());
  }

  static String order(String verb, String host, long epoch, String at) {
    return """
    {"cmd":"%s","host":"%s","epoch":%d,"id":"o-%s-%d","reason":"a test","by":"control","at":"%s"}\
    """
        .formatted(verb, host, epoch, verb, epoch, at);
  }

  static String state(String word, String host, long epoch) {
    return "{\"state\":\"%s\",\"host\":\"%s\",\"epoch\":%d,\"by\":\"control\"}"
        .formatted(word, host, epoch);
  }

  void orders(String verb, long epoch) {
    control.publish(P + "/cmd", order(verb, epoch));
  }

  /** The truth, retained. */
  void states(String word, String host, long epoch) {
    control.publish(P + "/state", state(word, host, epoch), "-r");
  }

  Stream<Message> beats() {
    return wire.heard(each -> each.topic().equals(P + "/heartbeat"));
  }

  /** Heartbeats of the agent's n-th run, from 1; each run counts its own anew. */
  List<Message> beatsOfRun(int run) {
    List<Message> beats = beats().toList();
    for (int i = 0, seen = 0; i < beats.size(); i++) {
      if (beats.get(i).json().path("seq").asInt(0) == 1 && ++seen == run) {
        return beats.subList(i, beats.size());
      }
    }
    return List.of();
  }

  /** The newest heartbeat says so; a missing state is the empty word. */
  void awaitBeat(String state, long epoch) {
    await(
        "a heartbeat " + state + " " + epoch,
        () ->
            beats().reduce((a, b) -> b).stream()
                .anyMatch(each -> each.field("state").equals(state) && each.epoch() == epoch));
  }

  void awaitTold(String what) {
    await("told to " + what, () -> agent.told().contains(what));
  }

  void await(String what, Callable<Boolean> condition) {
    try {
      Awaitility.await(what).until(condition);
    } catch (ConditionTimeoutException e) {
      List<String> beats = beats().map(Message::text).toList();
      throw new AssertionError(
          "not seen: %s%nagent: %s%ntold: %s%nheartbeats: %s"
              .formatted(
                  what,
                  agent.said(),
                  agent.told(),
                  beats.subList(Math.max(0, beats.size() - 5), beats.size())),
          e);
    }
  }

  /** The agent is up, listens, and is passive. */
  void startsPassive() {
    agent.start();
    awaitBeat("observing", 0);
    awaitListening();
  }

  /** A heartbeat may come before the subscription: what it saw raises its epoch, so it listens. */
  void awaitListening() {
    await(
        "the agent listens",
        () -> {
          control.publish(P + "/cmd", order("demote", "somebody", 1, "now"));
          return agent.book().contains("highest=1\n");
        });
  }

  void noClaimOf(String host) {
    assertThat(wire.heard(each -> each.field("state").equals("leader")))
        .noneMatch(each -> each.field("host").equals(host) && !each.field("by").equals("control"));
  }

  @Override
  public void close() {
    agent.close();
    wire.close();
    broker.close();
  }
}
