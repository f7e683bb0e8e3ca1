package io.piha.console.kit;

import java.util.Optional;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import org.jspecify.annotations.Nullable;

/** A line of a check in a list, wrapped, with a sign where it says how it stands. */
public final class LongLine extends WrappingCell<String> {

  private final SignView sign = new SignView();
  private final Label text = new Label();
  private final HBox row = new HBox(sign, text);

  public LongLine() {
    setPrefWidth(0);
    text.setWrapText(true);
    HBox.setHgrow(text, Priority.ALWAYS);
    row.getStyleClass().add("long-line");
  }

  @Override
  protected void updateItem(@Nullable String line, boolean empty) {
    super.updateItem(line, empty);
    text.setText(line == null ? "" : Spans.unbroken(line));
    Optional<Tone> tone = Optional.ofNullable(line).flatMap(CheckTone::of);
    tone.ifPresent(each -> sign.show(signOf(each)));
    sign.setVisible(tone.isPresent());
    sign.setManaged(tone.isPresent());
    Faces.set(row, tone.orElse(Tone.QUIET));
    setGraphic(line == null || empty ? null : row);
    setAccessibleText(line);
  }

  private static Sign signOf(Tone tone) {
    return switch (tone) {
      case QUIET, LEADING -> Sign.DONE;
      case NOTICE -> Sign.RECOVERING;
      case BAD -> Sign.DOWN;
    };
  }
}
