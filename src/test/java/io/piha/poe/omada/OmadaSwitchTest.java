package io.piha.poe.omada;

import static io.piha.poe.PoeSwitchContract.trouble;
import static org.assertj.core.api.Assertions.assertThat;

import io.piha.poe.Attached;
import io.piha.poe.PoeSwitch;
import io.piha.poe.SwitchTrouble.Kind;
import io.piha.poe.rest.RestClient;
import io.piha.poe.rest.RestContract;
import io.piha.site.Login;
import io.piha.site.Secret;
import io.piha.site.SecretText;
import io.piha.site.Trust;
import io.piha.testing.Fuzz;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class OmadaSwitchTest {

  @Nested
  class ByOpenApi extends Common {
    @Override
    protected Login login(String secret) {
      return new Login.Client(SecretText.of(OmadaTwin.CLIENT), new Secret(secret));
    }

    @Test
    void a_controller_without_switch_ports_in_its_open_api_is_told_with_what_to_do() {
      twin.offersNoSwitchPorts();
      var trouble = trouble(() -> poe().read("1"));
      assertThat(trouble.kind()).isEqualTo(Kind.REFUSED);
      assertThat(trouble.words()).contains("-1600", "username and password");
    }
  }

  @Nested
  class ByBoth extends Common {
    @Override
    protected Login login(String secret) {
      return new Login.Both(
          new Login.Client(SecretText.of(OmadaTwin.CLIENT), new Secret(secret)),
          new Login.Account(SecretText.of(OmadaTwin.USER), new Secret(secret)));
    }

    @Test
    void a_controller_that_offers_all_is_spoken_to_by_its_open_api_alone() throws Exception {
      poe().set("1", false, () -> true);
      assertThat(twin.requests()).noneMatch(each -> each.contains("/api/v2/"));
    }

    @Test
    void a_controller_without_switch_ports_in_its_open_api_is_spoken_to_by_the_other_one()
        throws Exception {
      twin.offersNoSwitchPorts();
      assertThat(poe().read("1").isDelivering()).isTrue();
      poe().set("1", false, () -> true);
      assertThat(twin.commands()).isEqualTo(1);
      assertThat(poe().read("1").isOff()).isTrue();
      assertThat(twin.requests().stream().filter(each -> each.endsWith("/poe-info"))).hasSize(1);
      assertThat(poe().attached()).hasSize(1);
    }
  }

  @Nested
  class ByPrivateApi extends Common {
    @Override
    protected Login login(String secret) {
      return new Login.Account(SecretText.of(OmadaTwin.USER), new Secret(secret));
    }

    @Test
    void the_whole_port_goes_back_with_only_its_poe_changed() throws Exception {
      poe().set("1", false, () -> true);
      var sent = twin.patches().getFirst();
      assertThat(sent.path("poe").asInt()).isZero();
      assertThat(sent.path("profileOverrideEnable").asBoolean()).isTrue();
      assertThat(sent.path("name").asString()).isEqualTo("Port1");
      assertThat(sent.has("bandWidthCtrlType")).isTrue();
    }

    @Test
    void a_port_comes_back_in_the_mode_it_had_also_after_a_restart_of_ours() throws Exception {
      twin.ownSetting();
      poe().set("1", false, () -> true);
      restart();
      poe().set("1", true, () -> true);
      assertThat(twin.patches().getLast().path("poe").asInt()).isEqualTo(2);
    }
  }

  abstract static class Common extends RestContract<OmadaTwin> {

    protected abstract Login login(String secret);

    @Override
    protected OmadaTwin twin() {
      return new OmadaTwin(PASSWORD);
    }

    @Override
    protected PoeSwitch open(RestClient client, String secret) {
      return new OmadaSwitch(
          new OmadaConfig(
              "rack",
              url(),
              login(secret),
              Optional.empty(),
              "default",
              "aa:bb:cc:00:11:22",
              Trust.SYSTEM,
              DEADLINE,
              List.of()),
          client,
          modes.of("rack"));
    }

    @Test
    void watts_are_read() throws Exception {
      assertThat(poe().read("1").watts()).hasValue(4.5);
    }

    @Test
    void a_session_or_token_that_ended_is_renewed_for_a_question() throws Exception {
      poe().read("1");
      twin.expire();
      assertThat(poe().read("1").isDelivering()).isTrue();
      twin.expire();
      poe().set("1", false, () -> true);
      assertThat(twin.commands()).isEqualTo(1);
      assertThat(poe().read("1").isOff()).isTrue();
    }

    @Test
    void who_is_on_a_port_is_told_by_the_controllers_clients() throws Exception {
      assertThat(poe().attached()).containsExactly(new Attached("5", "dc:a6:32:00:00:05", "haos"));
      assertThat(poe().learnedOn("dc:a6:32:00:00:05")).containsExactly("5");
    }

    @Test
    void an_error_within_a_success_is_a_refusal() {
      twin.refuseCommands();
      assertThat(trouble(() -> poe().set("1", false, () -> true)).words())
          .contains("-1005", "forbidden");
    }
  }

  @Test
  @Tag(Fuzz.TAG)
  void spans_are_read_and_nonsense_is_none() {
    assertThat(OmadaTime.parse("6day(s) 21h 4m 33s"))
        .contains(Duration.ofDays(6).plusHours(21).plusMinutes(4).plusSeconds(33));
    assertThat(OmadaTime.parse("12m 34s")).contains(Duration.ofSeconds(754));
    assertThat(OmadaTime.parse("soon")).isEmpty();
    Random random = Fuzz.random(7);
    for (int i = 0; i < Fuzz.rounds(20_000); i++) {
      StringBuilder text = new StringBuilder();
      for (int n = random.nextInt(14); n > 0; n--) {
        text.append("0123456789day(s) hms".charAt(random.nextInt(20)));
      }
      assertThat(OmadaTime.parse(text.toString()).orElse(Duration.ZERO).isNegative()).isFalse();
    }
  }
}
