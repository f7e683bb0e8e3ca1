package io.piha.console.setup;

import io.piha.console.kit.Faces;
import io.piha.console.kit.Words;
import io.piha.console.ports.PortCell;
import io.piha.console.ports.PortLine;
import io.piha.setup.SwitchKind;
import java.util.List;
import java.util.Optional;
import javafx.beans.binding.Bindings;
import javafx.beans.binding.BooleanBinding;
import javafx.beans.property.StringProperty;
import javafx.fxml.FXML;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.ComboBox;
import javafx.scene.control.Label;
import javafx.scene.control.ListView;
import javafx.scene.control.RadioButton;

/** Ties power.fxml to the set-up: the switch, which port powers whom, and the witness. */
public final class PowerPage {
  private final SetupModel model;
  private final Words words;
  private final SetupFields fields;

  @FXML private ComboBox<Optional<SwitchKind>> kind;
  @FXML private Label costs;
  @FXML private FormRows form;
  @FXML private Node mapping;
  @FXML private FormRows mapped;
  @FXML private Button readPorts;
  @FXML private Node portsBusy;
  @FXML private ListView<PortLine> ports;
  @FXML private Button powersPrimary;
  @FXML private Button powersStandby;
  @FXML private Node unfenced;
  @FXML private RadioButton promote;
  @FXML private RadioButton wait;
  @FXML private FormRows testimony;
  @FXML private TrialRows trial;

  PowerPage(SetupModel model, Words words) {
    this.model = model;
    this.words = words;
    this.fields = model.fields();
  }

  @FXML
  private void initialize() {
    FormChoice.tie(fields.power, kind, form, "setup.switch.", words);
    Faces.showWhen(costs, fields.power.kind().map(Optional::isEmpty));
    Faces.showWhen(mapping, fields.power.kind().map(Optional::isPresent));
    fields.hasStandby.subscribe(
        there ->
            mapped.show(
                there
                    ? List.of(fields.primary.port, fields.standby.port)
                    : List.of(fields.primary.port),
                words));
    Faces.showWhen(powersStandby, fields.hasStandby.map(yes -> yes));
    BooleanBinding cannotFence =
        Bindings.createBooleanBinding(
            fields::cannotFence,
            fields.hasStandby,
            fields.power.kind(),
            fields.primary.port.value());
    Faces.showWhen(unfenced, cannotFence);
    promote.setSelected(fields.unfenced.get());
    wait.setSelected(!fields.unfenced.get());
    promote.selectedProperty().bindBidirectional(fields.unfenced);
    testimony.show(List.of(fields.witness), words);
    trial.tie(model.trial(SetupStep.POWER), words.say("setup.try.power"), words);
    list();
  }

  private void list() {
    Label hint = new Label();
    hint.textProperty().bind(model.ports().hint());
    hint.setWrapText(true);
    hint.getStyleClass().add("setup-hint");
    ports.setPlaceholder(hint);
    ports.setItems(model.ports().lines());
    ports.setCellFactory(_ -> new PortCell(words));
    Faces.showWhen(portsBusy, model.ports().busy());
    readPorts.disableProperty().bind(model.ports().busy());
    BooleanBinding noPort =
        Bindings.createBooleanBinding(
            () -> selected().isEmpty(), ports.getSelectionModel().selectedItemProperty());
    powersPrimary.disableProperty().bind(noPort);
    powersStandby.disableProperty().bind(noPort);
  }

  private Optional<String> selected() {
    return ports.getSelectionModel().getSelectedItem() instanceof PortLine.Port line
        ? Optional.of(line.port().port())
        : Optional.empty();
  }

  private void take(StringProperty into) {
    selected().ifPresent(into::set);
  }

  @FXML
  private void readPorts() {
    model.ports().read();
  }

  @FXML
  private void powersPrimary() {
    take(fields.primary.port.value());
  }

  @FXML
  private void powersStandby() {
    take(fields.standby.port.value());
  }
}
