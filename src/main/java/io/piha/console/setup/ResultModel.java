package io.piha.console.setup;

import io.piha.console.kit.Background;
import io.piha.console.kit.SetupDesk;
import io.piha.setup.Written;
import java.nio.file.Path;
import java.util.concurrent.Executor;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;

/** The same check as {@code piha check}, on what was just written. */
final class ResultModel {

  /** How it came out. */
  enum Verdict {
    RUNNING,
    GREEN,
    RED
  }

  private final SetupDesk desk;
  private final Executor screen;
  private final Background checking;
  private final ObservableList<String> lines = FXCollections.observableArrayList();
  private final ReadOnlyObjectWrapper<Verdict> verdict =
      new ReadOnlyObjectWrapper<>(Verdict.RUNNING);

  ResultModel(SetupDesk desk, Executor screen) {
    this.desk = desk;
    this.screen = screen;
    this.checking = new Background(screen);
  }

  void check(Written written) {
    Path file = written.file();
    lines.clear();
    verdict.set(Verdict.RUNNING);
    checking.ask(
        () -> desk.check(file, line -> screen.execute(() -> lines.add(line))),
        green -> verdict.set(green ? Verdict.GREEN : Verdict.RED),
        why -> {
          lines.add(why);
          verdict.set(Verdict.RED);
        });
  }

  ObservableList<String> lines() {
    return lines;
  }

  ReadOnlyObjectProperty<Verdict> verdict() {
    return verdict.getReadOnlyProperty();
  }
}
