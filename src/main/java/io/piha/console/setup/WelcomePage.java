package io.piha.console.setup;

import io.piha.console.kit.Words;
import java.io.File;
import javafx.fxml.FXML;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.TextField;
import javafx.stage.FileChooser;

/** Ties welcome.fxml to its model. */
public final class WelcomePage {
  private final WelcomeModel model;
  private final Words words;
  private final Runnable onDemo;
  private final Runnable onSetUp;

  @FXML private Button demo;
  @FXML private Label waits;
  @FXML private TextField file;
  @FXML private Problems problems;

  WelcomePage(WelcomeModel model, Words words, Runnable onDemo, Runnable onSetUp) {
    this.model = model;
    this.words = words;
    this.onDemo = onDemo;
    this.onSetUp = onSetUp;
  }

  @FXML
  private void initialize() {
    file.textProperty().bindBidirectional(model.file());
    problems.tie(model.problems());
  }

  /** Puts the focus on what can do no harm. */
  void focus() {
    demo.requestFocus();
  }

  /** What happens if nobody does anything. */
  void say(String words) {
    waits.setText(words);
  }

  @FXML
  private void demo() {
    onDemo.run();
  }

  @FXML
  private void setUp() {
    onSetUp.run();
  }

  @FXML
  private void browse() {
    FileChooser chooser = new FileChooser();
    chooser.setTitle(words.say("welcome.open"));
    chooser.getExtensionFilters().add(new FileChooser.ExtensionFilter("YAML", "*.yaml", "*.yml"));
    File chosen = chooser.showOpenDialog(file.getScene().getWindow());
    if (chosen != null) {
      model.file().set(chosen.getPath());
    }
  }

  @FXML
  private void open() {
    model.openFile();
  }
}
