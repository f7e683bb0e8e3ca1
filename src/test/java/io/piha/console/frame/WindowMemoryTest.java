package io.piha.console.frame;

import static org.assertj.core.api.Assertions.assertThat;

import io.piha.console.overview.Grouping;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WindowMemoryTest {

  @TempDir private Path folder;

  @Test
  void whatWasKeptIsRecalled() {
    var memory = new WindowMemory(Optional.of(folder.resolve("deep/console.properties")));
    var kept =
        new WindowMemory.Kept(12, 34.5, 1500, 900, true, Optional.of(Theme.DARK), Grouping.SERVICE);

    memory.keep(kept);

    assertThat(memory.recall()).contains(kept);
  }

  @Test
  void nothingIsRecalledOfNothing() {
    assertThat(new WindowMemory(Optional.empty()).recall()).isEmpty();
    assertThat(new WindowMemory(Optional.of(folder.resolve("none"))).recall()).isEmpty();
  }

  @Test
  void nonsenseIsAsIfNothingHadBeenKept() throws IOException {
    Path file = folder.resolve("console.properties");
    var dice = new Random(7);
    for (int i = 0; i < 500; i++) {
      var text =
          new StringBuilder("x=1\ny=2\nwidth=900\nheight=700\nmaximized=false\ntheme=DARK\n");
      for (int change = 0; change < 3; change++) {
        text.setCharAt(dice.nextInt(text.length()), (char) dice.nextInt(1, 300));
      }
      Files.writeString(file, text);

      var recalled = new WindowMemory(Optional.of(file)).recall();

      recalled.ifPresent(kept -> assertThat(kept.width()).isBetween(0.0, 100_000.0));
    }
  }
}
