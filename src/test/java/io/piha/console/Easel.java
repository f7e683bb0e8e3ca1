package io.piha.console;

import java.nio.file.Path;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import javafx.application.Platform;
import javafx.scene.image.Image;
import javafx.stage.Stage;

/** What both galleries draw with. */
final class Easel {

  private Easel() {}

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
