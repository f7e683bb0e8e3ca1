package io.piha.console.drills;

import io.piha.console.dialog.HoldButton;
import io.piha.console.kit.Fact;
import io.piha.console.kit.FactRows;
import io.piha.console.kit.Tone;
import io.piha.console.kit.Words;
import io.piha.drill.Check;
import java.util.List;
import javafx.fxml.FXML;
import javafx.scene.Node;
import javafx.scene.control.CheckBox;
import javafx.scene.control.Label;
import javafx.scene.control.RadioButton;

/** Asks before a live drill: what must be so, how it is played, and whether it is meant. */
public final class LiveSheet {

  private final DrillsModel model;
  private final Words words;
  private final Runnable close;

  @FXML private Label title;
  @FXML private FactRows checks;
  @FXML private RadioButton stepwise;
  @FXML private CheckBox power;
  @FXML private Label outcome;
  @FXML private HoldButton begin;
  @FXML private Node cancel;

  /**
   * @param close takes the sheet away
   */
  public LiveSheet(DrillsModel model, Words words, Runnable close) {
    this.model = model;
    this.words = words;
    this.close = close;
  }

  @FXML
  private void initialize() {
    title.setText(words.say("drills.live.title", model.titleNow()));
    stepwise.setSelected(true);
    stepwise.selectedProperty().subscribe(_ -> look());
    power.setVisible(model.cutsPower());
    power.setManaged(model.cutsPower());
    power.selectedProperty().subscribe(_ -> look());
    begin.textProperty().set(words.say("drills.live.begin"));
    begin.setOnHeld(this::start);
    outcome.setVisible(false);
    outcome.setManaged(false);
    look();
  }

  /** The checks of this moment. */
  public void look() {
    List<Check> all = model.checks(stepwise.isSelected());
    checks.show(
        all.stream()
            .map(
                each ->
                    new Fact(
                        words.say(each.met() ? "drills.check.met" : "drills.check.unmet"),
                        each.words() + (each.why().isEmpty() ? "" : ": " + each.why()),
                        "",
                        each.met() ? Tone.QUIET : Tone.BAD))
            .toList());
    boolean met = !all.isEmpty() && all.stream().allMatch(Check::met);
    begin.setDisable(!met || (model.cutsPower() && !power.isSelected()));
  }

  private void start() {
    begin.setDisable(true);
    say(words.say("drills.live.begins"));
    model.start(
        stepwise.isSelected(),
        power.isSelected(),
        why -> {
          say(words.say("drills.live.refused", why));
          look();
        },
        close);
  }

  private void say(String text) {
    outcome.setText(text);
    outcome.setVisible(true);
    outcome.setManaged(true);
  }

  @FXML
  private void close() {
    close.run();
  }

  /** Puts the focus on the button that does nothing. */
  public void focus() {
    cancel.requestFocus();
  }
}
