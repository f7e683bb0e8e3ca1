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
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import javafx.stage.Stage;

/** The window of a tester who sits at the demo's control plane. */
final class TesterWindow {

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
            LatestOnly.screen());
    stage.setScene(console.scene());
    stage.setX(0);
    stage.setY(0);
    stage.setWidth(1300);
    stage.setHeight(900);
    stage.show();
    stage.requestFocus();
    return console;
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
