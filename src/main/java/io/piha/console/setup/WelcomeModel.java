package io.piha.console.setup;

import io.piha.console.kit.Background;
import io.piha.console.kit.Words;
import io.piha.site.Finding;
import io.piha.site.Loaded;
import io.piha.site.SiteLoader;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import javafx.beans.property.SimpleStringProperty;
import javafx.beans.property.StringProperty;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;

/** The first choice without its paint. */
final class WelcomeModel {
  private static final int MOST = 6;

  private final Map<String, String> env;
  private final Words words;
  private final Consumer<Path> open;
  private final Background reading;
  private final StringProperty file = new SimpleStringProperty("");
  private final ObservableList<String> problems = FXCollections.observableArrayList();

  /**
   * @param open takes a file that is valid
   * @param screen runs what it is given on the screen's thread
   */
  WelcomeModel(Map<String, String> env, Words words, Consumer<Path> open, Executor screen) {
    this.env = env;
    this.words = words;
    this.open = open;
    this.reading = new Background(screen);
  }

  /** Opens the file that is named, where the loader takes it; else says what is wrong in it. */
  void openFile() {
    problems.clear();
    Path path;
    try {
      path = Path.of(file.get().strip()).toAbsolutePath();
    } catch (InvalidPathException e) {
      problems.add(words.say("setup.file.wrong"));
      return;
    }
    if (file.get().isBlank()) {
      problems.add(words.say("setup.file.wrong"));
      return;
    }
    reading.ask(() -> SiteLoader.load(path, env), loaded -> judged(path, loaded), problems::add);
  }

  private void judged(Path path, Loaded loaded) {
    switch (loaded) {
      case Loaded.Valid _ -> open.accept(path);
      case Loaded.Invalid invalid -> {
        invalid.findings().stream().limit(MOST).map(Finding::toString).forEach(problems::add);
        if (invalid.findings().size() > MOST) {
          problems.add(words.say("setup.more", invalid.findings().size() - MOST));
        }
      }
    }
  }

  StringProperty file() {
    return file;
  }

  ObservableList<String> problems() {
    return problems;
  }
}
