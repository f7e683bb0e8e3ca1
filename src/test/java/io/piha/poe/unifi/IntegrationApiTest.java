package io.piha.poe.unifi;

import static io.piha.poe.PoeSwitchContract.trouble;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.piha.arbiter.Effect;
import io.piha.arbiter.PortId;
import io.piha.arbiter.Signal;
import io.piha.arbiter.Signal.SetAnswer;
import io.piha.engine.EngineClock;
import io.piha.engine.NameLookup;
import io.piha.poe.PortModes;
import io.piha.poe.PortRow;
import io.piha.poe.PowerHand;
import io.piha.poe.SwitchTrouble.Kind;
import io.piha.poe.rest.RestClient;
import io.piha.poe.rest.RestTiming;
import io.piha.site.Capability;
import io.piha.site.Login;
import io.piha.site.Secret;
import io.piha.site.SecretText;
import io.piha.site.Trust;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class IntegrationApiTest {
  private static final String KEY = "key-&<secret>";

  private final NameLookup names = new NameLookup();
  private final IntegrationConsole console = new IntegrationConsole(KEY);
  private final UnifiSwitch poe = open(KEY);

  private UnifiSwitch open(String key) {
    return new UnifiSwitch(
        new UnifiConfig(
            "rack",
            SecretText.of(console.url()),
            new Login.ApiKey(new Secret(key)),
            "default",
            IntegrationConsole.MAC,
            Trust.SYSTEM,
            Duration.ofSeconds(10),
            List.of()),
        new RestClient(
            "rack",
            Trust.SYSTEM,
            new RestTiming(Duration.ofSeconds(20), Duration.ofSeconds(40)),
            names,
            new EngineClock()),
        PortModes.forgetful().of("rack"));
  }

  @BeforeEach
  void start() {
    console.start();
  }

  @AfterEach
  void stop() {
    console.close();
    names.close();
  }

  @Test
  void it_can_cycle_and_read_and_no_more() {
    assertThat(poe.capabilities()).containsExactlyInAnyOrder(Capability.CYCLE, Capability.READ);
    var trouble = trouble(() -> poe.set("1", false, () -> true));
    assertThat(trouble.kind()).isEqualTo(Kind.REFUSED);
    assertThat(trouble.words()).contains("only be cycled");
    assertThat(console.commands()).isZero();
  }

  @Test
  void ports_are_read_and_listed_without_those_that_have_no_poe() throws Exception {
    console.dark(3);
    assertThat(poe.read("1").isDelivering()).isTrue();
    assertThat(poe.read("3").isDelivering()).isFalse();
    assertThat(poe.ports())
        .extracting(PortRow::port)
        .containsExactly("1", "2", "3", "4", "5", "6", "7", "8");
    assertThat(trouble(() -> poe.read("9")).words()).contains("no PoE");
    assertThat(trouble(() -> poe.read("99")).words()).contains("no port 99");
    assertThat(poe.uptime()).isEqualTo(Duration.ofSeconds(754));
  }

  @Test
  void a_switch_on_the_second_page_is_found() throws Exception {
    console.others(200);
    assertThat(poe.read("1").isDelivering()).isTrue();
  }

  @Test
  void a_cycle_is_ordered_once_and_not_on_a_dark_port() throws Exception {
    poe.cycle("2", () -> true);
    assertThat(console.dips()).isTrue();
    assertThat(poe.read("2").isDelivering()).isFalse();
    var trouble = trouble(() -> poe.cycle("2", () -> true));
    assertThat(trouble.kind()).isEqualTo(Kind.REFUSED);
    assertThat(trouble.words()).contains("InvalidTargetPort");
    console.cycleEnds(2);
    assertThat(poe.read("2").isDelivering()).isTrue();
  }

  @Test
  void the_hand_takes_off_for_a_cycle_and_on_for_nothing() {
    Queue<Signal> heard = new ConcurrentLinkedQueue<>();
    EngineClock clock = new EngineClock();
    PortId port = new PortId("rack", "2");
    try (PowerHand hand = new PowerHand(Map.of("rack", poe), clock, heard::add)) {
      hand.carryOut(new Effect.SetPort(port, "a/off", false, clock.instant().plusSeconds(60)));
      hand.carryOut(new Effect.SetPort(port, "a/on", true, clock.instant().plusSeconds(60)));
      await().atMost(Duration.ofSeconds(60)).until(() -> heard.size() == 2);
    }
    assertThat(heard)
        .allSatisfy(
            each -> assertThat(((Signal.PortSet) each).answer()).isEqualTo(SetAnswer.ACCEPTED));
    assertThat(console.commands()).isEqualTo(1);
  }

  @Test
  void a_wrong_key_is_told_without_being_shown() {
    String wrong = "wrong-key-1234";
    var trouble = trouble(() -> open(wrong).read("1"));
    assertThat(trouble.kind()).isEqualTo(Kind.REFUSED);
    assertThat(trouble.words()).contains("refused the API key").doesNotContain(wrong, KEY);
  }

  @Test
  void what_the_console_remembers_of_a_switch_that_left_it_is_not_believed() {
    console.state("OFFLINE");
    assertThat(trouble(() -> poe.read("1")).words()).contains("OFFLINE");
  }
}
