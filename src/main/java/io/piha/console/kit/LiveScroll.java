package io.piha.console.kit;

import javafx.scene.Node;
import javafx.scene.control.ScrollPane;

/**
 * A scroll pane for content that moves by itself. A plain one keeps a picture of all that it holds
 * for quick scrolling, and so paints all of it anew whenever one ring in it moves. It is {@code
 * :scrolling} while its bar is there.
 */
public final class LiveScroll extends ScrollPane {

  public LiveScroll() {
    skinProperty()
        .subscribe(
            _ -> {
              Node viewport = lookup(".viewport");
              if (viewport != null) {
                viewport.setCache(false);
              }
              Node bar = lookup(".scroll-bar:vertical");
              if (bar != null) {
                Faces.flag(this, "scrolling", bar.visibleProperty().map(yes -> yes));
              }
            });
  }
}
