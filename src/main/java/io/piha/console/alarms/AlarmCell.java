package io.piha.console.alarms;

import io.piha.arbiter.Severity;
import io.piha.console.kit.Faces;
import io.piha.console.kit.Sign;
import io.piha.console.kit.SignView;
import io.piha.console.kit.Tone;
import io.piha.console.kit.WrappingCell;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javafx.css.PseudoClass;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;

/** One alarm in a list: what, about whom, since when, whether it still stands. */
final class AlarmCell extends WrappingCell<Alarm> {

  private static final PseudoClass SEEN = PseudoClass.getPseudoClass("seen");

  private final AlarmsModel model;
  private final SignView sign = new SignView();
  private final Label kind = new Label();
  private final Label text = new Label();
  private final Label told = new Label();
  private final HBox row;

  AlarmCell(AlarmsModel model) {
    this.model = model;
    getStyleClass().add("alarm-cell");
    kind.getStyleClass().add("alarm-kind");
    kind.setMinWidth(USE_PREF_SIZE);
    text.setWrapText(true);
    HBox.setHgrow(text, Priority.ALWAYS);
    told.getStyleClass().add("muted");
    told.setWrapText(true);
    var words = new VBox(new HBox(8, kind, text), told);
    HBox.setHgrow(words, Priority.ALWAYS);
    row = new HBox(sign, words);
    row.getStyleClass().add("alarm-row");
    setPrefWidth(0);
  }

  @Override
  protected void updateItem(@Nullable Alarm alarm, boolean empty) {
    super.updateItem(alarm, empty);
    if (alarm == null || empty) {
      setGraphic(null);
      Faces.set(this, Tone.QUIET);
      return;
    }
    kind.setText(alarm.kind().word());
    text.setText(
        Stream.of(alarm.service(), alarm.host(), alarm.text())
            .filter(part -> !part.isBlank())
            .collect(Collectors.joining(" · ")));
    told.setText(model.tell(alarm));
    sign.show(alarm.standing() ? Sign.DOWN : Sign.DONE);
    Faces.set(this, alarm.severity() == Severity.CRITICAL ? Tone.BAD : Tone.NOTICE);
    pseudoClassStateChanged(SEEN, alarm.acknowledged());
    setAccessibleText(kind.getText() + " " + text.getText() + " " + told.getText());
    setGraphic(row);
  }
}
