package io.piha.poe.unifi;

import static io.piha.poe.PoeSwitchContract.trouble;
import static org.assertj.core.api.Assertions.assertThat;

import io.piha.poe.Attached;
import io.piha.poe.PoeSwitch;
import io.piha.poe.SwitchTrouble.Kind;
import io.piha.poe.rest.RestClient;
import io.piha.poe.rest.RestContract;
import io.piha.site.Capability;
import io.piha.site.Login;
import io.piha.site.Secret;
import io.piha.site.SecretText;
import io.piha.site.Trust;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class ClassicApiTest {

  @Nested
  class UnifiOs extends Common {
    @Override
    protected ClassicConsole twin() {
      return new ClassicConsole(PASSWORD, true);
    }
  }

  @Nested
  class OlderConsole extends Common {
    @Override
    protected ClassicConsole twin() {
      return new ClassicConsole(PASSWORD, false);
    }
  }

  abstract static class Common extends RestContract<ClassicConsole> {

    @Override
    protected PoeSwitch open(RestClient client, String secret) {
      return new UnifiSwitch(
          new UnifiConfig(
              "rack",
              url(),
              new Login.Account(SecretText.of(ClassicConsole.USER), new Secret(secret)),
              "default",
              "784558AABBCC",
              Trust.SYSTEM,
              DEADLINE,
              List.of()),
          client,
          modes.of("rack"));
    }

    @Test
    void watts_are_read_and_a_port_without_poe_is_refused() throws Exception {
      assertThat(poe().read("1").watts()).hasValue(4.25);
      assertThat(trouble(() -> poe().read("9")).words()).contains("port 9 has no PoE");
    }

    @Test
    void switching_one_port_leaves_the_overrides_of_all_others_as_they_were() throws Exception {
      List<Map<String, Object>> before = twin.overrides();
      poe().set("3", false, () -> true);
      assertThat(twin.overrides())
          .containsAll(before)
          .contains(Map.of("port_idx", 3, "poe_mode", "off", "portconf_id", "all"))
          .hasSize(before.size() + 1);
      poe().set("2", false, () -> true);
      assertThat(twin.overrides())
          .contains(
              Map.of("port_idx", 2, "poe_mode", "off", "name", "haos", "portconf_id", "all"),
              before.getFirst())
          .hasSize(before.size() + 1);
      poe().set("2", true, () -> true);
      assertThat(twin.overrides()).containsAll(before);
    }

    @Test
    void who_is_on_a_port_is_told_by_the_consoles_clients_and_the_switchs_neighbours()
        throws Exception {
      assertThat(poe().attached())
          .containsExactly(
              new Attached("5", "dc:a6:32:00:00:05", "haos"),
              new Attached("10", "78:45:58:00:00:01", ""));
      assertThat(poe().learnedOn("dc:a6:32:00:00:05")).containsExactly("5");
      assertThat(poe().learnedOn("dc:a6:32:00:00:06")).isEmpty();
    }

    @Test
    void a_port_comes_back_in_the_mode_it_had_also_after_a_restart_of_ours() throws Exception {
      twin.passive(3);
      poe().set("3", false, () -> true);
      restart();
      poe().set("3", true, () -> true);
      assertThat(twin.overrides())
          .contains(Map.of("port_idx", 3, "poe_mode", "pasv24", "portconf_id", "all"));
    }

    @Test
    void the_label_and_the_class_of_a_port_are_told() throws Exception {
      assertThat(poe().ports().getFirst())
          .matches(row -> row.label().equals("Port 1") && row.powerClass().equals("Class 4"));
    }

    @Test
    void an_ended_session_is_renewed_for_a_question() throws Exception {
      poe().read("1");
      twin.expireSession();
      assertThat(poe().read("1").isDelivering()).isTrue();
      twin.expireSessionWithLoginPage();
      assertThat(poe().read("1").isDelivering()).isTrue();
      twin.expireSession();
      poe().set("1", false, () -> true);
      assertThat(twin.commands()).isEqualTo(1);
    }

    @Test
    void its_own_cycle_works_on_a_port_that_delivers_and_says_why_on_another() throws Exception {
      assertThat(poe().capabilities()).contains(Capability.CYCLE);
      poe().cycle("1", () -> true);
      assertThat(twin.cycles()).isEqualTo(1);
      twin.dark(1);
      var trouble = trouble(() -> poe().cycle("1", () -> true));
      assertThat(trouble.kind()).isEqualTo(Kind.REFUSED);
      assertThat(trouble.words()).contains("delivers no power", "InvalidTargetPort");
      assertThat(trouble(() -> poe().cycle("2", () -> false)).kind()).isEqualTo(Kind.NOT_SENT);
      assertThat(twin.cycles()).isEqualTo(1);
    }

    @Test
    void what_the_console_remembers_of_a_switch_that_left_it_is_not_believed() {
      twin.state(0);
      var trouble = trouble(() -> poe().read("1"));
      assertThat(trouble.kind()).isEqualTo(Kind.BAD_ANSWER);
      assertThat(trouble.words()).contains("not connected", "disconnected");
      twin.state(4);
      assertThat(trouble(() -> poe().set("1", false, () -> true)).words()).contains("upgrading");
      assertThat(twin.commands()).isZero();
    }

    @Test
    void a_console_that_starts_is_told_so() {
      twin.booting();
      assertThat(trouble(() -> poe().read("1")).kind()).isEqualTo(Kind.BAD_ANSWER);
    }

    @Test
    void an_account_with_a_second_factor_is_of_no_use_and_that_is_said() {
      twin.wantsSecondFactor();
      assertThat(trouble(() -> poe().read("1")).words()).contains("second factor");
    }
  }
}
