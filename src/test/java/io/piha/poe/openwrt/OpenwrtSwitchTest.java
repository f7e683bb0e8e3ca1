package io.piha.poe.openwrt;

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
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class OpenwrtSwitchTest extends RestContract<UbusTwin> {

  @Override
  protected UbusTwin twin() {
    return new UbusTwin(PASSWORD);
  }

  @Override
  protected PoeSwitch open(RestClient client, String secret) {
    return new OpenwrtSwitch(
        new OpenwrtConfig(
            "rack",
            url(),
            new Login.Account(SecretText.of(UbusTwin.USER), new Secret(secret)),
            Trust.SYSTEM,
            DEADLINE,
            List.of()),
        client);
  }

  @Override
  protected String port(int number) {
    return "lan" + number;
  }

  @Test
  void watts_are_read() throws Exception {
    assertThat(poe().read("lan1").watts()).hasValue(4.5);
  }

  @Test
  void a_session_that_ended_is_renewed_for_a_question_and_a_command_after_it_is_sent_once()
      throws Exception {
    poe().read("lan1");
    twin.forgetSession();
    assertThat(poe().read("lan1").isDelivering()).isTrue();
    twin.forgetSession();
    poe().set("lan1", false, () -> true);
    assertThat(twin.commands()).isEqualTo(1);
    assertThat(twin.on(1)).isFalse();
  }

  @Test
  void an_account_that_may_only_poe_reads_and_switches_and_the_uptime_is_missed_in_words()
      throws Exception {
    twin.grantOnlyPoe();
    assertThat(poe().read("lan1").isDelivering()).isTrue();
    assertThat(poe().silence()).isEmpty();
    assertThat(trouble(() -> poe().uptime()).words()).contains("system info", "ACL");
  }

  @Test
  void who_is_on_a_port_is_told_by_the_bridge_where_the_acl_lets_us_ask() throws Exception {
    assertThat(poe().attached())
        .containsExactly(
            new Attached("lan5", "dc:a6:32:00:00:05", ""),
            new Attached("lan2.1", "dc:a6:32:00:00:0b", ""));
    assertThat(poe().learnedOn("dc:a6:32:00:00:05")).containsExactly("lan5");
    twin.denyExec();
    assertThat(trouble(() -> poe().attached()).words()).contains("file exec", "ACL");
  }

  @Test
  void a_table_of_nonsense_is_read_as_far_as_it_makes_sense() {
    Random random = new Random(17);
    String good = "dc:a6:32:00:00:05 dev lan5 vlan 1 master switch\n";
    for (int i = 0; i < 5_000; i++) {
      StringBuilder text = new StringBuilder(good.repeat(1 + random.nextInt(3)));
      for (int n = random.nextInt(8); n > 0; n--) {
        text.setCharAt(random.nextInt(text.length()), (char) random.nextInt(10, 0x180));
      }
      assertThat(BridgeTable.read(text.toString()))
          .allMatch(each -> Attached.isMac(each.mac()) && each.port().length() <= 32);
    }
  }

  @Test
  void the_standard_of_a_port_is_told() throws Exception {
    assertThat(poe().ports().getFirst().powerClass()).isEqualTo("PoE+");
  }

  @Test
  void without_realtek_poe_the_trouble_says_so() {
    twin.stopRealtekPoe();
    var trouble = trouble(() -> poe().read("lan1"));
    assertThat(trouble.kind()).isEqualTo(Kind.REFUSED);
    assertThat(trouble.words()).contains("reading port lan1 of rack", "Object not found");
  }
}
