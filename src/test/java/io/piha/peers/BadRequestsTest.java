package io.piha.peers;

import static org.assertj.core.api.Assertions.assertThat;

import io.piha.leadership.Signatures;
import io.piha.testing.NeedsPeer;
import io.piha.testing.Programs;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** A thousand bad requests of every kind, on a real broker, to an engine that wants signatures. */
@NeedsPeer({
  "mosquitto",
  "mosquitto_pub",
  "mosquitto_rr",
  "snmpd",
  "perl",
  "stdbuf",
  "kill",
  "openssl",
  "date"
})
class BadRequestsTest {
  private static final String CMD = House.P + "/cmd";
  private static final String KEY = "a-key-of-more-than-16-characters";
  private static final int OF_A_KIND = 100;

  @TempDir Path folder;
  private int sent;

  @Test
  void noneIsActedOnAndTheEngineGoesOnAsBefore() throws Exception {
    try (House house =
        House.open(
            folder,
            text ->
                text.replace(
                    "requests: open",
                    "requests: signed\noperators: {alice: {key: \"" + KEY + "\"}}"))) {
      house.awaitWell();
      String now = Instant.now().truncatedTo(ChronoUnit.SECONDS).toString();
      String promote =
          "{\"cmd\":\"promote\",\"host\":\"standby\",\"force\":true,\"reason\":\"%d\"}";
      flood(house, promote, List.of());
      flood(house, "promote standby", List.of());
      flood(house, "reset-haos", List.of());
      flood(house, promote, signed("alice", "0".repeat(64), now, "n-forged"));
      flood(house, promote, signed("mallory", good("x", now, "n"), now, "n-unknown"));
      flood(house, promote, signed("alice", good("reset haos", now, "n-other"), now, "n-other"));
      String old = Instant.now().minusSeconds(600).truncatedTo(ChronoUnit.SECONDS).toString();
      flood(house, "reset haos", signed("alice", good("reset haos", old, "n-old"), old, "n-old"));
      flood(house, "{\"cmd\":\"sudo\",\"host\":\"haos\"}", List.of());
      flood(house, "{\"cmd\":\"promote\",\"host\":[[[[", List.of());
      String ack = "{\"cmd\":\"ack\",\"reason\":\"once\",\"id\":\"once\"}";
      flood(house, ack, signed("alice", good(ack, now, "n-replay"), now, "n-replay"));
      assertThat(sent).isEqualTo(1_000);

      // A good one is answered meanwhile, within its five seconds.
      String freeze = "{\"cmd\":\"freeze\",\"reason\":\"mine\"}";
      JsonNode answer = ask(house, freeze, signed("alice", good(freeze, now, "n-1"), now, "n-1"));
      assertThat(answer.path("accepted").asBoolean(false)).as(answer.toString()).isTrue();
      house.await("frozen", () -> house.service().path("frozen").asBoolean(false));

      house.assertUntouched();
      assertThat(house.records("heartbeat_lost")).isEmpty();
      assertThat(house.records("blind")).isEmpty();
      assertThat(house.leader()).isEqualTo("haos");
      house.await("all is told", () -> counted(house) >= refusable());
      assertThat(house.records("request_refused").size()).isLessThan(100);
      assertThat(house.records("request_accepted")).hasSizeLessThanOrEqualTo(2);
      assertThat(Files.readString(folder.resolve("log").resolve("audit.jsonl")))
          .doesNotContain(KEY);
    }
  }

  /** All but those that are no requests at all, and the first of the repeated ones. */
  private int refusable() {
    return sent - OF_A_KIND - 1;
  }

  private static int counted(House house) {
    int counted = 0;
    for (JsonNode each : house.records("request_refused")) {
      String why = each.path("reason").asString("");
      int more = why.indexOf(" more within a minute");
      counted +=
          more < 0 ? 1 : Integer.parseInt(why.substring(why.lastIndexOf(' ', more - 1) + 1, more));
    }
    return counted;
  }

  private static String good(String payload, String at, String nonce) {
    return Signatures.sign(KEY, CMD, payload.getBytes(StandardCharsets.UTF_8), at, nonce);
  }

  private static List<String> signed(String operator, String signature, String at, String nonce) {
    List<String> arguments = new ArrayList<>();
    String[][] all = {
      {"operator", operator}, {"at", at}, {"nonce", nonce}, {"signature", signature}
    };
    for (String[] each : all) {
      arguments.addAll(List.of("-D", "PUBLISH", "user-property", each[0], each[1]));
    }
    return arguments;
  }

  private void flood(House house, String payload, List<String> properties) throws Exception {
    Path lines = Files.createTempFile(folder, "flood", ".txt");
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < OF_A_KIND; i++) {
      text.append(payload.replace("%d", Integer.toString(i))).append('\n');
    }
    Files.writeString(lines, text);
    List<String> command = new ArrayList<>(List.of(Wire.program("mosquitto_pub"), "-V", "5"));
    command.addAll(List.of("-h", "127.0.0.1", "-p", Integer.toString(house.broker().port())));
    command.addAll(List.of("-q", "1", "-t", CMD, "-l"));
    command.addAll(properties);
    Process process =
        new ProcessBuilder(command)
            .redirectInput(lines.toFile())
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .start();
    assertThat(process.waitFor()).isZero();
    sent += OF_A_KIND;
  }

  private static JsonNode ask(House house, String payload, List<String> properties) {
    List<String> arguments = new ArrayList<>(List.of("-V", "5", "-h", "127.0.0.1", "-q", "1"));
    arguments.addAll(List.of("-p", Integer.toString(house.broker().port()), "-t", CMD));
    arguments.addAll(List.of("-e", "answers/mine", "-W", "25", "-m", payload));
    arguments.addAll(properties);
    return new tools.jackson.databind.ObjectMapper()
        .readTree(Programs.must("mosquitto_rr", arguments));
  }
}
