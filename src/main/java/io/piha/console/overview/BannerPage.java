package io.piha.console.overview;

import io.piha.console.kit.Faces;
import io.piha.console.kit.SignView;
import io.piha.console.kit.SteadyLabel;
import io.piha.console.kit.Tone;
import io.piha.console.kit.Words;
import java.util.function.Function;
import javafx.beans.binding.Bindings;
import javafx.beans.value.ObservableValue;
import javafx.fxml.FXML;
import javafx.scene.control.ComboBox;
import javafx.scene.control.Label;
import javafx.scene.layout.Pane;
import javafx.scene.layout.Region;

/** Ties banner.fxml, what stands above every page, to its model. */
public final class BannerPage {

  private final OverviewModel model;
  private final ObservableValue<Boolean> now;
  private final Runnable onWhatIf;
  private final Words words;

  @FXML private Region head;
  @FXML private SignView sign;
  @FXML private SteadyLabel sentence;
  @FXML private Label subline;
  @FXML private Region unsafeBadge;
  @FXML private Region safeBadge;
  @FXML private Label missing;
  @FXML private Pane service;
  @FXML private Region whatIf;
  @FXML private FreezeSwitch freeze;
  @FXML private Label frozenDetail;
  @FXML private Region frozenBar;
  @FXML private Region thaw;
  @FXML private Region incidentBar;
  @FXML private Label incident;
  @FXML private Label incidentText;
  @FXML private Region acknowledge;
  @FXML private Region holdPromotion;
  @FXML private Label staleBar;
  @FXML private Label configBar;
  @FXML private Label elsewhere;

  /**
   * @param past whether the past is shown; then nothing can be asked for
   * @param onWhatIf asks what would happen if something went wrong now
   */
  public BannerPage(
      OverviewModel model, ObservableValue<Boolean> past, Runnable onWhatIf, Words words) {
    this.model = model;
    this.words = words;
    this.onWhatIf = onWhatIf;
    this.now = past.map(yes -> !yes);
  }

  @FXML
  private void initialize() {
    banner();
    freeze();
    bars();
  }

  private void banner() {
    var banner = model.banner();
    sentence.label().getStyleClass().add("sentence");
    banner.map(BannerFace::sentence).subscribe(sentence::show);
    subline.textProperty().bind(banner.map(BannerFace::subline));
    missing.textProperty().bind(banner.map(BannerFace::missing));
    banner.map(BannerFace::sign).subscribe(sign::show);
    Faces.<Tone>paint(head, banner.map(BannerFace::tone));
    var known = model.freeze().map(FreezeFace::known);
    Faces.showWhen(unsafeBadge, banner.map(shown -> !shown.safe()));
    Faces.showWhen(safeBadge, banner.flatMap(shown -> known.map(yes -> yes && shown.safe())));
    Faces.showWhen(whatIf, now.flatMap(it -> model.selected().map(name -> it && !name.isEmpty())));
    Faces.showWhenMade(
        service, this::services, Bindings.size(model.services()).greaterThan(1).map(yes -> yes));
  }

  private ComboBox<String> services() {
    var box = new ComboBox<>(model.services());
    box.setAccessibleText(words.say("overview.service"));
    model.selected().subscribe(box::setValue);
    box.valueProperty().subscribe(model::select);
    return box;
  }

  private void freeze() {
    var face = model.freeze();
    freeze.selectedProperty().bind(face.map(FreezeFace::frozen));
    freeze
        .disableProperty()
        .bind(face.flatMap(shown -> now.map(present -> !present || !shown.known())));
    freeze.setOnAsk(model::freezeOrThaw);
    frozenDetail.textProperty().bind(face.map(FreezeFace::detail));
    Faces.showWhen(frozenBar, face.map(FreezeFace::frozen));
    Faces.flag(frozenBar, "overdue", face.map(FreezeFace::overdue));
    Faces.showWhen(thaw, now);
  }

  private void bars() {
    var bars = model.bars();
    incident.textProperty().bind(bars.map(BarsFace::incident));
    incidentText.textProperty().bind(bars.map(BarsFace::incidentText));
    Faces.showWhen(incidentBar, bars.map(shown -> !shown.incident().isEmpty()));
    Faces.showWhen(acknowledge, bars.flatMap(it -> now.map(yes -> yes && it.ackable())));
    Faces.showWhen(holdPromotion, bars.flatMap(it -> now.map(yes -> yes && it.holdable())));
    showText(staleBar, BarsFace::stale);
    showText(configBar, BarsFace::config);
    showText(elsewhere, BarsFace::elsewhere);
  }

  private void showText(Label label, Function<BarsFace, String> text) {
    label.textProperty().bind(model.bars().map(text));
    Faces.showWhen(label, label.textProperty().map(said -> !said.isEmpty()));
  }

  @FXML
  private void whatIf() {
    onWhatIf.run();
  }

  @FXML
  private void acknowledge() {
    model.acknowledge();
  }

  @FXML
  private void holdPromotion() {
    model.freezeOrThaw();
  }

  @FXML
  private void freezeOrThaw() {
    model.freezeOrThaw();
  }
}
