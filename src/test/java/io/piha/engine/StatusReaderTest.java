package io.piha.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.piha.console.Estates;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class StatusReaderTest {

  static List<Snapshot> pictures() {
    return List.of(
        Estates.calm(),
        Estates.incident(),
        Estates.failedOver(),
        Estates.frozen(),
        Estates.leaderless(),
        Estates.two(),
        Estates.empty());
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
  void nonsenseNeverBreaksTheReader() {
    String document = StatusDocument.text(Estates.incident());
    var dice = new Random(11);
    for (int i = 0; i < 3_000; i++) {
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
