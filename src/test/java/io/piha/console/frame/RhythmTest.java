package io.piha.console.frame;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;

class RhythmTest {

  private Instant now = Instant.parse("2026-03-01T03:13:07Z");
  private final Rhythm rhythm = new Rhythm(() -> now);

  @Test
  void withoutPicturesItMovesEachSecond() {
    assertThat(rhythm.step()).isTrue();
    pass(500);
    assertThat(rhythm.due()).isFalse();
    assertThat(rhythm.step()).isFalse();
    pass(450);
    assertThat(rhythm.due()).as("a tick that comes early counts").isTrue();
    assertThat(rhythm.step()).isTrue();
  }

  @Test
  void aPictureMovesEverythingAndOnlyAMissingOneIsMadeUpFor() {
    rhythm.pictured();
    pass(1_100);
    assertThat(rhythm.due()).isFalse();
    pass(300);
    assertThat(rhythm.due()).isTrue();
    assertThat(rhythm.step()).isTrue();
  }

  @Test
  void hurriedItIsAlwaysDueAndMovesThePageEachSecondAllTheSame() {
    rhythm.pictured();
    rhythm.hurry(true);
    assertThat(rhythm.hurried()).isTrue();
    assertThat(rhythm.due()).isTrue();
    assertThat(rhythm.step()).isFalse();
  }

  private void pass(long millis) {
    now = now.plusMillis(millis);
  }
}
