package io.piha.console.frame;

import io.piha.console.dialog.Layer;
import io.piha.console.kit.Faces;
import javafx.fxml.FXML;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.control.ToggleButton;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;

/** Ties frame.fxml to its model. */
public final class FramePage {

  private final FrameModel model;
  private final Runnable onShortcuts;
  private final Runnable onTheme;

  @FXML private StackPane root;
  @FXML private Region ground;
  @FXML private StackPane pages;
  @FXML private ToggleButton overview;
  @FXML private ToggleButton audit;
  @FXML private Label site;
  @FXML private Label decides;
  @FXML private Label age;
  @FXML private Label version;
  @FXML private Region demo;
  @FXML private Region observer;

  private final Layer layer;

  FramePage(FrameModel model, Layer layer, Runnable onShortcuts, Runnable onTheme) {
    this.model = model;
    this.layer = layer;
    this.onShortcuts = onShortcuts;
    this.onTheme = onTheme;
  }

  @FXML
  private void initialize() {
    site.textProperty().bind(model.site());
    decides.textProperty().bind(model.decides());
    age.textProperty().bind(model.age());
    version.textProperty().bind(model.version());
    demo.setVisible(model.demo());
    demo.setManaged(model.demo());
    observer.setVisible(model.observer());
    observer.setManaged(model.observer());
    root.getChildren().add(layer);
    // Behind an open sheet nothing takes keys or clicks, and the dimmed ground shows that.
    ground.disableProperty().bind(layer.openProperty());
    model.page().map(Page.OVERVIEW::equals).subscribe(overview::setSelected);
    model.page().map(Page.AUDIT::equals).subscribe(audit::setSelected);
  }

  /** Puts a page into the frame; it is seen while the model is turned to it. */
  void add(Page page, Node node) {
    Faces.showWhen(node, model.page().map(page::equals));
    pages.getChildren().add(node);
  }

  @FXML
  private void goOverview() {
    model.go(Page.OVERVIEW);
    overview.setSelected(true);
  }

  @FXML
  private void goAudit() {
    model.go(Page.AUDIT);
    audit.setSelected(true);
  }

  @FXML
  private void shortcuts() {
    onShortcuts.run();
  }

  @FXML
  private void theme() {
    onTheme.run();
  }
}
