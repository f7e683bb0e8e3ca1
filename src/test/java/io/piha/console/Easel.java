package io.piha.console;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import javafx.application.Platform;
import javafx.scene.image.Image;
import javafx.stage.Stage;

/** What both galleries draw with. */
final class Easel {

  /** Of a window, in pixels. */
  record Size(int width, int height) {
    private static Size of(String text) {
      String[] sides = text.split("x", -1);
      return new Size(Integer.parseInt(sides[0]), Integer.parseInt(sides[1]));
    }
  }

  private Easel() {}

  /** The sizes to draw in, as {@code 1400x880,1024x700}, unless others are asked for. */
  static List<Size> sizes(String ordinary) {
    return Stream.of(System.getProperty("gallery.sizes", ordinary).split(",", -1))
        .map(Size::of)
        .toList();
  }

  /** Does that on the screen's thread, and waits for it. */
  static <T> T onScreen(Callable<T> work) throws Exception {
    var result = new CompletableFuture<T>();
    Platform.runLater(
        () -> {
          try {
            result.complete(work.call());
          } catch (Exception | Error broken) {
            result.completeExceptionally(broken);
          }
        });
    return result.get(2, TimeUnit.MINUTES);
  }

  /** So many frames, and what runs in the background meanwhile. */
  static void frames(int count) throws Exception {
    for (int frame = 0; frame < count; frame++) {
      onScreen(() -> 0);
      CompletableFuture.runAsync(
              () -> {}, CompletableFuture.delayedExecutor(80, TimeUnit.MILLISECONDS))
          .get();
    }
  }

  /** Writes what stands in the window, and closes it. */
  static void finish(Stage stage, Path file) throws Exception {
    Image image = onScreen(() -> stage.getScene().snapshot(null));
    onScreen(
        () -> {
          stage.close();
          return 0;
        });
    Pictures.write(image, file);
  }
}
