package io.piha.site;

import static org.assertj.core.api.Assertions.assertThat;

import io.piha.testing.Fuzz;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whatever is done to the example, the answer is a site or located findings without a secret. */
class SiteFuzzTest {
  private static final List<String> SPICE =
      List.of(
          "\n",
          "  ",
          "\t",
          ":",
          ": ",
          "- ",
          "{",
          "}",
          "[",
          "]",
          "\"",
          "'",
          "&a ",
          "*a",
          "!x ",
          "|\n",
          "#",
          "%",
          "@",
          "null",
          "true",
          "0",
          "-1",
          "99999999999999999999",
          "0s",
          "1e9",
          "~",
          "?",
          "<<: ",
          "---\n",
          "...",
          "\u0000",
          "\uFEFF",
          "é",
          "\uD83D\uDE00",
          "\uD800",
          "${secret:",
          "${secret:mqtt_password}",
          "${env:",
          "${",
          "}",
          "://",
          "localhost:0",
          "\r");

  @TempDir Path folder;

  @Test
  @Tag(Fuzz.TAG)
  void aMutatedExampleNeverThrowsNeverHangsAndNeverTellsASecret() {
    String example = Configurations.complete(folder);
    Assertions.assertTimeoutPreemptively(
        Fuzz.within(Duration.ofMinutes(5)),
        () -> {
          for (int seed = 0; seed < Fuzz.rounds(3_000); seed++) {
            Random random = Fuzz.random(seed);
            String text = example;
            int changes = 1 + random.nextInt(4);
            for (int i = 0; i < changes; i++) {
              text = mutated(text, random);
            }
            judge(seed, SiteLoader.loadText("piha.yaml", text, folder, Map.of()));
          }
        });
  }

  private static void judge(int seed, Loaded loaded) {
    switch (loaded) {
      case Loaded.Valid valid -> {
        assertThat(valid.site().toString()).as("seed %d", seed).doesNotContain("Qz7");
        assertThat(valid.warnings().toString()).as("seed %d", seed).doesNotContain("Qz7");
      }
      case Loaded.Invalid invalid -> {
        assertThat(invalid.findings()).as("seed %d", seed).isNotEmpty();
        for (Finding each : invalid.findings()) {
          assertThat(each.toString()).as("seed %d", seed).doesNotContain("Qz7");
          assertThat(each.line()).as("seed %d: %s", seed, each).isPositive();
          assertThat(each.column()).as("seed %d: %s", seed, each).isPositive();
        }
      }
    }
  }

  private static String mutated(String text, Random random) {
    if (text.isEmpty()) {
      return "x";
    }
    int at = random.nextInt(text.length());
    int end = Math.min(text.length(), at + 1 + random.nextInt(12));
    String spice = SPICE.get(random.nextInt(SPICE.size()));
    return switch (random.nextInt(6)) {
      case 0 -> text.substring(0, at) + text.substring(end);
      case 1 -> text.substring(0, at) + spice + text.substring(at);
      case 2 -> text.substring(0, at) + spice + text.substring(end);
      case 3 -> text.substring(0, at) + text.substring(at, end) + text.substring(at);
      case 4 -> withoutLine(text, at);
      default -> text.substring(0, at) + (char) random.nextInt(0x10000) + text.substring(end);
    };
  }

  private static String withoutLine(String text, int at) {
    int from = text.lastIndexOf('\n', at);
    int to = text.indexOf('\n', at);
    return text.substring(0, Math.max(from, 0)) + (to < 0 ? "" : text.substring(to));
  }
}
