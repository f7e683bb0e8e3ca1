package io.piha.console.settings;

import io.piha.console.kit.ConfigDesk.Setting;
import io.piha.console.kit.Faces;
import io.piha.console.kit.LongLine;
import io.piha.console.kit.Words;
import io.piha.console.ports.PortCell;
import io.piha.console.ports.PortLine;
import io.piha.console.settings.Difference.Line;
import javafx.css.PseudoClass;
import javafx.fxml.FXML;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.ListCell;
import javafx.scene.control.ListView;
import javafx.scene.control.TextArea;
import javafx.scene.control.TextField;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import org.jspecify.annotations.Nullable;

/** Ties settings.fxml to its model. */
public final class SettingsPage {

  private final SettingsModel model;
  private final Words words;

  @FXML private TextField query;
  @FXML private ListView<Setting> settings;
  @FXML private Button tryAll;
  @FXML private Button sendTests;
  @FXML private Region busy;
  @FXML private ListView<String> tried;
  @FXML private Button readPorts;
  @FXML private Region portsBusy;
  @FXML private ListView<PortLine> ports;
  @FXML private TextArea text;
  @FXML private ListView<String> findings;
  @FXML private ListView<Line> difference;
  @FXML private Label status;
  @FXML private Button apply;
  @FXML private Label readOnly;

  public SettingsPage(SettingsModel model, Words words) {
    this.model = model;
    this.words = words;
  }

  @FXML
  private void initialize() {
    query.textProperty().bindBidirectional(model.query());
    settings.setItems(model.settings());
    settings.setCellFactory(_ -> new SettingCell(words.say("settings.default")));
    tried.setItems(model.tried());
    tried.setPlaceholder(new Label(words.say("settings.try.hint")));
    tried.setCellFactory(_ -> new LongLine());
    Faces.showWhen(busy, model.busy());
    tryAll.disableProperty().bind(model.busy());
    Label hint = new Label();
    hint.textProperty().bind(model.ports().hint());
    hint.setWrapText(true);
    ports.setPlaceholder(hint);
    ports.setItems(model.ports().lines());
    ports.setCellFactory(_ -> new PortCell(words));
    Faces.showWhen(portsBusy, model.ports().busy());
    readPorts.disableProperty().bind(model.ports().busy());
    sendTests.disableProperty().bind(model.busy());
    text.textProperty().bindBidirectional(model.text());
    text.setEditable(model.editable());
    readOnly.setVisible(!model.editable());
    readOnly.setManaged(!model.editable());
    findings.setItems(model.findings());
    findings.setCellFactory(_ -> new LongLine());
    findings.setPlaceholder(new Label(words.say("settings.nothing.found")));
    difference.setItems(model.difference());
    difference.setCellFactory(_ -> new DifferenceCell());
    difference.setPlaceholder(new Label(words.say("settings.unchanged")));
    status.textProperty().bind(model.status());
    apply.disableProperty().bind(model.applicable().not());
  }

  @FXML
  private void tryAll() {
    model.tryConnections();
  }

  @FXML
  private void readPorts() {
    model.ports().read();
  }

  @FXML
  private void sendTests() {
    model.sendTests();
  }

  @FXML
  private void reload() {
    model.reload();
  }

  @FXML
  private void apply() {
    model.apply();
  }

  private static final class SettingCell extends ListCell<Setting> {
    private final String byDefault;
    private final Label path = new Label();
    private final Label value = new Label();
    private final Label origin = new Label();
    private final HBox row = new HBox(path, value, origin);

    private static final double LINE = 28;

    @Override
    protected double computePrefHeight(double width) {
      return LINE;
    }

    private SettingCell(String byDefault) {
      this.byDefault = byDefault;
      setPrefWidth(0);
      row.getStyleClass().add("setting-row");
      path.getStyleClass().add("setting-path");
      value.setMaxWidth(Double.MAX_VALUE);
      HBox.setHgrow(value, Priority.ALWAYS);
      origin.getStyleClass().add("muted");
      origin.setMinWidth(USE_PREF_SIZE);
    }

    @Override
    protected void updateItem(@Nullable Setting setting, boolean empty) {
      super.updateItem(setting, empty);
      if (setting == null || empty) {
        setGraphic(null);
        return;
      }
      path.setText(setting.path());
      value.setText(setting.value());
      origin.setText(setting.origin().isEmpty() ? byDefault : setting.origin());
      setAccessibleText(setting.path() + " " + setting.value() + " " + origin.getText());
      setGraphic(row);
    }
  }

  private static final class DifferenceCell extends ListCell<Line> {
    private static final PseudoClass COMES = PseudoClass.getPseudoClass("comes");
    private static final PseudoClass GOES = PseudoClass.getPseudoClass("goes");

    private DifferenceCell() {
      getStyleClass().add("difference-cell");
      setPrefWidth(0);
    }

    @Override
    protected void updateItem(@Nullable Line line, boolean empty) {
      super.updateItem(line, empty);
      boolean there = line != null && !empty;
      setText(
          line == null || empty
              ? null
              : (line.comes() ? "+ " : "− ") + line.number() + "  " + line.text());
      pseudoClassStateChanged(COMES, there && line != null && line.comes());
      pseudoClassStateChanged(GOES, there && line != null && !line.comes());
    }
  }
}
