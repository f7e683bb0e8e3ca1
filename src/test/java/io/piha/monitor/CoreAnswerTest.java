package io.piha.monitor;

import static org.assertj.core.api.Assertions.assertThat;

import io.piha.arbiter.Verdict;
import io.piha.testing.Fuzz;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class CoreAnswerTest {
  private final CoreAnswer core = new CoreAnswer();

  private Finding judge(String json) {
    return core.judge(new Answer(200, "", json, false));
  }

  @Test
  void a_running_core_is_up() {
    assertThat(judge("{\"message\":\"API running.\"}").verdict()).isEqualTo(Verdict.UP);
    assertThat(judge("{\"state\":\"RUNNING\"}").verdict()).isEqualTo(Verdict.UP);
    assertThat(
            judge("{\"state\":\"RUNNING\",\"recovery_mode\":false,\"safe_mode\":false}").verdict())
        .isEqualTo(Verdict.UP);
  }

  @Test
  void recovery_mode_and_safe_mode_are_down_although_core_runs() {
    assertThat(judge("{\"state\":\"RUNNING\",\"recovery_mode\":true}"))
        .isEqualTo(Finding.down("recovery mode: the configuration is broken"));
    assertThat(judge("{\"state\":\"RUNNING\",\"safe_mode\":true}"))
        .isEqualTo(Finding.down("safe mode"));
  }

  @Test
  void a_starting_core_and_an_offline_migration_are_neither_up_nor_down() {
    assertThat(judge("{\"state\":\"STARTING\"}")).isEqualTo(Finding.unknown("Core starting"));
    assertThat(
            judge(
                    "{\"state\":\"NOT_RUNNING\",\"recorder_state\":"
                        + "{\"migration_in_progress\":true,\"migration_is_live\":false}}")
                .words())
        .contains("migrates");
  }

  @Test
  void a_stopping_core_is_down() {
    for (String state : new String[] {"STOPPING", "FINAL_WRITE", "STOPPED"}) {
      assertThat(judge("{\"state\":\"" + state + "\"}").verdict()).isEqualTo(Verdict.DOWN);
    }
  }

  @Test
  void what_is_not_cores_own_answer_is_down() {
    for (String text :
        new String[] {
          "",
          "null",
          "[]",
          "42",
          "{}",
          "<html>API running.</html>",
          "{\"message\":\"hello\"}",
          "{\"state\":7}",
          "{\"message\":null}",
          "[".repeat(100_000)
        }) {
      assertThat(judge(text).verdict()).isEqualTo(Verdict.DOWN);
    }
    assertThat(core.judge(new Answer(200, "", "{\"state\":\"RUNNING\"}", true)).verdict())
        .isEqualTo(Verdict.DOWN);
  }

  @Test
  @Tag(Fuzz.TAG)
  void a_mangled_body_never_throws_and_its_words_stay_short() {
    Random random = Fuzz.random(8123);
    String body =
        "{\"state\":\"RUNNING\",\"recorder_state\":{\"migration_in_progress\":false,"
            + "\"migration_is_live\":false},\"recovery_mode\":false,\"safe_mode\":false}";
    for (int i = 0; i < Fuzz.rounds(20_000); i++) {
      StringBuilder mangled = new StringBuilder(body);
      for (int cuts = random.nextInt(1, 5); cuts > 0 && !mangled.isEmpty(); cuts--) {
        int at = random.nextInt(mangled.length());
        switch (random.nextInt(3)) {
          case 0 -> mangled.setLength(at);
          case 1 -> mangled.setCharAt(at, (char) random.nextInt(0x3000));
          default -> mangled.insert(at, Character.toString(random.nextInt(32, 127)).repeat(50));
        }
      }
      Finding judged = judge(mangled.toString());
      assertThat(judged.words()).hasSizeLessThan(161).doesNotContain("\n");
    }
  }
}
