package io.piha.arbiter;

import static org.assertj.core.api.Assertions.assertThat;

import io.piha.arbiter.PortReading.Delivery;
import java.util.OptionalDouble;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PortReadingTest {

  private static PortReading reading(boolean on, Delivery delivery, OptionalDouble watts) {
    return new PortReading(on, delivery, watts);
  }

  @ParameterizedTest
  @CsvSource({
    // admin on, delivery, off, dark, delivering, word, told
    "true,  DELIVERING,     false, false, true,  on,      on",
    "true,  NOT_DELIVERING, false, true,  false, on,      idle",
    "true,  FAULT,          false, false, false, fault,   fault",
    "true,  UNKNOWN,        false, false, false, unknown, unknown",
    "false, DELIVERING,     false, false, false, off,     off",
    "false, NOT_DELIVERING, true,  true,  false, off,     off",
    "false, FAULT,          false, false, false, fault,   fault",
    "false, UNKNOWN,        false, false, false, unknown, unknown"
  })
  void onlyAPortThatIsDisabledAndSurelyDarkIsOff(
      boolean on,
      Delivery delivery,
      boolean off,
      boolean dark,
      boolean delivering,
      String word,
      String told) {
    PortReading read = reading(on, delivery, OptionalDouble.empty());
    assertThat(read.isOff()).isEqualTo(off);
    assertThat(read.isDark()).isEqualTo(dark);
    assertThat(read.isDelivering()).isEqualTo(delivering);
    assertThat(read.word()).isEqualTo(word);
    assertThat(read.told()).isEqualTo(told);
  }

  @Test
  void aPortThatDrawsSomethingIsNotDarkWhateverItSays() {
    assertThat(Stream.of(0.0, 0.1, 4.5).map(OptionalDouble::of))
        .extracting(watts -> reading(false, Delivery.NOT_DELIVERING, watts).isOff())
        .containsExactly(true, false, false);
  }
}
