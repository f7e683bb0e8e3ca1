package io.piha.console.kit;

import java.io.IOException;
import java.io.UncheckedIOException;
import javafx.fxml.FXMLLoader;
import javafx.scene.layout.Region;

/** Loads screens with their controllers and texts. */
public final class Screens {

  private final Words words;

  public Screens(Words words) {
    this.words = words;
  }

  /** The screen's root node, tied to the given controller. */
  public Region load(Screen screen, Object controller) {
    var loader = new FXMLLoader(screen.url(), words.bundle());
    loader.setControllerFactory(_ -> controller);
    try {
      Region root = loader.load();
      return root;
    } catch (IOException e) {
      throw new UncheckedIOException("screen " + screen + " does not load: " + e.getMessage(), e);
    }
  }
}
