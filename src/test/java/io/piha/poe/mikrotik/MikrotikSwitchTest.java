package io.piha.poe.mikrotik;

import static org.assertj.core.api.Assertions.assertThat;

import io.piha.arbiter.PortReading.Delivery;
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
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class MikrotikSwitchTest extends RestContract<RouterTwin> {

  @Override
  protected RouterTwin twin() {
    return new RouterTwin(PASSWORD);
  }

  @Override
  protected PoeSwitch open(RestClient client, String secret) {
    return new MikrotikSwitch(
        new MikrotikConfig(
            "rack",
            url(),
            new Login.Account(SecretText.of(RouterTwin.USER), new Secret(secret)),
            Trust.SYSTEM,
            DEADLINE,
            List.of()),
        client,
        modes.of("rack"));
  }

  @Override
  protected String port(int number) {
    return "ether" + number;
  }

  @Test
  void a_router_that_wants_its_port_named_otherwise_is_asked_by_script_and_once() throws Exception {
    twin.wantsAnotherSelector();
    poe().cycle(port(3), () -> true);
    assertThat(twin.commands()).isEqualTo(1);
    assertThat(twin.asked("POST /rest/execute")).isEqualTo(1);
    assertThat(trouble(() -> poe().cycle(port(9), () -> true)).words()).contains("ether9");
    assertThat(twin.commands()).isEqualTo(1);
  }

  @Test
  void who_is_on_a_port_is_told_by_bridge_and_neighbours() throws Exception {
    assertThat(poe().attached())
        .containsExactly(
            new Attached("ether5", "02:00:00:00:00:0a", ""),
            new Attached("ether5", "02:00:00:00:00:0a", "haos"));
    assertThat(poe().learnedOn("02:00:00:00:00:0a")).containsExactly("ether5");
    assertThat(poe().learnedOn("02:00:00:00:00:01")).isEmpty();
  }

  @Test
  void watts_are_read_whether_told_as_text_or_number() throws Exception {
    assertThat(poe().read("ether1").watts()).hasValue(4.7);
    poe().set("ether1", false, () -> true);
    assertThat(poe().read("ether1").watts()).hasValue(0);
  }

  @Test
  void a_port_comes_back_in_the_mode_it_had() throws Exception {
    twin.forced();
    poe().set("ether2", false, () -> true);
    poe().set("ether2", true, () -> true);
    assertThat(poe().read("ether2").isDelivering()).isTrue();
    poe().cycle("ether2", () -> true);
    assertThat(twin.asked("POST /rest/interface/ethernet/poe/power-cycle")).isEqualTo(1);
  }

  @Test
  void a_port_comes_back_in_the_mode_it_had_also_after_a_restart_of_ours() throws Exception {
    twin.forced();
    poe().set("ether2", false, () -> true);
    restart();
    poe().set("ether2", true, () -> true);
    assertThat(twin.mode(2)).isEqualTo("forced-on");
  }

  @Test
  void every_status_is_delivery_or_fault_or_unknown_and_never_taken_for_more() throws Exception {
    for (String fault : List.of("short-circuit", "overload", "controller-error")) {
      twin.status(fault);
      assertThat(poe().read("ether1").delivery()).isEqualTo(Delivery.FAULT);
    }
    twin.status("waiting-for-load");
    assertThat(poe().read("ether1").delivery()).isEqualTo(Delivery.NOT_DELIVERING);
    twin.status("a-word-of-tomorrow");
    assertThat(poe().read("ether1").delivery()).isEqualTo(Delivery.UNKNOWN);
  }

  @Test
  void a_refusal_is_told_in_the_routers_own_words() {
    twin.refuseCommands();
    var trouble = trouble(() -> poe().set("ether1", false, () -> true));
    assertThat(trouble.kind()).isEqualTo(Kind.REFUSED);
    assertThat(trouble.words()).contains("Bad Request", "not enough permissions");
  }

  @Test
  @Tag(Fuzz.TAG)
  void spans_are_read_and_nonsense_is_none() {
    assertThat(RouterTime.parse("1w2d3h4m5s"))
        .contains(Duration.ofDays(9).plusHours(3).plusMinutes(4).plusSeconds(5));
    assertThat(RouterTime.parse("12m34s")).contains(Duration.ofSeconds(754));
    assertThat(RouterTime.parse("")).isEmpty();
    assertThat(RouterTime.parse("yesterday")).isEmpty();
    Random random = Fuzz.random(7);
    for (int i = 0; i < Fuzz.rounds(20_000); i++) {
      StringBuilder text = new StringBuilder();
      for (int n = random.nextInt(12); n > 0; n--) {
        text.append("0123456789wdhms .".charAt(random.nextInt(17)));
      }
      assertThat(RouterTime.parse(text.toString()).orElse(Duration.ZERO).isNegative()).isFalse();
    }
  }
}
