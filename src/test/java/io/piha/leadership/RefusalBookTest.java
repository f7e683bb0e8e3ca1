package io.piha.leadership;

import static org.assertj.core.api.Assertions.assertThat;

import io.piha.arbiter.Signal;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class RefusalBookTest {
  private static final Instant T0 = Instant.parse("2026-03-01T12:00:00Z");
  private final RefusalBook book = new RefusalBook();

  private int told(int many, String why, Instant at) {
    int told = 0;
    for (int i = 0; i < many; i++) {
      told += book.tells("ha", why, at) ? 1 : 0;
    }
    return told;
  }

  @Test
  void aFewAreToldOneByOneAndAFloodAsOne() {
    assertThat(told(900, "wrong signature", T0)).isEqualTo(RefusalBook.EACH);
    assertThat(told(100, "unknown operator", T0.plusSeconds(30))).isZero();
    assertThat(book.due(T0.plusSeconds(59))).isEmpty();
    List<Signal.RequestRefused> sums = book.due(T0.plusSeconds(60));
    assertThat(sums).hasSize(1);
    assertThat(sums.getFirst().why())
        .isEqualTo("970 more within a minute: 870 × wrong signature; 100 × unknown operator");
    assertThat(book.due(T0.plusSeconds(120))).isEmpty();
    assertThat(told(5, "wrong signature", T0.plusSeconds(61))).isEqualTo(5);
  }

  @Test
  void reasonsWithoutEndAreOne() {
    told(RefusalBook.EACH, "x", T0);
    for (int i = 0; i < 1_000; i++) {
      book.tells("ha", "reason " + i, T0);
    }
    assertThat(book.all().getFirst().why()).contains("1000 more").contains("992 × other reasons");
  }
}
