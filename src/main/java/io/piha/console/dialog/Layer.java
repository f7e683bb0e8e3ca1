package io.piha.console.dialog;

import java.util.Optional;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.Scene;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;

/**
 * What lies over the pages: at most one sheet at a time, on a dimmed ground. While it is open the
 * pages behind go on living but take no keys and no clicks; Escape closes it.
 */
public final class Layer extends StackPane {

  private final ReadOnlyBooleanWrapper open = new ReadOnlyBooleanWrapper(this, "open");
  private Runnable onClosed = () -> {};
  private Optional<Node> focusBefore = Optional.empty();

  public Layer() {
    getStyleClass().add("layer");
    setAlignment(Pos.CENTER);
    visibleProperty().bind(open);
    addEventFilter(KeyEvent.KEY_PRESSED, this::escape);
  }

  /**
   * Shows a sheet; refused while another is open.
   *
   * @param closed called once, however the sheet is closed
   * @return whether it was shown
   */
  public boolean open(Region sheet, Runnable closed) {
    if (open.get()) {
      return false;
    }
    focusBefore = Optional.ofNullable(getScene()).map(Scene::getFocusOwner);
    sheet.setMaxSize(Region.USE_PREF_SIZE, Region.USE_PREF_SIZE);
    getChildren().setAll(sheet);
    onClosed = closed;
    open.set(true);
    return true;
  }

  /** Closes the sheet, whichever it is. */
  public void close() {
    if (open.get()) {
      open.set(false);
      getChildren().clear();
      onClosed.run();
      focusBefore.ifPresent(Node::requestFocus);
    }
  }

  /** Whether a sheet is open. */
  public ReadOnlyBooleanProperty openProperty() {
    return open.getReadOnlyProperty();
  }

  public boolean isOpen() {
    return open.get();
  }

  private void escape(KeyEvent event) {
    if (event.getCode() == KeyCode.ESCAPE) {
      close();
      event.consume();
    }
  }
}
