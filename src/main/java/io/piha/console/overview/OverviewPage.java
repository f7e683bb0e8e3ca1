package io.piha.console.overview;

import io.piha.console.audit.AuditCell;
import io.piha.console.audit.AuditFeed;
import io.piha.console.audit.AuditLine;
import io.piha.console.kit.Faces;
import io.piha.console.kit.FactRows;
import io.piha.console.kit.Screens;
import io.piha.console.kit.SignView;
import io.piha.console.kit.SteadyLabel;
import io.piha.console.kit.Tone;
import io.piha.console.kit.Words;
import java.util.function.Function;
import javafx.beans.binding.Bindings;
import javafx.fxml.FXML;
import javafx.scene.control.ComboBox;
import javafx.scene.control.Label;
import javafx.scene.control.ListView;
import javafx.scene.control.TabPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Region;

/** Ties overview.fxml to its model. */
public final class OverviewPage {

  private final OverviewModel model;
  private final AuditFeed feed;
  private final Screens screens;
  private final Words words;

  @FXML private Region page;
  @FXML private Region head;
  @FXML private SignView sign;
  @FXML private SteadyLabel sentence;
  @FXML private Label subline;
  @FXML private Region unsafeBadge;
  @FXML private Region safeBadge;
  @FXML private Label missing;
  @FXML private ComboBox<String> service;
  @FXML private FreezeSwitch freeze;
  @FXML private Label frozenDetail;
  @FXML private Region frozenBar;
  @FXML private Region incidentBar;
  @FXML private Label incident;
  @FXML private Label incidentText;
  @FXML private Region acknowledge;
  @FXML private Label staleBar;
  @FXML private Label configBar;
  @FXML private Label elsewhere;
  @FXML private HBox upper;
  @FXML private HBox lower;
  @FXML private TabPane tabs;
  @FXML private TileFlow tiles;
  @FXML private Region groundPanel;
  @FXML private Region whyPanel;
  @FXML private Region auditPanel;
  @FXML private FactRows ground;
  @FXML private FactRows why;
  @FXML private ListView<AuditLine> audit;
  @FXML private Region hatch;

  public OverviewPage(OverviewModel model, AuditFeed feed, Screens screens, Words words) {
    this.model = model;
    this.feed = feed;
    this.screens = screens;
    this.words = words;
  }

  @FXML
  private void initialize() {
    banner();
    freeze();
    bars();
    ground.follow(model.ground());
    why.follow(model.why());
    audit.setItems(feed.lines());
    audit.setCellFactory(_ -> new AuditCell());
    audit.setPlaceholder(new Label(words.say("audit.empty")));
    new TileRow(tiles, screens, words).follow(model.tiles());
    new Arrangement(upper, lower, tabs, groundPanel, whyPanel, auditPanel)
        .follow(page.widthProperty());
    Faces.showWhen(hatch, model.stale());
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
    Faces.showWhen(unsafeBadge, banner.map(now -> !now.safe()));
    Faces.showWhen(safeBadge, banner.flatMap(now -> known.map(yes -> yes && now.safe())));
    service.setItems(model.services());
    model.selected().subscribe(service::setValue);
    service.valueProperty().subscribe(model::select);
    Faces.showWhen(service, Bindings.size(model.services()).greaterThan(1).map(yes -> yes));
  }

  private void freeze() {
    var face = model.freeze();
    freeze.selectedProperty().bind(face.map(FreezeFace::frozen));
    freeze.disableProperty().bind(face.map(now -> !now.known()));
    freeze.setOnAsk(model::freezeOrThaw);
    frozenDetail.textProperty().bind(face.map(FreezeFace::detail));
    Faces.showWhen(frozenBar, face.map(FreezeFace::frozen));
  }

  private void bars() {
    incident.textProperty().bind(model.bars().map(BarsFace::incident));
    incidentText.textProperty().bind(model.bars().map(BarsFace::incidentText));
    Faces.showWhen(incidentBar, model.bars().map(now -> !now.incident().isEmpty()));
    Faces.showWhen(acknowledge, model.bars().map(BarsFace::ackable));
    showText(staleBar, BarsFace::stale);
    showText(configBar, BarsFace::config);
    showText(elsewhere, BarsFace::elsewhere);
  }

  private void showText(Label label, Function<BarsFace, String> text) {
    label.textProperty().bind(model.bars().map(text));
    Faces.showWhen(label, label.textProperty().map(said -> !said.isEmpty()));
  }

  @FXML
  private void acknowledge() {
    model.acknowledge();
  }

  @FXML
  private void freezeOrThaw() {
    model.freezeOrThaw();
  }
}
