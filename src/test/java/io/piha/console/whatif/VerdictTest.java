package io.piha.console.whatif;

import static org.assertj.core.api.Assertions.assertThat;

import io.piha.console.Stagehand;
import io.piha.console.Stories;
import io.piha.console.kit.Foretold.Story;
import io.piha.console.kit.Tone;
import io.piha.console.kit.Words;
import java.time.ZoneId;
import java.util.Locale;
import org.junit.jupiter.api.Test;

class VerdictTest {

  private static Verdict of(Story story) {
    return Verdict.of(story, Stagehand.words());
  }

  @Test
  void aTakeoverNamesWhoLeadsWhenAndHowLongNobodyDoes() {
    Verdict verdict = of(Stories.takenOver());

    assertThat(verdict.sentence())
        .isEqualTo(
            "standby would lead after 2 min 42 s; the house would be without a leader for"
                + " 2 min 44 s.");
    assertThat(verdict.tone()).isEqualTo(Tone.NOTICE);
    assertThat(verdict.longest()).isEqualTo("Longest part: heartbeat_timeout, 1 min 26 s");
  }

  @Test
  void aLeaderThatComesBackIsSaidToLeadAgain() {
    assertThat(of(Stories.back()).sentence())
        .isEqualTo("haos would lead again; the house would be without a leader for 2 min 23 s.");
    assertThat(of(Stories.back()).longest()).isEmpty();
  }

  @Test
  void nobodyIsBadAndSaysWhyOnce() {
    Verdict verdict = of(Stories.leaderless());

    assertThat(verdict.sentence())
        .isEqualTo(
            "Nobody would lead: haos is silent, and nobody else is fit: standby: api no answer"
                + " within 3 s (S7)");
    assertThat(verdict.tone()).isEqualTo(Tone.BAD);
  }

  @Test
  void whereTheEngineItselfBelievesOtherwiseItIsQuoted() {
    Story frozen = Stories.ending(Stories.leaderless(), "blind", "haos leads; blind");

    assertThat(of(frozen).sentence())
        .isEqualTo("Nobody would lead. What the engine would say: haos leads; blind");
  }

  @Test
  void whatIsOnlySeenIsNoAct() {
    assertThat(of(Stories.blind()).sentence())
        .isEqualTo("Nothing would be done: haos would lead on without a gap.");
    assertThat(of(Stories.blind()).tone()).isEqualTo(Tone.QUIET);
    assertThat(of(Stories.nothing()).sentence())
        .isEqualTo("Nothing would happen: haos would lead on.");
  }

  @Test
  void saysFromWhatItWasComputedAndThatNothingWasDone() {
    assertThat(of(Stories.takenOver()).basis())
        .contains("03:13:05", "revision " + Stories.REVISION, "boots in 45 s", "failed over")
        .endsWith("Nothing was done.");
  }

  @Test
  void speaksSpanish() {
    Words words = new Words(Locale.forLanguageTag("es"), ZoneId.of("UTC"));

    assertThat(Verdict.of(Stories.takenOver(), words).sentence())
        .isEqualTo("standby lideraría a los 2 min 42 s; la casa estaría sin líder 2 min 44 s.");
  }
}
