package io.piha.console.setup;

import io.piha.console.kit.Background;
import io.piha.console.kit.SetupDesk.Tried;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import java.util.function.Supplier;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;

/** Something that can be tried, in the background, and what came of it line by line. */
final class TrialModel {

  /** The trying itself; may wait. */
  interface Attempt {
    void run(Consumer<Tried> line) throws Exception;
  }

  private final Supplier<Attempt> prepare;
  private final Executor screen;
  private final Background trying;
  private final ObservableList<Tried> lines = FXCollections.observableArrayList();
  private final ReadOnlyBooleanWrapper busy = new ReadOnlyBooleanWrapper();
  private long number;

  /**
   * @param prepare takes up what was typed, on the screen's thread
   */
  TrialModel(Supplier<Attempt> prepare, Executor screen) {
    this.prepare = prepare;
    this.screen = screen;
    this.trying = new Background(screen);
  }

  void run() {
    Attempt attempt = prepare.get();
    long mine = ++number;
    lines.clear();
    busy.set(true);
    trying.ask(
        () -> {
          attempt.run(line -> screen.execute(() -> add(mine, line)));
          return true;
        },
        _ -> busy.set(false),
        why -> {
          busy.set(false);
          lines.add(new Tried(false, why));
        });
  }

  /** Lines of an earlier attempt come too late. */
  private void add(long of, Tried line) {
    if (of == number) {
      lines.add(line);
    }
  }

  ObservableList<Tried> lines() {
    return lines;
  }

  ReadOnlyBooleanProperty busy() {
    return busy.getReadOnlyProperty();
  }
}
