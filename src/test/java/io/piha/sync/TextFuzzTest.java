package io.piha.sync;

import static org.assertj.core.api.Assertions.assertThat;

import io.piha.testing.Fuzz;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Outside text never does more than be refused; and the clock that windows are counted by. */
final class TextFuzzTest {

  private static final String YAML =
      "a: !secret b\nc:\n  - &x {d: [1, 2]}\n  - *x\ne: |\n  text\n'q': \"r\\n\"\n---\nf: 1\n";

  @Test
  void aCharacterOfTwoHalvesMayStandAnywhere() {
    for (int before = 900; before < 2_200; before++) {
      String yaml = "a: " + "x".repeat(before) + "\uD83C\uDFE0\n";

      assertThat(YamlCheck.trouble(yaml.getBytes(StandardCharsets.UTF_8)))
          .as("%d before it", before)
          .isEmpty();
    }
  }

  @Test
  @Tag(Fuzz.TAG)
  void nonsenseInFreezeNotesAndYamlIsAlwaysAnswered() {
    Random random = Fuzz.random(7);
    byte[] note =
        "{\"by\":\"a\",\"until\":\"2026-03-01T00:00:00Z\",\"reason\":{}}"
            .getBytes(StandardCharsets.UTF_8);
    byte[] yaml = YAML.getBytes(StandardCharsets.UTF_8);
    for (int i = 0; i < Fuzz.rounds(20_000); i++) {
      FreezeNote read = FreezeNote.read(spoiled(note, random));
      assertThat(read.by().length() + read.reason().length()).isLessThan(1_010);
      assertThat(YamlCheck.trouble(spoiled(yaml, random)).orElse("").length()).isLessThan(300);
    }
    assertThat(YamlCheck.trouble(yaml)).isEmpty();
    assertThat(YamlCheck.trouble("[".repeat(100_000).getBytes(StandardCharsets.UTF_8))).isPresent();
    assertThat(YamlCheck.trouble("a: *nobody\n".getBytes(StandardCharsets.UTF_8))).isPresent();
    assertThat(YamlCheck.trouble(new byte[] {(byte) 0xff, 0})).contains("it is not UTF-8");
  }

  private static byte[] spoiled(byte[] text, Random random) {
    byte[] bytes = text.clone();
    for (int i = random.nextInt(4); i >= 0; i--) {
      bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
    }
    return java.util.Arrays.copyOf(bytes, random.nextInt(bytes.length + 1));
  }

  @Test
  void onlyTimeThatBeganAndEndedHealthyIsCounted() {
    Instant t = Instant.parse("2026-03-01T00:00:00Z");
    HealthClock clock = HealthClock.resumed(Duration.ofHours(1), Duration.ZERO);
    clock = clock.observed(HealthClock.Health.WELL, t);
    clock = clock.observed(HealthClock.Health.WELL, t.plusSeconds(10));
    assertThat(clock.total()).isEqualTo(Duration.ofHours(1).plusSeconds(10));
    clock = clock.observed(HealthClock.Health.UNWELL, t.plusSeconds(20));
    clock = clock.observed(HealthClock.Health.WELL, t.plusSeconds(30));
    assertThat(clock.total()).isEqualTo(Duration.ofHours(1).plusSeconds(10));
    clock = clock.observed(HealthClock.Health.WELL, t.plusSeconds(1_000));
    assertThat(clock.total()).as("nobody looked in between").isEqualTo(Duration.ofSeconds(3610));
    assertThat(clock.stood(Duration.ZERO)).isEqualTo(Duration.ofSeconds(3610));
    clock = clock.observed(HealthClock.Health.INCIDENT, t.plusSeconds(1_001));
    assertThat(clock.stood(Duration.ZERO)).isZero();
  }
}
