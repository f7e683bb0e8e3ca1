package io.piha.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.piha.arbiter.MirrorView;
import io.piha.console.Estates;
import io.piha.console.Upkeeps;
import io.piha.testing.Fuzz;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class StatusReaderTest {

  static List<Snapshot> fuzzed() {
    return List.of(Estates.incident(), Upkeeps.suspected(), Upkeeps.reinstalling());
  }

  static List<Snapshot> pictures() {
    return List.of(
        Estates.calm(),
        Estates.incident(),
        Estates.failedOver(),
        Estates.frozen(),
        Estates.leaderless(),
        Estates.two(),
        Estates.empty(),
        Upkeeps.booted(Duration.ofMinutes(1)),
        Upkeeps.moving(),
        Upkeeps.newest(),
        Upkeeps.suspected(),
        Upkeeps.pulling(),
        Upkeeps.reinstalling());
  }

  @ParameterizedTest
  @MethodSource("pictures")
  void whatWasWrittenIsReadBack(Snapshot picture) {
    Snapshot again = StatusReader.read(StatusDocument.text(picture));

    assertThat(StatusDocument.text(again)).isEqualTo(StatusDocument.text(picture));
    assertThat(again.services()).isEqualTo(picture.services());
  }

  @Test
  void whatIsNoDocumentIsRefusedInWords() {
    assertThatThrownBy(() -> StatusReader.read("{}")).hasMessageContaining("control");
    assertThatThrownBy(() -> StatusReader.read("nonsense")).hasMessageContaining("no JSON");
  }

  @Test
  void whatIsWrongOfTheMirrorIsAsIfUnknown() {
    String document = StatusDocument.text(Upkeeps.moving());
    String wrong =
        document
            .replaceAll("\"progress\":[0-9.]+", "\"progress\":1e999")
            .replaceAll("\"due_at\":\"[^\"]*\"", "\"due_at\":\"+999999999-01-01T00:00:00Z\"")
            .replaceAll("\"behind\":[0-9]+", "\"behind\":-4")
            .replaceAll("\"bytes\":[0-9]+", "\"bytes\":-1")
            .replaceAll("\"subject\":\"[^\"]*\"", "\"subject\":\"" + "x".repeat(9_000) + "\"");
    assertThat(wrong).isNotEqualTo(document);

    Snapshot read = StatusReader.read(wrong);
    UpkeepView upkeep = read.services().getFirst().upkeep();
    MirrorView seen = upkeep.sync().orElseThrow().seen();
    assertThat(seen.line())
        .isNotEmpty()
        .allMatch(each -> each.progress() == 0 && each.dueAt().equals(read.at()))
        .allMatch(each -> each.commit().subject().length() == 2_000);
    assertThat(seen.dueAt()).isEmpty();
    assertThat(seen.behind()).isZero();
    assertThat(upkeep.snapshots()).isNotEmpty().allMatch(each -> each.bytes() == 0);
  }

  @Test
  @Tag(Fuzz.TAG)
  void aMirrorThatHasNotLookedYetIsNone() {
    assertThat(StatusReader.read(StatusDocument.text(Estates.calm())).services())
        .isNotEmpty()
        .allMatch(each -> each.upkeep().sync().isEmpty());
  }

  @ParameterizedTest
  @MethodSource("fuzzed")
  void nonsenseNeverBreaksTheReader(Snapshot picture) {
    String document = StatusDocument.text(picture);
    var dice = Fuzz.random(11);
    for (int i = 0; i < Fuzz.rounds(1_500); i++) {
      var text = new StringBuilder(document);
      for (int change = 0; change < 1 + dice.nextInt(4); change++) {
        int at = dice.nextInt(text.length());
        switch (dice.nextInt(3)) {
          case 0 -> text.setCharAt(at, (char) dice.nextInt(32, 300));
          case 1 -> text.delete(at, Math.min(text.length(), at + dice.nextInt(40)));
          default ->
              text.insert(at, List.of("null", "{}", "[]", "1e999", "\"\"").get(dice.nextInt(5)));
        }
      }
      try {
        assertThat(StatusReader.read(text.toString())).isNotNull();
      } catch (IllegalArgumentException refused) {
        assertThat(refused).hasMessageContaining("status document");
      }
    }
  }
}
