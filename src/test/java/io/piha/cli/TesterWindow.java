package io.piha.cli;

import io.piha.arbiter.Request;
import io.piha.console.frame.ConsoleScene;
import io.piha.console.frame.Surroundings;
import io.piha.console.kit.Archive;
import io.piha.console.kit.Asker;
import io.piha.console.kit.Foretold;
import io.piha.console.kit.LatestOnly;
import io.piha.console.kit.Supposition;
import io.piha.console.kit.Words;
import java.time.Clock;
import java.time.ZoneId;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import javafx.application.Platform;
import javafx.scene.Node;
import javafx.scene.Scene;
import javafx.stage.Stage;
import org.testfx.util.WaitForAsyncUtils;

/** The window of a tester who sits at the demo's control plane. */
final class TesterWindow {

  /** A screen that does not answer for so long hangs. */
  private static final long LOOK_MILLIS = 60_000;

  private TesterWindow() {}

  /**
   * Opens it, on the screen's thread.
   *
   * @param control asked for with each request, since a window may be there before it
   */
  static ConsoleScene open(Stage stage, Supplier<ControlPlane> control, Archive archive) {
    ConsoleScene console =
        new ConsoleScene(
            new Surroundings("demo", true, false, false, "tester"),
            new Words(Locale.ENGLISH, ZoneId.of("UTC")),
            asker(control),
            archive,
            Clock.systemUTC(),
            LatestOnly.screen(),
            Runnable::run);
    stage.setScene(console.scene());
    stage.setX(0);
    stage.setY(0);
    stage.setWidth(1300);
    stage.setHeight(900);
    stage.show();
    stage.requestFocus();
    return console;
  }

  /**
   * The node, looked for on the screen's thread: the scene of a living engine changes all the time.
   *
   * @throws AssertionError when there is none
   */
  static Node node(Scene scene, String selector) {
    return find(scene, selector).orElseThrow(() -> new AssertionError("there is no " + selector));
  }

  /** The same; empty when there is none. */
  static Optional<Node> find(Scene scene, String selector) {
    return seen(() -> Optional.ofNullable(scene.getRoot().lookup(selector)));
  }

  /** What a look at the scene finds, on the screen's thread. */
  static <T> T seen(Supplier<T> look) {
    return Platform.isFxApplicationThread()
        ? look.get()
        : WaitForAsyncUtils.waitForAsyncFx(LOOK_MILLIS, look::get);
  }

  private static Asker asker(Supplier<ControlPlane> control) {
    return new Asker() {
      @Override
      public CompletableFuture<Answer> ask(Request request) {
        return ConsoleRun.asker(control.get()).ask(request);
      }

      @Override
      public CompletableFuture<Foretold> whatIf(String service, Supposition fault) {
        return ConsoleRun.asker(control.get()).whatIf(service, fault);
      }
    };
  }
}
