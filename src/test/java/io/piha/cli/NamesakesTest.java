package io.piha.cli;

import static io.piha.cli.Namesakes.Verdict.NONE;
import static io.piha.cli.Namesakes.Verdict.STAYS;
import static io.piha.cli.Namesakes.Verdict.YIELDS;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class NamesakesTest {
  private static final String EARLIER = "2026-03-01T12:00:00.000Z";
  private static final String LATER = "2026-03-01T13:00:00.000Z";

  @Test
  void oneThatGoesOnTalkingLivesAndTheLaterOneYieldsOnce() {
    Namesakes later = new Namesakes(LATER);
    assertThat(later.heard(EARLIER, "2026-03-01T13:00:01.000Z")).isEqualTo(NONE);
    assertThat(later.heard(EARLIER, "2026-03-01T13:00:02.000Z")).isEqualTo(NONE);
    assertThat(later.heard(EARLIER, "2026-03-01T13:00:03.000Z")).isEqualTo(YIELDS);
    assertThat(later.heard(EARLIER, "2026-03-01T13:00:04.000Z")).isEqualTo(NONE);
  }

  @Test
  void theEarlierOneStays() {
    Namesakes earlier = new Namesakes(EARLIER);
    earlier.heard(LATER, "2026-03-01T13:00:01.000Z");
    earlier.heard(LATER, "2026-03-01T13:00:02.000Z");
    assertThat(earlier.heard(LATER, "2026-03-01T13:00:03.000Z")).isEqualTo(STAYS);
  }

  @Test
  void itsOwnWordsAreNobodysAndOneWithoutATimeIsLeftAlone() {
    Namesakes own = new Namesakes(LATER);
    for (int second = 0; second < 9; second++) {
      assertThat(own.heard(LATER, "2026-03-01T13:00:0" + second + ".000Z")).isEqualTo(NONE);
      assertThat(own.heard("", "2026-03-01T13:00:0" + second + ".000Z")).isEqualTo(NONE);
    }
  }

  @Test
  void whatAnEarlierRunLeftWithABrokerThatWasRestoredIsNoLife() {
    Namesakes own = new Namesakes(LATER);
    for (int restored = 0; restored < 5; restored++) {
      assertThat(own.heard(EARLIER, "2026-03-01T12:00:00.000Z")).isEqualTo(NONE);
      assertThat(own.heard(EARLIER, "2026-03-01T12:59:00.000Z")).isEqualTo(NONE);
    }
  }
}
