package io.piha.console.frame;

import static org.assertj.core.api.Assertions.assertThat;

import io.piha.console.Estates;
import io.piha.console.KeptHouse;
import io.piha.console.Stagehand;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import javafx.stage.Stage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.testfx.api.FxRobot;
import org.testfx.framework.junit5.ApplicationExtension;
import org.testfx.framework.junit5.Start;

/**
 * The least window has room for every page, in every language; a wider page would be cut on both
 * sides.
 */
@ExtendWith(ApplicationExtension.class)
class SmallWindowTest {

  private static final double LEAST_WIDTH = 1024;

  @TempDir private Path folder;

  // Made in start, on the screen's thread, before any test.
  @SuppressWarnings("NullAway.Init")
  private Stage stage;

  @Start
  void start(Stage given) {
    stage = given;
    stage.setWidth(LEAST_WIDTH);
    stage.setHeight(700);
  }

  @Test
  void noPageWantsMoreThanItHas(FxRobot robot) {
    var wide = new ArrayList<String>();
    var house = KeptHouse.in(folder);
    for (String language : new String[] {"en", "es"}) {
      robot.interact(() -> look(language, house, wide));
    }
    assertThat(wide).isEmpty();
  }

  private void look(String language, KeptHouse house, List<String> wide) {
    var hand = new Stagehand().with(house).speaking(Locale.forLanguageTag(language));
    ConsoleScene console = hand.scene(true, false);
    stage.setScene(console.scene());
    stage.show();
    console.show(Estates.incident());
    for (Page page : Page.values()) {
      console.go(page);
      console.scene().getRoot().applyCss();
      console.scene().getRoot().layout();
      double least = console.scene().getRoot().minWidth(-1);
      if (least > LEAST_WIDTH) {
        wide.add("%s %s: %.0f".formatted(language, page, least));
      }
    }
  }
}
