package io.piha.console.overview;

import io.piha.console.audit.AuditCell;
import io.piha.console.audit.AuditFeed;
import io.piha.console.audit.AuditLine;
import io.piha.console.kit.FactRows;
import io.piha.console.kit.Screens;
import io.piha.console.kit.Words;
import javafx.fxml.FXML;
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

  public OverviewPage(OverviewModel model, AuditFeed feed, Screens screens, Words words) {
    this.model = model;
    this.feed = feed;
    this.screens = screens;
    this.words = words;
  }

  @FXML
  private void initialize() {
    ground.follow(model.ground());
    why.follow(model.why());
    audit.setItems(feed.lines());
    audit.setCellFactory(_ -> new AuditCell());
    audit.setPlaceholder(new Label(words.say("audit.empty")));
    new TileRow(tiles, screens, words).follow(model.tiles());
    new Arrangement(upper, lower, tabs, groundPanel, whyPanel, auditPanel)
        .follow(page.widthProperty());
  }
}
