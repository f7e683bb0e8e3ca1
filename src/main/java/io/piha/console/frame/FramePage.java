package io.piha.console.frame;

import io.piha.console.dialog.Layer;
import io.piha.console.kit.Faces;
import io.piha.console.kit.Tip;
import io.piha.console.kit.Words;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import javafx.beans.value.ObservableValue;
import javafx.fxml.FXML;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.control.ToggleButton;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import org.kordamp.ikonli.javafx.FontIcon;

/** Ties frame.fxml to its model. */
public final class FramePage {

  /** What the frame's own controls do. */
  record Deeds(Runnable shortcuts, Runnable palette, Runnable theme, Runnable backToNow) {}

  private final FrameModel model;
  private final Words words;
  private final Layer layer;
  private final Deeds deeds;

  private final Map<Page, ToggleButton> buttons = new EnumMap<>(Page.class);

  @FXML private StackPane root;
  @FXML private Region ground;
  @FXML private VBox rail;
  @FXML private VBox stage;
  @FXML private StackPane head;
  @FXML private StackPane pages;
  @FXML private Label site;
  @FXML private Label decides;
  @FXML private Label age;
  @FXML private Label version;
  @FXML private Label past;
  @FXML private Region pastBar;
  @FXML private Region hatch;
  @FXML private Region demo;
  @FXML private Region observer;

  FramePage(FrameModel model, Words words, Layer layer, Deeds deeds) {
    this.model = model;
    this.words = words;
    this.layer = layer;
    this.deeds = deeds;
  }

  @FXML
  private void initialize() {
    site.textProperty().bind(model.site());
    decides.textProperty().bind(model.decides());
    age.textProperty().bind(model.age());
    version.textProperty().bind(model.version());
    past.textProperty().bind(model.past());
    demo.setVisible(model.demo());
    demo.setManaged(model.demo());
    observer.setVisible(model.observer());
    observer.setManaged(model.observer());
    root.getChildren().add(layer);
    // Behind an open sheet nothing takes keys or clicks, and the dimmed ground shows that.
    ground.disableProperty().bind(layer.openProperty());
    Faces.showWhen(hatch, model.stale());
    var then = model.past().map(text -> !text.isEmpty());
    Faces.showWhen(pastBar, then);
    Faces.flag(root, "past", then);
  }

  /** What stands above every page. */
  void head(Node node) {
    head.getChildren().setAll(node);
  }

  /** Puts the news under the page, which gives way to it. */
  void news(Node node) {
    stage.getChildren().add(node);
  }

  /**
   * Puts a page into the frame; it is seen while the model is turned to it.
   *
   * @param node makes it, when it is first turned to
   */
  void add(Page page, Supplier<Region> node) {
    var button = new ToggleButton(words.say("frame." + page.stem()));
    buttons.put(page, button);
    button.setId(page.stem());
    button.getStyleClass().add("rail-page");
    button.setGraphic(new FontIcon(page.icon()));
    new Tip(button).say(page.keyName());
    button.setAccessibleHelp(page.keyName());
    button.setOnAction(
        _ -> {
          model.go(page);
          button.setSelected(true);
        });
    rail.getChildren().add(button);
    var made = new AtomicBoolean();
    model
        .page()
        .map(page::equals)
        .subscribe(
            here -> {
              button.setSelected(here);
              if (here && !made.getAndSet(true)) {
                show(page, node.get());
              }
            });
  }

  private void show(Page page, Node node) {
    Faces.showWhen(node, model.page().map(page::equals));
    pages.getChildren().add(node);
  }

  /** Shows how many things wait on a page beside its name, while there are any. */
  void count(Page page, ObservableValue<Integer> waiting) {
    ToggleButton button = buttons.get(page);
    if (button != null) {
      String name = words.say("frame." + page.stem());
      button.textProperty().bind(waiting.map(count -> count == 0 ? name : name + " · " + count));
      Faces.flag(button, "waiting", waiting.map(count -> count > 0));
    }
  }

  @FXML
  private void shortcuts() {
    deeds.shortcuts().run();
  }

  @FXML
  private void palette() {
    deeds.palette().run();
  }

  @FXML
  private void theme() {
    deeds.theme().run();
  }

  @FXML
  private void backToNow() {
    deeds.backToNow().run();
  }
}
