package io.piha.peers;

import static org.assertj.core.api.Assertions.assertThat;

import io.piha.testing.NeedsPeer;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** One fault of one observer, the leader alive or excused: no cycle, no cut, no promotion. */
@NeedsPeer({"mosquitto", "mosquitto_pub", "mosquitto_rr", "snmpd", "perl", "stdbuf", "kill"})
class NothingHappensTest extends OneHouse {
  private static final String P = House.P;

  /** Longer than silence, grace, cycle and wait together. */
  private static final Duration LONG = Duration.ofSeconds(5);

  NothingHappensTest(@TempDir Path folder) throws IOException {
    super(folder);
  }

  @AfterEach
  void nothingHasHappened() {
    house.awaitWell();
    house.assertUntouched();
    assertThat(house.service().path("epoch").asLong()).isEqualTo(1);
  }

  @Test
  void whileTheBrokerIsGoneAndWhenItIsBack() {
    house.broker().kill();
    house.awaitPhase("blind");
    house.staysUntouched(LONG);
    house.restartBroker();
  }

  @Test
  void whileTheBrokerIsFrozen() {
    house.broker().pause();
    house.awaitPhase("suspect");
    house.staysUntouched(LONG);
    house.broker().resume();
  }

  @Test
  void whileHeartbeatsAreLostAndTheHostAnswers() {
    house.haos().beats(false);
    house.awaitPhase("suspect");
    house.staysUntouched(LONG);
    assertThat(house.phase()).isEqualTo("suspect");
    house.haos().beats(true);
  }

  @Test
  void whileNoWitnessAnswers() throws IOException {
    house.witness().fallSilent();
    house.await("isolated", () -> house.engine().status().path("isolated").asBoolean(false));
    house.haos().dies();
    house.staysUntouched(LONG);
    assertThat(house.phase()).isEqualTo("blind");
    house.haos().heals();
    house.witness().speak();
  }

  @Test
  void duringAnAnnouncedRestart() {
    house.haos().announces("restart");
    house.await(
        "planned",
        () ->
            house
                .service()
                .path("hosts")
                .path("haos")
                .path("state")
                .asString("")
                .equals("planned"));
    house.haos().dies();
    house.staysUntouched(LONG);
    house.haos().heals();
    house.haos().beats(true);
  }

  @Test
  void whenTheEngineItselfStoodStill() {
    house.engine().pause();
    house.staysUntouched(LONG);
    house.engine().resume();
    house.staysUntouched(Duration.ofSeconds(3));
  }

  @Test
  void whenTheTokenIsRejected() {
    house.haos().acceptsToken(false);
    house.haos().beats(false);
    house.awaitPhase("suspect");
    house.staysUntouched(LONG);
    house.haos().acceptsToken(true);
    house.haos().beats(true);
  }

  @Test
  void onARetainedHeartbeatThatIsReplayed() {
    house.haos().beats(false);
    house.awaitPhase("suspect");
    house.publish(P + "/heartbeat", "haos", "-r");
    house.awaitPhase("normal");
    house.awaitPhase("suspect");
    String last = lastHeartbeat();
    house.broker().stop();
    house.awaitPhase("blind");
    house.restartBroker();
    house.await(
        "sighted again",
        () -> house.engine().status().path("broker").path("connected").asBoolean(false));
    house.awaitPhase("suspect");
    assertThat(lastHeartbeat()).isEqualTo(last);
    house.publish(P + "/heartbeat", "", "-r");
    house.haos().beats(true);
  }

  private String lastHeartbeat() {
    return house.service().path("hosts").path("haos").path("last_heartbeat").asString("");
  }

  @Test
  void onARetainedOrRepeatedOrUnknownRequest() {
    house.publish(P + "/cmd", "{\"cmd\":\"promote\",\"host\":\"standby\",\"id\":\"old\"}", "-r");
    house.await("refused", () -> refusals().anyMatch(each -> each.contains("retained request")));
    house.publish(P + "/cmd", "", "-r");
    JsonNode unknown = house.ask("{\"cmd\":\"self-destruct\",\"id\":\"boom\"}");
    assertThat(unknown.path("accepted").asBoolean(true)).isFalse();
    JsonNode nobody = house.ask("{\"cmd\":\"promote\",\"host\":\"nobody\",\"id\":\"who\"}");
    assertThat(nobody.path("accepted").asBoolean(true)).isFalse();
    JsonNode again = house.ask("{\"cmd\":\"promote\",\"host\":\"nobody\",\"id\":\"who\"}");
    assertThat(again.path("accepted").asBoolean(true)).isFalse();
    JsonNode primary = house.ask("{\"cmd\":\"demote\",\"host\":\"haos\",\"id\":\"down\"}");
    assertThat(primary.path("why").asString("")).contains("promote");
    JsonNode dry =
        house.ask("{\"cmd\":\"promote\",\"host\":\"standby\",\"dry_run\":true,\"id\":\"dry\"}");
    assertThat(dry.path("accepted").asBoolean(false)).as("%s", dry).isTrue();
    assertThat(dry.path("why").asString("").lines())
        .as("what would follow, lived through in a simulated house")
        .anyMatch(each -> each.matches("\\+0:\\d\\d  standby leads .*"))
        .last()
        .asString()
        .contains("in the end: failed_over, standby leads");
  }

  private Stream<String> refusals() {
    return house.records("request_refused").stream().map(each -> each.path("reason").asString(""));
  }

  @Test
  void onGarbageOfEveryKindOnEveryTopic() throws IOException {
    List<byte[]> garbage =
        List.of(
            new byte[] {0, (byte) 0xff, (byte) 0xfe, 1, 2, (byte) 0xc3, 0x28},
            "x".repeat(1 << 20).getBytes(StandardCharsets.UTF_8),
            ("{\"host\":" + "[".repeat(100_000)).getBytes(StandardCharsets.UTF_8),
            "{\"host\":42,\"state\":[],\"epoch\":\"seven\",\"cmd\":{},\"id\":-1}"
                .getBytes(StandardCharsets.UTF_8),
            "{\"host\":\"haos\",\"state\":\"leader\",\"epoch\":9007199254740993}"
                .getBytes(StandardCharsets.UTF_8),
            "{\"host\":\"haos\",\"state\":\"leader\",\"epoch\":-5}"
                .getBytes(StandardCharsets.UTF_8),
            "{\"host\":\"stranger\",\"state\":\"leader\",\"epoch\":99}"
                .getBytes(StandardCharsets.UTF_8),
            "{\"host\":\"haos\"".getBytes(StandardCharsets.UTF_8),
            "null".getBytes(StandardCharsets.UTF_8),
            "promote \u0000".getBytes(StandardCharsets.UTF_8));
    List<String> topics =
        List.of(
            P + "/heartbeat",
            P + "/cmd",
            P + "/standby_sync_freeze",
            P + "/events",
            P + "/never/heard/of",
            "piha/control/status",
            "piha/control/events");
    int before = house.engine().said().length();
    Path file = house.folder().resolve("garbage");
    for (byte[] each : garbage) {
      Files.write(file, each);
      for (String topic : topics) {
        house.publishFile(topic, file);
      }
    }
    house.staysUntouched(Duration.ofSeconds(2));
    assertThat(house.service().path("frozen").asBoolean(true)).isFalse();
    assertThat(house.engine().said().substring(before)).doesNotContain("Exception");
  }
}
