package io.piha.console.frame;

import io.piha.engine.Snapshot;
import java.util.EnumMap;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Supplier;
import javafx.scene.layout.Region;

/**
 * The window's pages. Each is made when it is first turned to, and only the one in sight is fed.
 */
final class Pages {

  private record Content(Consumer<Snapshot> show, Runnable tick) {}

  private final FramePage page;
  private final FrameModel frame;
  private final Map<Page, Content> contents = new EnumMap<>(Page.class);

  Pages(FramePage page, FrameModel frame) {
    this.page = page;
    this.frame = frame;
  }

  /**
   * Puts a page into the rail.
   *
   * @param node makes it; called at most once
   * @param show takes the picture that is shown, while the page is in sight
   * @param tick time has passed, while it is in sight
   */
  void add(Page of, Supplier<Region> node, Consumer<Snapshot> show, Runnable tick) {
    contents.put(of, new Content(show, tick));
    page.add(of, node);
  }

  /** Shows a picture on the page in sight. */
  void show(Snapshot picture) {
    seen().show().accept(picture);
  }

  /** Time has passed. */
  void tick() {
    seen().tick().run();
  }

  private Content seen() {
    Content content = contents.get(frame.page().get());
    return content == null ? new Content(_ -> {}, () -> {}) : content;
  }
}
