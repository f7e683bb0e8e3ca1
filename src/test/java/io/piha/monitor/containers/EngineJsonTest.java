package io.piha.monitor.containers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.piha.arbiter.ContainerReading;
import io.piha.testing.Fuzz;
import java.io.IOException;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class EngineJsonTest {

  private static final String WELL =
      """
      {"Id":"4fa6","Name":"/mariadb","RestartCount":2,"State":{"Status":"running","Running":true,
       "OOMKilled":false,"ExitCode":0,"Error":"","StartedAt":"2026-03-01T02:14:05.120Z","New":[1],
       "Health":{"Status":"unhealthy","FailingStreak":3,"Log":[
         {"ExitCode":0,"Output":"fine"},{"ExitCode":1,"Output":"no answer\\non 3306\\n"}]}}}
      """;

  @Test
  void a_container_is_read_with_what_its_health_check_said_last() throws Exception {
    assertThat(EngineJson.inspected(WELL))
        .isEqualTo(
            new ContainerReading(
                "running",
                "unhealthy",
                "its check ended with 1: no answer on 3306",
                0,
                false,
                "2026-03-01T02:14:05.120Z",
                2,
                ""));
  }

  @Test
  void a_container_without_a_health_check_has_no_health() throws Exception {
    String bare =
        "{\"State\":{\"Status\":\"exited\",\"ExitCode\":137,\"OOMKilled\":true,"
            + "\"Health\":{\"Status\":\"none\"}}}";
    ContainerReading reading = EngineJson.inspected(bare);
    assertThat(reading.health()).isEmpty();
    assertThat(reading.outOfMemory()).isTrue();
    assertThat(reading.exitCode()).isEqualTo(137);
  }

  @Test
  void what_is_no_answer_of_an_engine_is_refused_with_the_place() {
    assertThatThrownBy(() -> EngineJson.inspected("{\"State\": }"))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("no JSON")
        .hasMessageContaining("line 1");
    assertThatThrownBy(() -> EngineJson.inspected("<html>")).hasMessageContaining("no JSON");
    assertThatThrownBy(() -> EngineJson.inspected("[]")).hasMessageContaining("no JSON object");
    assertThatThrownBy(() -> EngineJson.inspected("{}")).hasMessageContaining("State.Status");
  }

  @Test
  void events_of_health_checks_and_of_other_things_are_passed_over() {
    assertThat(EngineJson.eventOf(event("container", "die"))).contains("mariadb");
    assertThat(EngineJson.eventOf(event("container", "health_status: unhealthy")))
        .contains("mariadb");
    assertThat(EngineJson.eventOf(event("container", "exec_die"))).isEmpty();
    assertThat(EngineJson.eventOf(event("network", "connect"))).isEmpty();
    assertThat(EngineJson.eventOf("garbage")).isEmpty();
  }

  private static String event(String type, String action) {
    return "{\"Type\":\"%s\",\"Action\":\"%s\",\"Actor\":{\"Attributes\":{\"name\":\"mariadb\"}}}"
        .formatted(type, action);
  }

  @Test
  void versions_are_compared_as_numbers_and_the_common_one_is_spoken() {
    assertThat(ApiVersion.common(ApiVersion.parse("1.41"))).hasToString("1.41");
    assertThat(ApiVersion.common(ApiVersion.parse("1.9"))).hasToString("1.9");
    assertThat(ApiVersion.common(ApiVersion.parse("1.300"))).isEqualTo(ApiVersion.OURS);
    assertThat(ApiVersion.common(ApiVersion.parse("?"))).isEqualTo(ApiVersion.USUAL);
    assertThat(
            ApiVersion.wanted(
                "client version 1.24 is too old. Minimum supported API version is 1.44, please"))
        .contains(new ApiVersion(1, 44));
  }

  @Test
  @Tag(Fuzz.TAG)
  void torn_and_twisted_answers_end_in_a_reading_or_in_words() {
    Random random = Fuzz.random(20_260_301);
    for (int i = 0; i < Fuzz.rounds(20_000); i++) {
      StringBuilder text = new StringBuilder(WELL);
      for (int change = random.nextInt(1, 6); change > 0; change--) {
        int at = random.nextInt(text.length());
        switch (random.nextInt(3)) {
          case 0 -> text.setCharAt(at, (char) random.nextInt(32, 0x2500));
          case 1 -> text.deleteCharAt(at);
          default -> text.insert(at, "{[\"\\,:9".charAt(random.nextInt(7)));
        }
      }
      try {
        ContainerReading reading = EngineJson.inspected(text.toString());
        assertThat(reading.state().length()).isLessThanOrEqualTo(160);
        assertThat(reading.ailment().length()).isLessThanOrEqualTo(200);
      } catch (IOException inWords) {
        assertThat(inWords).hasMessageContaining("the engine's answer");
      }
      assertThat(EngineJson.eventOf(text.toString())).isNotNull();
    }
  }
}
