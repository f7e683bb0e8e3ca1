package io.piha.console.settings;

import static org.assertj.core.api.Assertions.assertThat;

import io.piha.console.settings.Difference.Line;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class DifferenceTest {

  @Test
  void equalTextsDifferInNothing() {
    assertThat(Difference.of("a\nb\n", "a\nb\n")).isEmpty();
  }

  @Test
  void onlyWhatChangedIsTold() {
    assertThat(Difference.of("a\nb\nc\n", "a\nx\nc\nd\n"))
        .containsExactly(new Line(false, 2, "b"), new Line(true, 2, "x"), new Line(true, 4, "d"));
  }

  @Test
  void whatIsToldMakesTheOneTextOfTheOther() {
    var dice = new Random(5);
    for (int i = 0; i < 500; i++) {
      String before = text(dice);
      String after = text(dice);
      var lines = new ArrayList<>(before.lines().toList());
      List<Line> told = Difference.of(before, after);
      told.reversed().stream()
          .filter(each -> !each.comes())
          .forEach(each -> lines.remove(each.number() - 1));
      told.stream().filter(Line::comes).forEach(each -> lines.add(each.number() - 1, each.text()));
      assertThat(lines).isEqualTo(after.lines().toList());
    }
  }

  private static String text(Random dice) {
    var text = new StringBuilder();
    for (int i = dice.nextInt(12); i > 0; i--) {
      text.append((char) ('a' + dice.nextInt(4))).append('\n');
    }
    return text.toString();
  }
}
