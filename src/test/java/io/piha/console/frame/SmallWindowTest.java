package io.piha.console.frame;

import static org.assertj.core.api.Assertions.assertThat;

import io.piha.console.Estates;
import io.piha.console.KeptHouse;
import io.piha.console.Stagehand;
import io.piha.console.dialog.Act;
import io.piha.engine.Snapshot;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javafx.beans.binding.Bindings;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.ListView;
import javafx.stage.Stage;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.testfx.api.FxRobot;
import org.testfx.framework.junit5.ApplicationExtension;
import org.testfx.framework.junit5.Start;
import org.testfx.util.WaitForAsyncUtils;

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

  @Test
  void noButtonIsCut(FxRobot robot) {
    var cut = new TreeSet<String>();
    var house = KeptHouse.in(folder);
    for (String language : new String[] {"en", "es"}) {
      for (Snapshot state : List.of(Estates.failedOver(), Estates.frozen())) {
        robot.interact(() -> lookAtButtons(language, house, state, cut));
      }
    }
    assertThat(cut).isEmpty();
  }

  @Test
  void whatIsDoneToAnAlarmStaysInTheWindow(FxRobot robot) throws TimeoutException {
    var house = KeptHouse.in(folder);
    for (String language : new String[] {"en", "es"}) {
      robot.interact(() -> open(language, house, Estates.incident(), false).go(Page.ALARMS));
      ListView<?> alarms = robot.lookup("#list").queryListView();
      WaitForAsyncUtils.waitFor(20, TimeUnit.SECONDS, Bindings.isNotEmpty(alarms.getItems()));

      robot.interact(() -> alarms.getSelectionModel().selectFirst());
      WaitForAsyncUtils.waitForFxEvents();

      Set<Node> acts = robot.lookup(".alarm-detail .alarm-acts > *").queryAll();
      assertThat(acts)
          .hasSize(3)
          .allMatch(each -> each.localToScene(each.getLayoutBounds()).getMaxX() < LEAST_WIDTH);
    }
  }

  private void lookAtButtons(
      String language, KeptHouse house, Snapshot state, Collection<String> cut) {
    ConsoleScene console = open(language, house, state, false);
    for (Page page : Page.values()) {
      console.go(page);
      note(console, language + " " + page, cut);
    }
    List<Runnable> sheets =
        List.of(
            () -> console.askToClose(_ -> {}),
            console::shortcuts,
            console::evidence,
            console::whatIf,
            () -> console.dialogs().open(Act.RESET, "home-assistant", "haos"),
            () -> console.dialogs().open(Act.FAILBACK, "home-assistant", "haos"));
    for (int i = 0; i < sheets.size(); i++) {
      sheets.get(i).run();
      note(console, language + " sheet " + i, cut);
      console.layer().close();
    }
  }

  private static void note(ConsoleScene console, String where, Collection<String> cut) {
    console.scene().getRoot().applyCss();
    console.scene().getRoot().layout();
    for (Node node : console.scene().getRoot().lookupAll(".button")) {
      if (node instanceof Button button
          && isInSight(button)
          && button.getWidth() < button.prefWidth(-1) - 1) {
        cut.add(where + ": " + button.getText());
      }
    }
  }

  private static boolean isInSight(Node node) {
    @Nullable Node each = node;
    while (each != null && each.isVisible()) {
      each = each.getParent();
    }
    return each == null;
  }

  private ConsoleScene open(String language, KeptHouse house, Snapshot state, boolean demo) {
    var hand = new Stagehand().with(house).speaking(Locale.forLanguageTag(language));
    ConsoleScene console = hand.scene(demo, false);
    stage.setScene(console.scene());
    stage.show();
    console.show(state);
    return console;
  }

  private void look(String language, KeptHouse house, List<String> wide) {
    ConsoleScene console = open(language, house, Estates.incident(), true);
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
