package io.piha.console.overview;

import io.piha.console.audit.AuditCell;
import io.piha.console.audit.AuditFeed;
import io.piha.console.audit.AuditLine;
import io.piha.console.kit.Faces;
import io.piha.console.kit.FactRows;
import io.piha.console.kit.Screen;
import io.piha.console.kit.Screens;
import io.piha.console.kit.Words;
import io.piha.console.timeline.StripPage;
import io.piha.console.timeline.TimelineModel;
import java.util.concurrent.Executor;
import javafx.beans.binding.Bindings;
import javafx.fxml.FXML;
import javafx.scene.control.Label;
import javafx.scene.control.ListView;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Pane;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;

/** Ties overview.fxml to its model. */
public final class OverviewPage {

  private static final double ROOM_FOR_STRIP = 640;

  /** The strip of two hosts; kept free until it is made, so that nothing jumps then. */
  private static final double ROOM_OF_STRIP = 249;

  /** More hosts than this are scrolled in the strip. */
  private static final int STRIP_ROWS = 3;

  private final OverviewModel model;
  private final TimelineModel timeline;
  private final AuditFeed feed;
  private final Screens screens;
  private final Words words;
  private final Runnable onEvidence;
  private final Executor unhurried;

  @FXML private Region page;
  @FXML private HBox upper;
  @FXML private StackPane strip;
  @FXML private HBox lower;
  @FXML private StackPane tabPlace;
  @FXML private Region tilePanel;
  @FXML private TileFlow tiles;
  @FXML private Pane tileBar;
  @FXML private TileSheet sheet;
  @FXML private Region groundPanel;
  @FXML private Region whyPanel;
  @FXML private Region auditPanel;
  @FXML private FactRows ground;
  @FXML private FactRows why;
  @FXML private ListView<AuditLine> audit;

  /**
   * @param unhurried makes what stands below the tiles
   */
  public OverviewPage(
      OverviewModel model,
      TimelineModel timeline,
      AuditFeed feed,
      Screens screens,
      Words words,
      Runnable onEvidence,
      Executor unhurried) {
    this.model = model;
    this.timeline = timeline;
    this.feed = feed;
    this.screens = screens;
    this.words = words;
    this.onEvidence = onEvidence;
    this.unhurried = unhurried;
  }

  @FXML
  private void initialize() {
    ground.follow(model.ground());
    new TileRow(tiles, sheet, screens, words).follow(model, tileBar);
    // A few tiles leave what they do not need to their neighbours; a sheet of many takes all.
    tilePanel
        .maxWidthProperty()
        .bind(
            Bindings.createDoubleBinding(
                () -> tiles.isVisible() ? tiles.maxWidth(-1) : Double.MAX_VALUE,
                tiles.visibleProperty(),
                tiles.getChildren()));
    new Arrangement(upper, lower, tabPlace, words, groundPanel, whyPanel, auditPanel)
        .follow(page.widthProperty());
    strip.setMinHeight(ROOM_OF_STRIP);
    unhurried.execute(this::fillBelow);
    // In a small window there is a page for it.
    Faces.showWhen(
        strip,
        page.widthProperty()
            .flatMap(
                width ->
                    page.heightProperty()
                        .map(
                            height ->
                                width.doubleValue() >= Arrangement.WIDE
                                    && height.doubleValue() >= ROOM_FOR_STRIP)));
  }

  private void fillBelow() {
    why.follow(model.why());
    audit.setItems(feed.lines());
    audit.setCellFactory(_ -> new AuditCell());
    audit.setPlaceholder(new Label(words.say("audit.empty")));
    strip
        .getChildren()
        .setAll(screens.load(Screen.STRIP, new StripPage(timeline, words, STRIP_ROWS)));
    strip.setMinHeight(Region.USE_COMPUTED_SIZE);
  }

  @FXML
  private void evidence() {
    onEvidence.run();
  }
}
