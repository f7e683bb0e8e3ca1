package io.piha.poe.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.piha.poe.PoeSwitch;
import io.piha.poe.SwitchTrouble.Kind;
import io.piha.poe.rest.HttpTwin.Reply;
import io.piha.poe.rest.RestClient;
import io.piha.poe.rest.RestContract;
import io.piha.site.Capability;
import io.piha.site.SecretText;
import io.piha.site.Trust;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class HttpSwitchTest extends RestContract<RelayTwin> {

  @Override
  protected RelayTwin twin() {
    return new RelayTwin(PASSWORD);
  }

  @Override
  protected PoeSwitch open(RestClient client, String secret) {
    return new HttpSwitch(
        new HttpConfig(
            "rack",
            Optional.of(call("POST", "/set", secret, "{\"port\":\"{port}\",\"on\":true}")),
            Optional.of(call("POST", "/set", secret, "{\"port\":\"{port}\",\"on\":false}")),
            Optional.of(call("POST", "/cycle/{port}", secret, "")),
            Optional.of(
                new HttpStatus(
                    call("GET", "/port/{port}", secret, ""),
                    Pattern.compile("power=up\\b"),
                    Pattern.compile("power=down\\b"))),
            Trust.SYSTEM,
            DEADLINE,
            List.of()),
        client);
  }

  private HttpCall call(String method, String path, String secret, String body) {
    return new HttpCall(
        method,
        SecretText.of(twin.url() + path),
        Map.of("X-Key", SecretText.of(secret, "<header>")),
        body.isEmpty() ? Optional.empty() : Optional.of(SecretText.of(body)));
  }

  @Test
  void its_own_cycle_is_one_request() throws Exception {
    assertThat(poe().capabilities()).contains(Capability.CYCLE);
    poe().cycle("4", () -> true);
    assertThat(twin.cycles()).isEqualTo(1);
    assertThat(trouble(() -> poe().cycle("4", () -> false)).kind()).isEqualTo(Kind.NOT_SENT);
    assertThat(twin.cycles()).isEqualTo(1);
  }

  @Test
  void an_answer_that_says_neither_or_both_is_no_reading() {
    twin.answers(Reply.page(200, "power=dimmed"));
    assertThat(trouble(() -> poe().read("1")).words()).contains("neither on_when nor off_when");
    twin.answers(Reply.page(200, "power=up power=down"));
    assertThat(trouble(() -> poe().read("1")).kind()).isEqualTo(Kind.BAD_ANSWER);
  }

  @Test
  void a_failure_of_the_device_leaves_open_whether_a_command_took_effect_and_is_not_repeated() {
    twin.answers(Reply.page(503, "").with("Retry-After", "0"));
    assertThat(trouble(() -> poe().set("1", false, () -> true)).kind()).isEqualTo(Kind.BAD_ANSWER);
    assertThat(twin.asked("POST /set")).isEqualTo(1);
  }

  @Test
  void a_redirect_is_not_followed() {
    twin.answers(new Reply(302, Map.of("Location", "/elsewhere"), ""));
    assertThat(trouble(() -> poe().set("1", false, () -> true)).words()).contains("status 302");
    assertThat(twin.requests()).containsExactly("POST /set");
  }

  @Test
  void when_asked_to_slow_down_it_is_left_alone_for_as_long_as_it_says() {
    twin.answers(Reply.page(429, "slowly").with("Retry-After", "600"));
    assertThat(trouble(() -> poe().read("1")).kind()).isEqualTo(Kind.REFUSED);
    var trouble = trouble(() -> poe().read("1"));
    assertThat(trouble.kind()).isEqualTo(Kind.NOT_SENT);
    assertThat(trouble.words()).contains("status 429", "600 s");
    assertThat(twin.requests()).hasSize(1);
  }

  // What the file does not describe, the driver does not know.

  @Override
  @Test
  public void all_ports_are_listed_under_the_names_that_read_them() {
    assertThat(trouble(() -> poe().ports()).words()).contains("does not tell which ports");
  }

  @Override
  @Test
  public void it_tells_how_long_the_device_is_up() {
    assertThat(trouble(() -> poe().uptime()).words()).contains("does not tell its uptime");
  }

  @Override
  @Test
  public void a_wrong_password_is_told_without_being_shown_and_not_tried_again_at_once() {
    String wrong = "letmein-%$?";
    PoeSwitch poe =
        open(
            new RestClient(
                "rack",
                Trust.SYSTEM,
                io.piha.poe.rest.RestTiming.DEFAULT,
                names,
                new io.piha.engine.EngineClock()),
            wrong);
    assertThat(trouble(() -> poe.read("1")).words())
        .contains("reading port 1 of rack", "status 403")
        .doesNotContain(wrong, PASSWORD);
  }
}
