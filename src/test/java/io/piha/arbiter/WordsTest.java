package io.piha.arbiter;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WordsTest {

  @ParameterizedTest
  @CsvSource({
    "-5, 0 s",
    "0, 0 s",
    "149, 0.1 s",
    "150, 0.2 s",
    "949, 0.9 s",
    "950, 1 s",
    "1049, 1 s",
    "1050, 1.1 s",
    "2000, 2 s",
    "9949, 9.9 s",
    "9950, 10 s",
    "10499, 10 s",
    "10500, 11 s",
    "119499, 119 s",
    "119500, 2 min",
    "127000, 2 min 7 s",
    "7199499, 119 min 59 s",
    "7199500, 2 h",
    "7260000, 2 h 1 min",
    "172799000, 47 h 59 min",
    "172800000, 2 d",
    "700000000, 8 d"
  })
  void aSpanIsSaidAsAPersonWouldSayIt(long ms, String said) {
    assertThat(Words.span(Duration.ofMillis(ms))).isEqualTo(said);
  }

  @Test
  void aSpanBetweenTwoTimesIsSaidLikewise() {
    assertThat(Words.since(Instant.EPOCH, Instant.EPOCH.plusSeconds(92))).isEqualTo("92 s");
  }

  @Test
  void aListEndsWithAnd() {
    assertThat(Words.list(List.of())).isEqualTo("none");
    assertThat(Words.list(List.of("a"))).isEqualTo("a");
    assertThat(Words.list(List.of("a", "b"))).isEqualTo("a and b");
    assertThat(Words.list(List.of("a", "b", "c"))).isEqualTo("a, b and c");
  }
}
