package io.piha.monitor.checks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.piha.engine.CheckView.Level;
import io.piha.engine.NameLookup;
import io.piha.site.HostPort;
import io.piha.testing.Chrony;
import io.piha.testing.NeedsPeer;
import io.piha.testing.Ports;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TimeServerTest {
  @TempDir Path folder;
  private final NameLookup names = new NameLookup();
  private final TimeServer asked = new TimeServer(names);

  @AfterEach
  void close() {
    names.close();
  }

  @Test
  @NeedsPeer("chronyd")
  void a_clock_that_is_behind_or_ahead_is_measured_by_a_real_server() throws Exception {
    try (Chrony chrony = new Chrony(folder, true)) {
      HostPort server = new HostPort("127.0.0.1", chrony.port());
      assertThat(asked.offset(server, Instant::now).abs()).isLessThan(Duration.ofSeconds(5));
      Duration behind = asked.offset(server, () -> Instant.now().minusSeconds(3600));
      assertThat(behind).isBetween(Duration.ofSeconds(3595), Duration.ofSeconds(3605));
      Duration ahead = asked.offset(server, () -> Instant.now().plusSeconds(3600));
      assertThat(ahead).isBetween(Duration.ofSeconds(-3605), Duration.ofSeconds(-3595));
    }
  }

  @Test
  @NeedsPeer("chronyd")
  void a_server_that_is_itself_not_in_step_is_not_believed() {
    try (Chrony chrony = new Chrony(folder, false)) {
      HostPort server = new HostPort("127.0.0.1", chrony.port());
      assertThatThrownBy(() -> asked.offset(server, Instant::now))
          .isInstanceOf(IOException.class)
          .hasMessageContaining("not in step");
    }
  }

  @Test
  void a_server_that_is_not_there_is_said_to_be_so() {
    HostPort nobody = new HostPort("127.0.0.1", Ports.free());
    assertThatThrownBy(() -> asked.offset(nobody, Instant::now))
        .isInstanceOf(IOException.class)
        .hasMessageMatching("nothing listens there|no answer within 3 s");
  }

  @Test
  void an_answer_is_read_also_in_the_next_era_and_one_to_another_question_is_not()
      throws Exception {
    byte[] token = {1, 2, 3, 4, 5, 6, 7, 8};
    byte[] answer = new byte[48];
    answer[0] = 0x24;
    answer[1] = 2;
    System.arraycopy(token, 0, answer, 24, 8);
    // One second into the era that begins on 7 February 2036.
    answer[35] = 1;
    answer[43] = 1;
    Instant then = Instant.parse("2036-02-07T06:28:16Z");
    assertThat(TimeServer.read(answer, token, then, then)).isEqualTo(Duration.ofSeconds(1));
    answer[24] = 9;
    assertThatThrownBy(() -> TimeServer.read(answer, token, then, then))
        .hasMessageContaining("another question");
  }

  @Test
  void nonsense_ends_in_an_offset_or_in_words() {
    Random random = new Random(5905);
    byte[] token = new byte[8];
    Instant now = Instant.parse("2026-03-01T00:00:00Z");
    for (int i = 0; i < 20_000; i++) {
      byte[] answer = new byte[random.nextInt(80)];
      random.nextBytes(answer);
      if (answer.length > 32 && random.nextBoolean()) {
        answer[0] = 0x24;
        answer[1] = 3;
        java.util.Arrays.fill(answer, 24, 32, (byte) 0);
      }
      try {
        assertThat(TimeServer.read(answer, token, now, now).abs())
            .isLessThan(Duration.ofDays(366 * 70));
      } catch (IOException inWords) {
        assertThat(inWords).hasMessageMatching("the .*");
      }
    }
  }

  @Test
  void a_clock_is_quiet_until_its_error_matters() {
    assertThat(ClockStep.measured("ntp", Duration.ofMillis(-40)))
        .matches(row -> !row.matters() && row.said().equals("right within 0.1 s"));
    assertThat(ClockStep.measured("ntp", Duration.ofMillis(1500)).matters()).isFalse();
    assertThat(ClockStep.measured("ntp", Duration.ofSeconds(-5)))
        .matches(row -> row.level() == Level.NOTICE && row.said().contains("5.0 s ahead"));
    assertThat(ClockStep.measured("ntp", Duration.ofSeconds(45)))
        .matches(row -> row.level() == Level.BAD && row.said().contains("45.0 s behind"));
    assertThat(ClockStep.unmeasured("ntp", "nothing listens there", Optional.empty()).matters())
        .isTrue();
  }

  @Test
  void the_kernel_of_this_machine_says_something_or_nothing_and_never_fails() {
    var said = KernelClock.read();
    boolean linux = System.getProperty("os.name").equals("Linux");
    assertThat(said.isPresent()).isEqualTo(linux);
    assertThat(ClockStep.kernel(said).stream()).allMatch(row -> !row.matters());
  }
}
