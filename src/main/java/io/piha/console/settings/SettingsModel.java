package io.piha.console.settings;

import io.piha.console.kit.Background;
import io.piha.console.kit.ConfigDesk;
import io.piha.console.kit.ConfigDesk.Setting;
import io.piha.console.kit.ConfigDesk.Verdict;
import io.piha.console.kit.Words;
import io.piha.console.ports.PortsModel;
import io.piha.console.settings.Difference.Line;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;
import javafx.beans.property.SimpleStringProperty;
import javafx.beans.property.StringProperty;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;
import javafx.collections.transformation.FilteredList;

/** The settings page without its paint. */
public final class SettingsModel {

  private final ConfigDesk desk;
  private final Words words;
  private final Executor screen;
  private final PortsModel ports;
  private final Background reading;
  private final Background checking;
  private final Background trying;
  private final ObservableList<Setting> all = FXCollections.observableArrayList();
  private final FilteredList<Setting> shown = new FilteredList<>(all);
  private final ObservableList<String> findings = FXCollections.observableArrayList();
  private final ObservableList<String> tried = FXCollections.observableArrayList();
  private final ObservableList<Line> difference = FXCollections.observableArrayList();
  private final StringProperty query = new SimpleStringProperty("");
  private final StringProperty text = new SimpleStringProperty("");
  private final ReadOnlyStringWrapper status = new ReadOnlyStringWrapper("");
  private final ReadOnlyBooleanWrapper applicable = new ReadOnlyBooleanWrapper();
  private final ReadOnlyBooleanWrapper busy = new ReadOnlyBooleanWrapper();
  private String before = "";
  private boolean read;

  /**
   * @param screen runs what it is given on the screen's thread
   */
  public SettingsModel(ConfigDesk desk, Words words, Executor screen) {
    this.desk = desk;
    this.words = words;
    this.screen = screen;
    this.ports = new PortsModel(() -> desk::ports, words, screen);
    this.reading = new Background(screen);
    this.checking = new Background(screen);
    this.trying = new Background(screen);
    query.subscribe(
        now -> {
          String part = now.strip().toLowerCase(Locale.ROOT);
          shown.setPredicate(
              each -> (each.path() + " " + each.value()).toLowerCase(Locale.ROOT).contains(part));
        });
    text.subscribe((_, _) -> check());
  }

  /** The page is in sight: reads what is in force, once. */
  public void open() {
    if (!read) {
      read = true;
      reload();
    }
  }

  /** Reads the file anew; what was typed and not applied is dropped. */
  void reload() {
    reading.ask(
        () -> new Read(desk.text(), desk.inForce()),
        now -> {
          before = now.text();
          all.setAll(now.settings());
          text.set(before);
          check();
        },
        status::set);
  }

  private record Read(String text, List<Setting> settings) {}

  /** Tries every connection; the lines come one by one. */
  void tryConnections() {
    ask(desk::tryConnections);
  }

  /** Sends a test message to everybody who would be told. */
  void sendTests() {
    ask(desk::sendTests);
  }

  private interface Trial {
    void run(Consumer<String> line) throws Exception;
  }

  private void ask(Trial trial) {
    tried.clear();
    busy.set(true);
    trying.ask(
        () -> {
          trial.run(line -> screen.execute(() -> tried.add(line)));
          return true;
        },
        _ -> busy.set(false),
        why -> {
          busy.set(false);
          tried.add(why);
        });
  }

  /** Writes the changed text. */
  void apply() {
    if (!applicable.get()) {
      return;
    }
    String from = before;
    String to = text.get();
    applicable.set(false);
    reading.ask(
        () -> {
          desk.apply(from, to);
          return new Read(desk.text(), desk.inForce());
        },
        now -> {
          before = now.text();
          all.setAll(now.settings());
          check();
          status.set(words.say("settings.applied"));
        },
        why -> {
          status.set(why);
          check();
        });
  }

  private void check() {
    String now = text.get();
    difference.setAll(Difference.of(before, now));
    applicable.set(false);
    checking.ask(() -> desk.check(now), verdict -> judged(now, verdict), status::set);
  }

  private void judged(String checked, Verdict verdict) {
    findings.setAll(verdict.findings());
    boolean changed = !checked.equals(before);
    applicable.set(desk.editable() && verdict.valid() && changed);
    // That nothing is changed is said where the changes would stand.
    status.set(
        !verdict.valid() || changed
            ? words.say(verdict.valid() ? "settings.valid" : "settings.invalid")
            : "");
  }

  /** The switches' ports. */
  PortsModel ports() {
    return ports;
  }

  public ObservableList<Setting> settings() {
    return shown;
  }

  ObservableList<String> findings() {
    return findings;
  }

  ObservableList<String> tried() {
    return tried;
  }

  ObservableList<Line> difference() {
    return difference;
  }

  StringProperty query() {
    return query;
  }

  StringProperty text() {
    return text;
  }

  boolean editable() {
    return desk.editable();
  }

  ReadOnlyStringProperty status() {
    return status.getReadOnlyProperty();
  }

  /** The text is valid, differs, and may be written from here. */
  ReadOnlyBooleanProperty applicable() {
    return applicable.getReadOnlyProperty();
  }

  ReadOnlyBooleanProperty busy() {
    return busy.getReadOnlyProperty();
  }
}
