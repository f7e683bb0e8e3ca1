package io.piha.console.frame;

import io.piha.console.dialog.Layer;
import java.util.Set;
import javafx.scene.Scene;
import javafx.scene.control.TextInputControl;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyCodeCombination;
import javafx.scene.input.KeyCombination;
import javafx.scene.input.KeyEvent;

/** The window's own keys; behind an open sheet only the sheet's keys count. */
final class Keys {

  private final Scene scene;
  private final Layer layer;
  private final FrameModel frame;
  private final ConsoleScene console;

  Keys(Scene scene, Layer layer, FrameModel frame, ConsoleScene console) {
    this.scene = scene;
    this.layer = layer;
    this.frame = frame;
    this.console = console;
  }

  void listen(Set<Page> pages) {
    var keys = scene.getAccelerators();
    keys.put(new KeyCodeCombination(KeyCode.F1), console::shortcuts);
    keys.put(control(KeyCode.K), console::palette);
    keys.put(control(KeyCode.D), console::toggleTheme);
    pages.forEach(page -> keys.put(page.key(), () -> go(page)));
    scene.addEventHandler(KeyEvent.KEY_PRESSED, this::plain);
  }

  private void go(Page page) {
    if (!layer.isOpen()) {
      frame.go(page);
    }
  }

  /** Plain letters, which belong to a text while one is typed. */
  private void plain(KeyEvent event) {
    boolean typing = scene.getFocusOwner() instanceof TextInputControl;
    if (event.getCode() == KeyCode.N && !typing && !layer.isOpen() && unmodified(event)) {
      console.backToNow();
      event.consume();
    }
  }

  private static boolean unmodified(KeyEvent event) {
    return !event.isShortcutDown() && !event.isAltDown();
  }

  private static KeyCodeCombination control(KeyCode code) {
    return new KeyCodeCombination(code, KeyCombination.SHORTCUT_DOWN);
  }
}
