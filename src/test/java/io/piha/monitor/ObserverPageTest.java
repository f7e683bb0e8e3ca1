package io.piha.monitor;

import static org.assertj.core.api.Assertions.assertThat;

import io.piha.arbiter.Verdict;
import io.piha.testing.Fuzz;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class ObserverPageTest {
  private static final String PAGE =
      """
      <!DOCTYPE html><html><head><title>Home Assistant Observer</title></head><body><table>
      <tr><td class="table-header"> Supervisor: </td><td class="%s"> %s </td></tr>
      <tr><td class="table-header"> Support: </td><td class="connected"> Supported </td></tr>
      <tr><td class="table-header"> Health: </td><td> %s </td></tr>
      </table>%s</body></html>
      """;

  private static Finding judge(String css, String word, String health, String rest) {
    return ObserverPage.judge(PAGE.formatted(css, word, health, rest));
  }

  @Test
  void a_connected_supervisor_is_up() {
    assertThat(judge("connected", "Connected", "Healthy", ""))
        .isEqualTo(Finding.up("Supervisor connected"));
  }

  @Test
  void an_unhealthy_system_is_up_and_said_to_be_unhealthy() {
    assertThat(judge("connected", "Connected", "Unhealthy", ""))
        .isEqualTo(Finding.up("Supervisor connected, unhealthy"));
  }

  @Test
  void a_disconnected_supervisor_is_down_whatever_its_log_says() {
    String log = "<pre class=\"log\">Supervisor: </td><td>Connected</pre>";
    assertThat(judge("disconnected", "Disconnected", "", log))
        .isEqualTo(Finding.down("Supervisor disconnected"));
  }

  @Test
  void a_page_without_the_row_is_down() {
    for (String page :
        new String[] {"", "<html>Connected</html>", "Supervisor:", "<pre>Supervisor: Connected"}) {
      assertThat(ObserverPage.judge(page).verdict()).as(page).isEqualTo(Verdict.DOWN);
    }
  }

  @Test
  @Tag(Fuzz.TAG)
  void a_mangled_page_never_throws_and_noise_never_makes_a_dead_one_live() {
    Random random = Fuzz.random(4357);
    String page = PAGE.formatted("disconnected", "Disconnected", "", "<pre>Connected</pre>");
    for (int i = 0; i < Fuzz.rounds(20_000); i++) {
      StringBuilder mangled = new StringBuilder(page);
      for (int cuts = random.nextInt(1, 6); cuts > 0 && !mangled.isEmpty(); cuts--) {
        int at = random.nextInt(mangled.length());
        if (random.nextInt(3) == 0) {
          mangled.setLength(at);
        } else {
          mangled.setCharAt(at, (char) random.nextInt(0x10000));
        }
      }
      assertThat(ObserverPage.judge(mangled.toString()).verdict()).isNotEqualTo(Verdict.UP);
    }
  }
}
