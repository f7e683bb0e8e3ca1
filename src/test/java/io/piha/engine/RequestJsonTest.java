package io.piha.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.piha.arbiter.Command;
import io.piha.arbiter.Request;
import io.piha.testing.Fuzz;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class RequestJsonTest {

  private static final Instant NOW = Instant.parse("2026-03-01T02:00:00Z");

  private static RequestJson.Result read(String json) {
    return RequestJson.read(json, "ha", "made-up", "operator:root", false, NOW);
  }

  private static String trouble(String json) {
    return read(json) instanceof RequestJson.Bad bad ? bad.why() : "";
  }

  @Test
  void aFullRequestIsReadAsItWasWritten() {
    Request request =
        new Request(
            "r1",
            "ha",
            Command.PROMOTE,
            "standby",
            "operator:alice",
            "the primary smells burnt",
            Optional.of(Duration.ofMinutes(30)),
            true,
            true,
            true,
            true,
            OptionalLong.of(311),
            false);
    String json = RequestJson.write(request).toString();
    assertThat(RequestJson.read(json, "", "made-up", "", false, NOW))
        .isEqualTo(new RequestJson.Good(request));
  }

  @Test
  void aBareCommandGetsTheServiceAndTheIdOfItsWay() {
    assertThat(read("{\"cmd\":\"thaw\",\"colour\":7,\"host\":null}"))
        .isEqualTo(
            new RequestJson.Good(
                Request.of("made-up", "ha", Command.THAW, "", "operator:root", "")));
  }

  @Test
  void anEndMayBeATimeOrALength() {
    assertThat(trouble("{\"cmd\":\"freeze\",\"until\":\"2026-03-01T04:00:00+01:00\"}")).isEmpty();
    assertThat(trouble("{\"cmd\":\"freeze\",\"until\":\"2d\"}")).isEmpty();
    assertThat(trouble("{\"cmd\":\"freeze\",\"until\":\"2026-03-01T01:00:00Z\"}"))
        .isEqualTo("until is already over");
    assertThat(trouble("{\"cmd\":\"freeze\",\"until\":\"soon\"}")).contains("such as 30m");
    assertThat(trouble("{\"cmd\":\"freeze\",\"until\":\"999999999999d\"}")).contains("366 days");
  }

  @Test
  void everyMistakeIsNamedAtOnce() {
    assertThat(trouble("{\"cmd\":\"reset\",\"dry_run\":\"true\",\"revision\":-1}"))
        .isEqualTo(
            "reset needs a host; dry_run must be true or false;"
                + " revision must be a whole number, 0 or more");
  }

  @Test
  void whatIsNoRequestIsRefused() {
    assertThat(trouble("[]")).contains("JSON object");
    assertThat(trouble("{\"cmd\":\"dance\"}")).isEqualTo("unknown cmd \"dance\"");
    assertThat(trouble("{}")).isEqualTo("cmd is missing");
    assertThat(trouble("{\"cmd\":\"ack\",\"epoch\":8}")).contains("order");
    assertThat(trouble("{\"cmd\":\"ack\",\"cmd\":\"thaw\"}")).contains("not JSON");
    assertThat(trouble("{\"cmd\":\"ack\"} {}")).contains("not JSON");
    assertThat(trouble("{\"cmd\":\"ack\",\"service\":\"other\"}")).contains("was asked on ha");
    assertThat(trouble("x".repeat(RequestJson.LONGEST + 1))).contains("at most");
    assertThat(trouble("[".repeat(5000))).contains("not JSON");
  }

  @Test
  void nobodyCanCallHimselfTheControlPlane() {
    String json = "{\"cmd\":\"ack\",\"by\":\"control\"}";
    RequestJson.Result read = RequestJson.read(json, "ha", "made-up", "", false, NOW);
    assertThat(((RequestJson.Good) read).request().by()).isEqualTo("operator:control");
  }

  @Test
  @Tag(Fuzz.TAG)
  void garbageNeverThrows() {
    Random random = Fuzz.random(7);
    String seed =
        "{\"id\":\"r1\",\"cmd\":\"reset\",\"host\":\"haos\",\"until\":\"30m\",\"force\":true}";
    for (int round = 0; round < Fuzz.rounds(20_000); round++) {
      StringBuilder text = new StringBuilder(seed);
      for (int edits = random.nextInt(6); edits >= 0; edits--) {
        int at = random.nextInt(text.length());
        text.setCharAt(at, (char) random.nextInt(random.nextBoolean() ? 128 : 65536));
      }
      assertThat(read(text.toString())).isNotNull();
    }
  }
}
