package io.piha.console.kit;

import java.util.concurrent.Callable;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Work that may wait for a disk or a network, off the screen's thread. One at a time: while one
 * runs, only the newest of those that follow is kept, and the answer to a question that nobody asks
 * any more is dropped. Called on the screen's thread, and answers there.
 */
public final class Background {

  private static final Logger LOG = LoggerFactory.getLogger(Background.class);

  private final Executor screen;
  private @Nullable Runnable waiting;
  private boolean busy;
  private long asked;

  /**
   * @param screen runs what it is given on the screen's thread
   */
  public Background(Executor screen) {
    this.screen = screen;
  }

  /**
   * Asks for something.
   *
   * @param then takes the answer, unless something else was asked meanwhile
   * @param trouble takes what went wrong, in words
   */
  public <T> void ask(Callable<T> work, Consumer<T> then, Consumer<String> trouble) {
    long number = ++asked;
    Runnable run =
        () ->
            Thread.ofVirtual()
                .name("console-background")
                .start(() -> work(number, work, then, trouble));
    if (busy) {
      waiting = run;
    } else {
      busy = true;
      run.run();
    }
  }

  /** Drops the answer that is awaited. */
  public void forget() {
    asked++;
    waiting = null;
  }

  private <T> void work(long number, Callable<T> work, Consumer<T> then, Consumer<String> trouble) {
    Runnable tell;
    try {
      T answer = work.call();
      tell = () -> then.accept(answer);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      tell = () -> {};
    } catch (Exception e) {
      LOG.debug("asked in the background", e);
      String why = e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
      tell = () -> trouble.accept(why);
    }
    Runnable told = tell;
    screen.execute(() -> done(number, told));
  }

  private void done(long number, Runnable tell) {
    Runnable next = waiting;
    waiting = null;
    busy = next != null;
    if (next != null) {
      next.run();
    }
    if (number == asked) {
      tell.run();
    }
  }
}
