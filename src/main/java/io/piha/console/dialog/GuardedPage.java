package io.piha.console.dialog;

import io.piha.console.dialog.GuardedModel.Stage;
import io.piha.console.kit.Faces;
import io.piha.console.kit.Words;
import javafx.fxml.FXML;
import javafx.scene.control.Button;
import javafx.scene.control.CheckBox;
import javafx.scene.control.ComboBox;
import javafx.scene.control.Label;
import javafx.scene.control.TextField;
import javafx.scene.layout.Region;
import javafx.util.Subscription;

/** Ties guarded.fxml to its model. */
public final class GuardedPage {

  private final GuardedModel model;
  private final Words words;
  private final Runnable close;

  @FXML private Region sheet;
  @FXML private Label title;
  @FXML private Label subject;
  @FXML private Region ask;
  @FXML private LineRows happens;
  @FXML private LineRows against;
  @FXML private Region foreseenBox;
  @FXML private LineRows foreseen;
  @FXML private Label forecast;
  @FXML private Label notice;
  @FXML private Region untilBox;
  @FXML private ComboBox<Until> until;
  @FXML private TextField reason;
  @FXML private Region nameBox;
  @FXML private Label namePrompt;
  @FXML private TextField name;
  @FXML private CheckBox override;
  @FXML private Region overrideBox;
  @FXML private TextField overrideReason;
  @FXML private Region outcome;
  @FXML private StepRows steps;
  @FXML private Button cancel;
  @FXML private Button again;
  @FXML private Button done;
  @FXML private Button verb;
  @FXML private Button arm;
  @FXML private HoldButton hold;

  private Subscription subscription = Subscription.EMPTY;

  GuardedPage(GuardedModel model, Words words, Runnable close) {
    this.model = model;
    this.words = words;
    this.close = close;
  }

  @FXML
  private void initialize() {
    var preview = model.preview();
    var asking = model.stage().map(Stage.PREVIEW::equals);
    title.textProperty().bind(preview.map(Preview::title));
    subject.textProperty().bind(preview.map(Preview::subject));
    Faces.showWhen(ask, asking);
    Faces.showWhen(outcome, asking.map(yes -> !yes));
    Faces.showWhen(foreseenBox, model.foreseen().map(lines -> !lines.isEmpty()));
    showText(forecast, model.forecast());
    showText(notice, model.notice());
    Faces.showWhen(untilBox, preview.map(_ -> model.act() == Act.FREEZE));
    Faces.showWhen(nameBox, model.nameWanted().map(Boolean.TRUE::equals));
    Faces.showWhen(override, model.forecast().map(said -> offersOverride(said)));
    namePrompt.setText(words.say("dialog.name", model.host()));
    override.setText(words.sayOr("dialog." + model.act().stem() + ".override", ""));
    reason.textProperty().bindBidirectional(model.reason());
    name.textProperty().bindBidirectional(model.typedName());
    override.selectedProperty().bindBidirectional(model.override());
    overrideReason.textProperty().bindBidirectional(model.overrideReason());
    Faces.showWhen(overrideBox, model.override());
    until.getItems().setAll(Until.values());
    until.setConverter(new KeyedText<>(each -> words.say(each.key())));
    until.valueProperty().bindBidirectional(model.until());
    gesture();
    subscription =
        Subscription.combine(
            preview.subscribe(now -> happens.show(now.happens())),
            preview.subscribe(now -> against.show(now.against())),
            model.foreseen().subscribe(foreseen::show),
            model.steps().subscribe(steps::show),
            model.moves().subscribe(_ -> hold.release()));
    Faces.paint(sheet, model.stage());
  }

  private void gesture() {
    var stage = model.stage();
    var asking = stage.map(Stage.PREVIEW::equals);
    var byVerb = model.preview().map(now -> now.tier() == Tier.VERB);
    String stem = "dialog." + model.act().stem();
    verb.setText(words.say(stem + ".verb"));
    String held = words.sayOr(stem + ".hold", "");
    hold.textProperty()
        .bind(
            model
                .armedFor()
                .map(left -> left == 0 ? held : words.say("dialog.hold.left", held, left)));
    arm.disableProperty().bind(model.ready().not());
    verb.disableProperty().bind(model.armed().not());
    hold.disableProperty().bind(model.armed().not());
    hold.setOnHeld(model::confirm);
    var holding = stage.flatMap(now -> byVerb.map(yes -> !yes && now == Stage.PREVIEW));
    var arming = model.armingWanted().map(Boolean.TRUE::equals);
    Faces.showWhen(verb, stage.flatMap(now -> byVerb.map(yes -> yes && now == Stage.PREVIEW)));
    Faces.showWhen(arm, holding.flatMap(yes -> arming.map(wanted -> yes && wanted)));
    Faces.showWhen(hold, holding.flatMap(yes -> arming.map(wanted -> yes && !wanted)));
    Faces.showWhen(cancel, asking);
    Faces.showWhen(done, asking.map(yes -> !yes));
    Faces.showWhen(again, stage.map(Stage.FAILED::equals));
  }

  private boolean offersOverride(String said) {
    return model.act().canOverride() && (!said.isEmpty() || model.override().get());
  }

  private static void showText(Label label, javafx.beans.value.ObservableValue<String> text) {
    label.textProperty().bind(text);
    Faces.showWhen(label, text.map(said -> !said.isEmpty()));
  }

  @FXML
  private void arm() {
    model.arm();
    hold.requestFocus();
  }

  @FXML
  private void confirm() {
    model.confirm();
  }

  @FXML
  private void again() {
    model.again();
  }

  @FXML
  private void close() {
    close.run();
  }

  /** Where typing begins. */
  void focus() {
    reason.requestFocus();
  }

  /** Lets go of the model. */
  void release() {
    subscription.unsubscribe();
  }
}
