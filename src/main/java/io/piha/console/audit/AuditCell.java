package io.piha.console.audit;

import io.piha.console.kit.Faces;
import io.piha.console.kit.Tip;
import io.piha.console.kit.Tone;
import javafx.css.PseudoClass;
import javafx.scene.control.Label;
import javafx.scene.control.ListCell;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import org.jspecify.annotations.Nullable;

/** One audit record in a list: when, what kind, what about it. */
public final class AuditCell extends ListCell<AuditLine> {

  private static final PseudoClass FIRST = PseudoClass.getPseudoClass("first");
  private static final double ONE_LINE = 27;
  private static final double TWO_LINES = 44;

  /** Room for a scroll bar, whether it is there or not, so that lines never break anew for it. */
  private static final double BAR = 14;

  private final Label clock = new Label();
  private final Label kind = new Label();
  private final Label text = new Label();
  private final Tip whole = new Tip(text);
  private final HBox row = new HBox(clock, kind, text);

  public AuditCell() {
    getStyleClass().add("audit-cell");
    row.getStyleClass().add("audit-row");
    clock.getStyleClass().add("audit-clock");
    kind.getStyleClass().add("audit-kind");
    text.getStyleClass().add("audit-text");
    // The list is as wide as its pane: a long reason takes a second line, then is cut; it is whole
    // in the tooltip and in the record's detail.
    setPrefWidth(0);
    text.setWrapText(true);
    HBox.setHgrow(text, Priority.ALWAYS);
  }

  @Override
  protected double computePrefHeight(double width) {
    double room = getListView().getWidth() - BAR - snappedLeftInset() - snappedRightInset();
    double lines = isEmpty() ? 0 : row.prefHeight(Math.max(0, room));
    return snappedTopInset() + snappedBottomInset() + Math.clamp(lines, ONE_LINE, TWO_LINES);
  }

  @Override
  protected void updateItem(@Nullable AuditLine line, boolean empty) {
    pseudoClassStateChanged(FIRST, getIndex() == 0);
    super.updateItem(line, empty);
    if (line == null || empty) {
      setGraphic(null);
      Faces.set(this, Tone.QUIET);
      return;
    }
    clock.setText(line.clock());
    kind.setText(line.kind());
    text.setText(line.text());
    whole.say(line.text());
    Faces.set(this, line.tone());
    setAccessibleText(line.clock() + " " + line.kind() + " " + line.text());
    setGraphic(row);
  }
}
