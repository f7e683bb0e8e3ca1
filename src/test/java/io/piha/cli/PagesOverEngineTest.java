package io.piha.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.piha.arbiter.Kind;
import io.piha.console.audit.AuditLine;
import io.piha.console.frame.ConsoleScene;
import io.piha.console.kit.FolderArchive;
import io.piha.console.kit.LatestOnly;
import io.piha.demo.DemoEstate;
import io.piha.engine.Snapshot.ServiceView;
import io.piha.testing.Sites;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.ListView;
import javafx.scene.control.MenuButton;
import javafx.scene.control.TextArea;
import javafx.scene.control.TextField;
import javafx.scene.control.ToggleButton;
import javafx.stage.Stage;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.testfx.api.FxRobot;
import org.testfx.framework.junit5.ApplicationExtension;
import org.testfx.framework.junit5.Start;

/** The pages one turns to after the incident, over the real engine of the demonstration house. */
@ExtendWith(ApplicationExtension.class)
// The parts are made in start and before the test.
@SuppressWarnings("NullAway.Init")
class PagesOverEngineTest {

  private static final Duration PATIENCE = Duration.ofMinutes(2);

  private DemoEstate estate;
  private Path file;
  private Supervision supervision;
  private ControlPlane control;
  private FolderArchive archive;
  private Stage stage;
  private ConsoleScene console;
  private AutoCloseable pictures;

  @BeforeEach
  void superviseTheHouse() throws Exception {
    estate = DemoEstate.start(20, Clock.systemUTC());
    file = estate.folder().resolve("piha.yaml");
    Files.writeString(file, estate.configText());
    supervision =
        Supervision.take(
            Sites.valid(estate.configText(), estate.folder()),
            Optional.of(file),
            Map.of(),
            _ -> {});
    control = supervision.activate();
    archive = control.archive(new FileConfigDesk(file, Map.of()));
  }

  @Start
  void show(Stage first) {
    stage = first;
  }

  private void open(FxRobot robot) {
    robot.interact(() -> console = TesterWindow.open(stage, () -> control, archive));
    pictures = control.engine().subscribe(new LatestOnly<>(LatestOnly.screen(), console::show));
    await("the house is well", () -> service().protectedNow());
  }

  @AfterEach
  void end() throws Exception {
    pictures.close();
    supervision.close();
    archive.close();
    estate.close();
  }

  @Test
  void anAlarmIsSeenSetAsideAndFoundInTheAuditLog(FxRobot robot) {
    open(robot);
    estate.haos().breakBoot();
    estate.haos().hang();
    await("the standby leads", () -> service().leader().filter("standby"::equals).isPresent());

    turnTo(robot, "alarms");
    await("an alarm stands", () -> choosesAStandingOne(robot));
    assertThat(text("#what")).isNotBlank();
    assertThat(text("#guidance")).as("what to do").isNotBlank();
    fire(robot, "#seen");
    await("it is written down", () -> recorded(Kind.ACKNOWLEDGED) == 1);
    await("it is shown as seen", () -> text("#told").contains("acknowledged"));

    robot.interact(
        () -> ((MenuButton) console.scene().lookup("#asideFor")).getItems().getFirst().fire());
    await("it is in the list of those set aside", () -> !list("#aside").getItems().isEmpty());
    robot.interact(() -> list("#aside").getSelectionModel().selectFirst());
    fire(robot, "#takeBack");
    await("it is back", () -> list("#aside").getItems().isEmpty());

    turnTo(robot, "audit");
    await("the records are there", () -> lines().size() > 3);
    robot.interact(() -> ((TextField) node("#query")).setText("acknowledged tester"));
    await(
        "only the acknowledgements are left",
        () ->
            !lines().isEmpty()
                && lines().stream()
                    .allMatch(each -> each.written().entry().kind() == Kind.ACKNOWLEDGED));
    robot.interact(() -> list("#lines").getSelectionModel().selectFirst());
    await("its detail is shown", () -> node("#copy").isVisible());
    fire(robot, "#verify");
    await("the chain is whole", () -> auditStatus().contains("whole"));
  }

  @Test
  void aSettingIsFoundTriedChangedAndTakenOver(FxRobot robot) throws Exception {
    open(robot);
    turnTo(robot, "settings");
    await("what is in force is read", () -> list("#settings.audit-list").getItems().size() > 20);
    String before = Files.readString(file);
    assertThat(((TextArea) node("#text")).getText()).isEqualTo(before);

    fire(robot, "#readPorts");
    await("the switch tells its ports", () -> !list("#ports").getItems().isEmpty());

    robot.interact(() -> ((TextArea) node("#text")).setText(before + "\nno_such_key: 1\n"));
    await(
        "the mistake is named", () -> list("#findings").getItems().toString().contains("no_such"));
    assertThat(node("#apply").isDisabled()).isTrue();

    String changed = before.replace("max_per_day: 500", "max_per_day: 40");
    assertThat(changed).isNotEqualTo(before);
    robot.interact(() -> ((TextArea) node("#text")).setText(changed));
    await("it may be applied", () -> !node("#apply").isDisabled());
    assertThat(list("#difference").getItems()).hasSize(2);
    fire(robot, "#apply");
    await("the file is changed", () -> Files.readString(file).equals(changed));
    await("the engine has taken it over", () -> recorded(Kind.CONFIG_CHANGED) == 1);
  }

  /**
   * Chooses the one that stands as long as the house has one host; others go when they are seen.
   */
  private boolean choosesAStandingOne(FxRobot robot) {
    for (int i = 0; i < list("#list").getItems().size(); i++) {
      int place = i;
      robot.interact(() -> list("#list").getSelectionModel().select(place));
      if (text("#what").startsWith(Kind.UNPROTECTED.word()) && text("#told").contains("standing")) {
        return true;
      }
    }
    return false;
  }

  private ServiceView service() {
    return control.engine().snapshot().services().getFirst();
  }

  private long recorded(Kind kind) {
    return control.engine().snapshot().latest().stream()
        .filter(each -> each.entry().kind() == kind)
        .count();
  }

  private List<AuditLine> lines() {
    return list("#lines").getItems().stream().map(AuditLine.class::cast).toList();
  }

  private String auditStatus() {
    return text(".audit-page #status");
  }

  private void turnTo(FxRobot robot, String page) {
    robot.interact(() -> ((ToggleButton) console.scene().lookup("#" + page + ".rail-page")).fire());
  }

  private void fire(FxRobot robot, String id) {
    robot.interact(() -> ((Button) node(id)).fire());
  }

  private String text(String id) {
    return ((Label) node(id)).getText();
  }

  private ListView<?> list(String id) {
    return (ListView<?>) node(id);
  }

  private Node node(String id) {
    return TesterWindow.node(console.scene(), id);
  }

  private static void await(String what, Callable<Boolean> so) {
    Awaitility.await(what).atMost(PATIENCE).until(so);
  }
}
