package io.piha.bench;

import java.util.concurrent.CountDownLatch;
import javafx.application.Platform;

/** The screen of a benchmark: the display there is, or one that is not there. */
final class Screens {
  private Screens() {}

  static boolean isWithoutDisplay() {
    return System.getenv("DISPLAY") == null;
  }

  static void headlessWithoutDisplay() {
    if (isWithoutDisplay()) {
      System.setProperty("glass.platform", "Headless");
      System.setProperty("prism.order", "sw");
    }
  }

  /** Starts the toolkit, once, and runs on its thread. */
  static void start(Runnable then) {
    Platform.setImplicitExit(false);
    try {
      Platform.startup(then);
    } catch (IllegalStateException started) {
      Platform.runLater(then);
    }
  }

  /** Runs on the screen's thread and waits for it. */
  static void run(Runnable work) throws InterruptedException {
    var done = new CountDownLatch(1);
    Platform.runLater(
        () -> {
          work.run();
          done.countDown();
        });
    done.await();
  }
}
