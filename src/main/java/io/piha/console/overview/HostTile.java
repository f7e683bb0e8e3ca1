package io.piha.console.overview;

import io.piha.console.kit.Faces;
import io.piha.console.kit.FactRows;
import io.piha.console.kit.Screen;
import io.piha.console.kit.Screens;
import io.piha.console.kit.SignView;
import io.piha.console.kit.Words;
import javafx.fxml.FXML;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.layout.Pane;
import javafx.scene.layout.Region;
import javafx.scene.shape.Rectangle;
import javafx.util.Subscription;

/** Ties hosttile.fxml to the model of one host. */
public final class HostTile {

  private final HostTileModel model;
  private final Words words;

  @FXML private Region tile;
  @FXML private Label name;
  @FXML private Label subject;
  @FXML private Region badge;
  @FXML private SignView sign;
  @FXML private Label word;
  @FXML private Pane ringPlace;
  @FXML private FactRows facts;
  @FXML private Pane drawPlace;
  @FXML private Region planBox;
  @FXML private Label plan;
  @FXML private Label planWhy;
  @FXML private Button reset;
  @FXML private Button promote;
  @FXML private Button failback;

  private final Ring ring = new Ring();
  private final DrawTrace trace = new DrawTrace();
  private Subscription subscription = Subscription.EMPTY;

  private HostTile(HostTileModel model, Words words) {
    this.model = model;
    this.words = words;
  }

  /** A tile's node, alive as long as the model changes. */
  static HostTile load(HostTileModel model, Screens screens, Words words) {
    var tile = new HostTile(model, words);
    screens.load(Screen.HOST_TILE, tile);
    return tile;
  }

  @FXML
  private void initialize() {
    var face = model.face();
    ringPlace.getChildren().add(ring);
    drawPlace.getChildren().add(trace);
    name.setText(model.host());
    subject.textProperty().bind(face.map(HostFace::subject));
    word.textProperty().bind(face.map(HostFace::word));
    Faces.showWhen(reset, face.map(HostFace::powered));
    Faces.showWhen(promote, face.map(HostFace::promotable));
    Faces.showWhen(failback, face.map(HostFace::returning));
    plan.textProperty().bind(model.plan().map(PlanFace::text));
    planWhy.textProperty().bind(model.plan().map(PlanFace::why));
    Faces.showWhen(planWhy, model.plan().map(now -> !now.why().isBlank()));
    reset.setAccessibleText(words.say("tile.reset.of", model.host()));
    promote.setAccessibleText(words.say("tile.promote.of", model.host()));
    failback.setAccessibleText(words.say("tile.failback.of", model.host()));
    subscription =
        Subscription.combine(
            face.subscribe(this::paint),
            model.ring().subscribe(ring::show),
            model.draw().subscribe(trace::show),
            model.plan().subscribe(now -> Faces.set(planBox, now.tone())));
  }

  private void paint(HostFace face) {
    sign.show(face.sign());
    facts.show(face.facts());
    Faces.set(tile, face.tone());
    Faces.set(badge, face.tone());
    tile.setAccessibleText(face.name() + ": " + face.word());
  }

  @FXML
  private void reset() {
    model.reset();
  }

  @FXML
  private void promote() {
    model.promote();
  }

  @FXML
  private void failback() {
    model.failback();
  }

  /**
   * Where the height is given, what leads to an act stays in sight; facts beyond it are cut, and
   * the trace of the draw is left to the timeline.
   */
  void fixHeight() {
    var clip = new Rectangle();
    clip.widthProperty().bind(facts.widthProperty());
    clip.heightProperty().bind(facts.heightProperty());
    facts.setMinHeight(0);
    facts.setClip(clip);
    drawPlace.setVisible(false);
    drawPlace.setManaged(false);
  }

  Region node() {
    return tile;
  }

  HostTileModel model() {
    return model;
  }

  /** Lets go of the model. */
  void release() {
    subscription.unsubscribe();
  }
}
