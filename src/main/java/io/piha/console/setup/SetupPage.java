package io.piha.console.setup;

import io.piha.console.kit.Faces;
import io.piha.console.kit.Screen;
import io.piha.console.kit.Screens;
import io.piha.console.kit.Sign;
import io.piha.console.kit.SignView;
import io.piha.console.kit.Words;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import javafx.fxml.FXML;
import javafx.scene.AccessibleRole;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.ScrollPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;

/** Ties setup.fxml to the set-up: the steps on the left, the one in sight, back and on. */
public final class SetupPage {

  /** Where a step stands. */
  private enum Stand {
    DONE,
    NOW,
    AHEAD
  }

  private final SetupModel model;
  private final Screens screens;
  private final Words words;
  private final Runnable leave;
  private final Map<SetupStep, Row> rows = new EnumMap<>(SetupStep.class);
  private final Map<SetupStep, Region> pages = new EnumMap<>(SetupStep.class);

  @FXML private VBox steps;
  @FXML private Label title;
  @FXML private ScrollPane content;
  @FXML private Problems problems;
  @FXML private Button back;
  @FXML private Button next;
  @FXML private Node busy;

  /**
   * @param leave goes back to the first choice
   */
  SetupPage(SetupModel model, Screens screens, Words words, Runnable leave) {
    this.model = model;
    this.screens = screens;
    this.words = words;
    this.leave = leave;
  }

  @FXML
  private void initialize() {
    pages.put(SetupStep.BROKER, screens.load(Screen.SETUP_BROKER, new BrokerPage(model, words)));
    pages.put(SetupStep.PRIMARY, screens.load(Screen.SETUP_HOST, HostPage.primary(model, words)));
    pages.put(SetupStep.STANDBY, screens.load(Screen.SETUP_HOST, HostPage.standby(model, words)));
    pages.put(SetupStep.POWER, screens.load(Screen.SETUP_POWER, new PowerPage(model, words)));
    pages.put(
        SetupStep.CONTAINERS,
        screens.load(Screen.SETUP_CONTAINERS, new ContainersPage(model, words)));
    pages.put(SetupStep.ALERTS, screens.load(Screen.SETUP_ALERTS, new AlertsPage(model, words)));
    pages.put(SetupStep.REVIEW, screens.load(Screen.SETUP_REVIEW, new ReviewPage(model)));
    pages.put(SetupStep.RESULT, screens.load(Screen.SETUP_RESULT, new ResultPage(model, words)));
    for (SetupStep each : SetupStep.values()) {
      Row row = new Row(words.say("setup.step." + each.key()));
      rows.put(each, row);
      steps.getChildren().add(row);
    }
    Faces.showWhen(busy, model.busy());
    problems.tie(model.problems());
    model.step().subscribe(this::show);
  }

  private void show(SetupStep now) {
    title.setText(words.say("setup.title." + now.key()));
    back.setText(words.sayOr("setup.back." + now.key(), words.say("setup.back")));
    next.setText(words.sayOr("setup.next." + now.key(), words.say("setup.next")));
    rows.forEach(
        (step, row) -> {
          int order = step.compareTo(now);
          row.show(order < 0 ? Stand.DONE : order == 0 ? Stand.NOW : Stand.AHEAD, words);
        });
    content.setContent(Objects.requireNonNull(pages.get(now)));
    content.setVvalue(0);
    focus();
  }

  /** Puts the focus where typing begins, or on the way on where nothing is typed. */
  void focus() {
    content.applyCss(); // a pane takes its content in with its skin, and focus needs it there
    Stream.of(".setup-first", ".text-input")
        .map(content.getContent()::lookup)
        .filter(Objects::nonNull)
        .findFirst()
        .ifPresentOrElse(Node::requestFocus, next::requestFocus);
  }

  @FXML
  private void back() {
    if (model.step().get().isFirst()) {
      leave.run();
    } else {
      model.back();
    }
  }

  @FXML
  private void next() {
    model.next();
  }

  /** One step in the list of all. */
  private static final class Row extends HBox {
    private final SignView sign = new SignView();
    private final Label name = new Label();
    private final String text;

    private Row(String text) {
      this.text = text;
      name.setText(text);
      getStyleClass().add("setup-step");
      setAccessibleRole(AccessibleRole.TEXT);
      getChildren().addAll(sign, name);
    }

    private void show(Stand stand, Words words) {
      Faces.set(this, stand);
      sign.show(
          switch (stand) {
            case DONE -> Sign.DONE;
            case NOW -> Sign.LEADER;
            case AHEAD -> Sign.OBSERVING;
          });
      setAccessibleText(
          text + ", " + words.say("setup.stand." + stand.name().toLowerCase(Locale.ROOT)));
    }
  }
}
