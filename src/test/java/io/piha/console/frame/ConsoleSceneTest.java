package io.piha.console.frame;

import static org.assertj.core.api.Assertions.assertThat;

import io.piha.arbiter.Command;
import io.piha.arbiter.Kind;
import io.piha.arbiter.Severity;
import io.piha.console.Estates;
import io.piha.console.Stagehand;
import io.piha.console.Stories;
import io.piha.console.dialog.GuardedModel.Stage;
import io.piha.console.dialog.HoldButton;
import io.piha.console.kit.Foretold;
import io.piha.console.kit.SteadyLabel;
import io.piha.console.kit.Supposition;
import io.piha.console.overview.Grouping;
import io.piha.engine.Snapshot;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import javafx.scene.Node;
import javafx.scene.Parent;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.Labeled;
import javafx.scene.control.TextField;
import javafx.scene.input.KeyCode;
import javafx.scene.input.MouseButton;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.testfx.api.FxRobot;
import org.testfx.framework.junit5.ApplicationExtension;
import org.testfx.framework.junit5.Start;
import org.testfx.util.WaitForAsyncUtils;

/** The window's content, clicked and typed at, on a screen that is not there. */
@ExtendWith(ApplicationExtension.class)
class ConsoleSceneTest {

  private final Stagehand engine = new Stagehand();

  // Made in start, on the screen's thread, before any test.
  @SuppressWarnings("NullAway.Init")
  private ConsoleScene console;

  @Start
  void start(javafx.stage.Stage stage) {
    console = engine.scene(true, false);
    stage.setX(0);
    stage.setY(0);
    stage.setScene(console.scene());
    stage.setWidth(1000);
    stage.setHeight(900);
    stage.show();
    stage.requestFocus();
  }

  @Test
  void theSentenceTheTilesAndTheRecordsFollowTheSnapshot(FxRobot robot) {
    show(Estates.calm());
    assertThat(sentence()).startsWith("haos leads");
    assertThat(console.scene().getRoot().lookupAll(".host-tile")).hasSize(2);
    assertThat(node("#incidentBar").isVisible()).isFalse();

    show(Estates.incident());

    assertThat(sentence()).startsWith("haos is silent");
    assertThat(node("#incidentBar").isVisible()).isTrue();
  }

  @Test
  void theDemonstrationSaysThatItIsOne(FxRobot robot) {
    show(Estates.calm());

    assertThat(node("#demo").isVisible()).isTrue();
    assertThat(node("#observer").isVisible()).isFalse();
  }

  @Test
  void aResetIsAskedForOnlyAfterReasonNameAndAHeldButton(FxRobot robot) {
    engine.answer(true, "the port is cycled now");
    show(Estates.incident());
    fire(robot, "#reset");
    robot.clickOn("#reason").write("kernel panic");
    robot.clickOn("#hold");
    robot.clickOn(".guarded-name").write("haos");
    robot.clickOn("#hold");
    assertThat(engine.asked()).as("a click is no hold").isEmpty();
    robot.type(KeyCode.ENTER);
    assertThat(engine.asked()).as("enter is no hold").isEmpty();

    hold(robot);

    assertThat(engine.asked()).hasSize(1);
    assertThat(engine.asked().getFirst().command()).isEqualTo(Command.RESET);
    assertThat(robot.lookup(".step-row").queryAll()).hasSize(4);
  }

  @Test
  void aPromotionIsArmedAndThenHeld(FxRobot robot) {
    engine.answer(true, "standby is ordered to lead");
    show(Estates.incident());
    fire(robot, "#promote");
    assertThat(node("#hold").isVisible()).isFalse();
    assertThat(node("#arm").isDisabled()).isTrue();
    robot.clickOn("#reason").write("now");
    fire(robot, "#arm");
    assertThat(node("#hold").isVisible()).isTrue();
    assertThat(node("#hold").isFocused()).as("the space bar can hold it").isTrue();

    hold(robot);

    assertThat(engine.asked().getFirst().command()).isEqualTo(Command.PROMOTE);
  }

  @Test
  void aHoldStartsOverWhenTheWorldMoves(FxRobot robot) {
    show(Estates.incident());
    fire(robot, "#reset");
    robot.clickOn("#reason").write("kernel panic");
    robot.clickOn(".guarded-name").write("haos");
    var button = (HoldButton) node("#hold");
    robot.moveTo(button).press(MouseButton.PRIMARY);
    await(() -> button.progressProperty().get() > 0.1);

    show(Estates.leaderless());

    assertThat(button.progressProperty().get()).isZero();
    robot.release(MouseButton.PRIMARY);
    assertThat(engine.asked()).isEmpty();
    assertThat(text("#notice")).contains("Read again");
  }

  @Test
  void escapeClosesTheDialogAndNothingIsAsked(FxRobot robot) {
    show(Estates.incident());
    fire(robot, "#reset");
    robot.clickOn("#reason").write("x");
    robot.type(KeyCode.ESCAPE);

    assertThat(console.layer().isOpen()).isFalse();
    assertThat(engine.asked()).isEmpty();
  }

  @Test
  void theOutcomeIsToldInTheOpenDialog(FxRobot robot) {
    engine.answer(false, "rule S4: cycled 23 s ago");
    show(Estates.incident());
    fire(robot, "#reset");
    robot.clickOn("#reason").write("kernel panic");
    robot.clickOn(".guarded-name").write("haos");
    hold(robot);
    await(() -> console.dialogs().current().orElseThrow().stage().get() == Stage.FAILED);

    assertThat(robot.lookup(".step-detail").<Label>queryAll())
        .extracting(Label::getText)
        .contains("rule S4: cycled 23 s ago");
    fire(robot, "#again");
    assertThat(node("#hold").isVisible()).isTrue();
  }

  @Test
  void theFreezeSwitchOpensADialogAndFollowsTheSnapshotOnly(FxRobot robot) {
    engine.answer(true, "frozen until 07:13");
    show(Estates.calm());
    robot.clickOn("#freeze");
    assertThat(console.layer().isOpen()).isTrue();
    robot.clickOn("#reason").write("router swap");
    robot.clickOn("#verb");
    assertThat(engine.asked().getFirst().command()).isEqualTo(Command.FREEZE);
    assertThat(engine.asked().getFirst().until()).contains(Duration.ofHours(4));

    show(Estates.frozen());

    await(() -> console.dialogs().current().orElseThrow().stage().get() == Stage.SUCCEEDED);
    robot.type(KeyCode.ESCAPE);
    assertThat(node("#frozenBar").isVisible()).isTrue();
  }

  @Test
  void enterOnTheVerbButtonDoesNothing(FxRobot robot) {
    show(Estates.calm());
    robot.clickOn("#freeze");
    robot.clickOn("#reason").write("router swap");
    robot.interact(() -> node("#verb").requestFocus());
    robot.type(KeyCode.ENTER);

    assertThat(engine.asked()).isEmpty();
  }

  @Test
  void acknowledgeIsOneClick(FxRobot robot) {
    show(Estates.incident());
    fire(robot, "#acknowledge");

    assertThat(engine.asked()).singleElement().extracting("command").isEqualTo(Command.ACK);
  }

  @Test
  void keysTurnPagesAndOpenTheShortcuts(FxRobot robot) {
    show(Estates.incident());
    robot.press(KeyCode.CONTROL).type(KeyCode.DIGIT6).release(KeyCode.CONTROL);
    assertThat(node("#query").isVisible()).isTrue();
    robot.press(KeyCode.CONTROL).type(KeyCode.DIGIT1).release(KeyCode.CONTROL);
    assertThat(node("#sentence").getParent().isVisible()).isTrue();

    robot.type(KeyCode.F1);
    assertThat(console.layer().isOpen()).isTrue();
    robot.type(KeyCode.ESCAPE);
    assertThat(console.layer().isOpen()).isFalse();
  }

  @Test
  void closingAsksOnceAndKeepsWatchingByDefault(FxRobot robot) {
    var closed = new java.util.ArrayList<Ending>();
    show(Estates.calm());
    robot.interact(() -> console.askToClose(closed::add));
    robot.type(KeyCode.ENTER);
    assertThat(closed).isEmpty();
    assertThat(console.layer().isOpen()).isFalse();

    robot.interact(() -> console.askToClose(closed::add));
    fire(robot, "#yes");
    assertThat(closed).containsExactly(Ending.END);
  }

  @Test
  void supervisionMayGoOnWithoutTheWindowOnlyWhereThatIsPossible(FxRobot robot) {
    show(Estates.calm());
    robot.interact(() -> console.askToClose(_ -> {}));

    assertThat(node("#goOn").isVisible()).as("a demonstration ends with its window").isFalse();
  }

  @Test
  void thePaletteFindsAnActByNameAndStillAsksBeforeIt(FxRobot robot) {
    show(Estates.incident());
    robot.press(KeyCode.CONTROL).type(KeyCode.K).release(KeyCode.CONTROL);
    robot.write("power haos").type(KeyCode.ENTER);

    assertThat(console.dialogs().current().orElseThrow().host()).isEqualTo("haos");
    assertThat(engine.asked()).isEmpty();
    robot.type(KeyCode.ESCAPE);

    robot.press(KeyCode.CONTROL).type(KeyCode.K).release(KeyCode.CONTROL);
    robot.write("go audit").type(KeyCode.ENTER);
    assertThat(node("#query").isVisible()).isTrue();
  }

  @Test
  void whatIfAsksAtOnceAndEachChoiceOfTheKeyboardIsAQuestion(FxRobot robot) {
    engine.foretell(what -> foretold(what));
    show(Estates.calm());
    fire(robot, "#whatIf");

    await(() -> text("#verdict").startsWith("standby would lead after 2 min 42 s"));
    assertThat(text("#longest")).contains("heartbeat_timeout");
    assertThat(text("#basis")).contains("Nothing was done");
    assertThat(node("#steps").lookupAll(".fact-row")).hasSize(8);
    assertThat(console.scene().getFocusOwner()).isEqualTo(node("#choices"));

    robot.type(KeyCode.DOWN, 6);
    await(() -> text("#verdict").startsWith("Nobody would lead: haos is silent"));
    assertThat(node("#choices").getAccessibleHelp()).startsWith("Nobody would lead");

    robot.type(KeyCode.ESCAPE);
    assertThat(console.layer().isOpen()).isFalse();
    assertThat(engine.asked()).as("a question is no request").isEmpty();
  }

  @Test
  void whatIfSaysThatTheStateMovedOnAndKeepsTheChoice(FxRobot robot) {
    engine.foretell(what -> foretold(what));
    show(Estates.calm());
    fire(robot, "#whatIf");
    await(() -> text("#verdict").startsWith("standby would lead"));
    assertThat(node("#movedBar").isVisible()).isFalse();

    show(Estates.incident());

    assertThat(node("#movedBar").isVisible()).isTrue();
    assertThat(text("#verdict")).as("still to be read").startsWith("standby would lead");
    var list = (javafx.scene.control.ListView<?>) node("#choices");
    assertThat(list.getSelectionModel().getSelectedIndex()).isZero();

    fire(robot, "#again");
    await(() -> text("#verdict").startsWith("standby would lead"));
    assertThat(node("#movedBar").isVisible()).as("still of the old revision").isTrue();
  }

  @Test
  void thePaletteAsksWhatIfByName(FxRobot robot) {
    engine.foretell(what -> foretold(what));
    show(Estates.calm());
    robot.press(KeyCode.CONTROL).type(KeyCode.K).release(KeyCode.CONTROL);
    robot.write("what if together").type(KeyCode.ENTER);

    await(() -> text("#verdict").startsWith("Nobody would lead"));
    robot.type(KeyCode.ESCAPE);
  }

  @Test
  void thePastHasNoWhatIf(FxRobot robot) {
    show(Estates.calm());
    robot.interact(() -> console.turnTo(Estates.incident()));

    assertThat(node("#whatIf").isVisible()).isFalse();
    robot.interact(console::whatIf);
    assertThat(console.layer().isOpen()).isFalse();
  }

  private static CompletableFuture<Foretold> foretold(Supposition what) {
    return CompletableFuture.completedFuture(
        what == Supposition.BOTH_DIE ? Stories.leaderless() : Stories.takenOver());
  }

  @Test
  void newsOnAnotherPageTakeNoFocus(FxRobot robot) {
    show(Estates.calm());
    robot.press(KeyCode.CONTROL).type(KeyCode.DIGIT6).release(KeyCode.CONTROL);
    robot.clickOn("#query");
    var fresh =
        Estates.written(
            47, 0, Kind.CONFLICT, Severity.CRITICAL, "standby", "control", "two claim to lead");
    show(Estates.later(Estates.incident(), Duration.ofSeconds(1), fresh));

    assertThat(robot.lookup(".news-card").queryAll()).hasSize(1);
    assertThat(console.scene().getFocusOwner()).isEqualTo(node("#query"));
    engine.pass(Duration.ofSeconds(30));
    robot.interact(console::tick);
    assertThat(robot.lookup(".news-card").queryAll()).isEmpty();
  }

  @Test
  void thePastIsMarkedHasNoControlsAndNLeadsBack(FxRobot robot) {
    show(Estates.calm());
    robot.interact(() -> console.turnTo(Estates.incident()));
    assertThat(node("#pastBar").isVisible()).isTrue();
    assertThat(sentence()).startsWith("haos is silent");
    assertThat(node("#freeze").isDisabled()).isTrue();
    assertThat(node("#acknowledge").isVisible()).isFalse();
    assertThat(robot.lookup("#reset").<Node>queryAll()).noneMatch(Node::isVisible);

    show(Estates.later(Estates.calm(), Duration.ofSeconds(1)));
    assertThat(sentence()).as("the present does not intrude").startsWith("haos is silent");

    robot.type(KeyCode.N);
    assertThat(node("#pastBar").isVisible()).isFalse();
    assertThat(sentence()).startsWith("haos leads");
  }

  @Test
  void ofManyTilesOnlyThoseInSightExistAndTheyCanBeSearched(FxRobot robot) {
    show(Estates.many(200));
    await(() -> !robot.lookup(".host-tile").queryAll().isEmpty());
    Set<Node> tiles = robot.lookup(".host-tile").queryAll();
    assertThat(tiles).hasSizeLessThan(40);

    robot.interact(() -> ((Parent) node("#sheet")).requestLayout());
    show(Estates.later(Estates.many(200), Duration.ofSeconds(5)));
    assertThat(robot.lookup(".host-tile").<Node>queryAll())
        .as("a layout makes no tile anew")
        .isEqualTo(tiles);

    robot.interact(() -> ((TextField) node("#filter")).setText("host-17"));
    await(() -> seen(robot).contains("host-17"));
    assertThat(seen(robot)).allMatch(name -> name.startsWith("host-17"));

    robot.interact(() -> node("#filter").requestFocus());
    robot.type(KeyCode.ESCAPE);
    await(() -> ((TextField) node("#filter")).getText().isEmpty());
    await(() -> seen(robot).contains("haos"));
  }

  private static List<String> seen(FxRobot robot) {
    return robot.lookup(".host-tile").lookup("#name").queryAllAs(Label.class).stream()
        .map(Label::getText)
        .toList();
  }

  @Test
  void tilesStandInGroupsWhoseHeadingTellsTheWorstAlsoWhenCollapsed(FxRobot robot) {
    show(Estates.many(200));
    robot.interact(() -> console.group(Grouping.ROLE));
    await(() -> robot.lookup(".tile-group").queryAll().size() == 2);
    Button heading = robot.lookup(".tile-group").nth(1).query();
    assertThat(heading.getAccessibleText()).startsWith("standby, 199 hosts, host-7 ");
    int tiles = seen(robot).size();

    robot.interact(heading::fire);
    await(() -> seen(robot).size() < tiles);
    assertThat(seen(robot)).containsExactly("haos");
    assertThat(heading.getAccessibleText()).contains("more");
  }

  @Test
  void aRecordThatArrivesIsOnTop(FxRobot robot) {
    show(Estates.incident());
    robot.press(KeyCode.CONTROL).type(KeyCode.DIGIT6).release(KeyCode.CONTROL);
    var filled = (javafx.scene.control.ListView<?>) node("#lines");
    await(() -> !filled.getItems().isEmpty());
    var fresh =
        Estates.written(47, 0, Kind.PROMOTED, Severity.INFO, "standby", "control", "acknowledged");
    show(Estates.later(Estates.incident(), Duration.ofSeconds(1), fresh));

    var list = (javafx.scene.control.ListView<?>) node("#lines");
    assertThat(list.getItems().getFirst().toString().toLowerCase(Locale.ROOT)).contains("promoted");
  }

  @Test
  void everyButtonHasANameForThoseWhoHearThePage(FxRobot robot) {
    show(Estates.incident());

    assertThat(robot.lookup(".button").<Button>queryAll())
        .allSatisfy(
            button -> assertThat(button.getText() + button.getAccessibleText()).isNotBlank());
  }

  private void show(Snapshot snapshot) {
    WaitForAsyncUtils.waitForAsyncFx(10_000, () -> console.show(snapshot));
    WaitForAsyncUtils.waitForFxEvents();
  }

  private void hold(FxRobot robot) {
    var button = node("#hold");
    robot.moveTo(button).press(MouseButton.PRIMARY);
    await(() -> !engine.asked().isEmpty());
    robot.release(MouseButton.PRIMARY);
    WaitForAsyncUtils.waitForFxEvents();
  }

  private void fire(FxRobot robot, String id) {
    robot.interact(() -> ((Button) node(id)).fire());
  }

  private String text(String id) {
    return ((Labeled) node(id)).getText();
  }

  private String sentence() {
    return ((SteadyLabel) node("#sentence")).label().getText();
  }

  private Node node(String id) {
    Node found = console.scene().getRoot().lookup(id);
    assertThat(found).as(id).isNotNull();
    return found;
  }

  private static void await(java.util.concurrent.Callable<Boolean> condition) {
    Awaitility.await().atMost(10, TimeUnit.SECONDS).until(condition);
  }
}
