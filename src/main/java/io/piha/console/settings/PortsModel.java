package io.piha.console.settings;

import io.piha.console.kit.Background;
import io.piha.console.kit.ConfigDesk;
import io.piha.console.kit.PortBoard;
import io.piha.console.kit.Words;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executor;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;

/** The switches' ports without their paint: read when asked for, never switched. */
final class PortsModel {

  private final ConfigDesk desk;
  private final Words words;
  private final Background reading;
  private final ObservableList<PortLine> lines = FXCollections.observableArrayList();
  private final ReadOnlyBooleanWrapper busy = new ReadOnlyBooleanWrapper();
  private final ReadOnlyStringWrapper hint;

  PortsModel(ConfigDesk desk, Words words, Executor screen) {
    this.desk = desk;
    this.words = words;
    this.reading = new Background(screen);
    this.hint = new ReadOnlyStringWrapper(words.say("settings.ports.hint"));
  }

  void read() {
    busy.set(true);
    reading.ask(
        desk::ports,
        boards -> {
          busy.set(false);
          lines.setAll(lines(boards));
          hint.set(words.say("settings.ports.none"));
        },
        why -> {
          busy.set(false);
          lines.clear();
          hint.set(why);
        });
  }

  private static List<PortLine> lines(List<PortBoard> boards) {
    List<PortLine> all = new ArrayList<>();
    for (PortBoard board : boards) {
      all.add(new PortLine.Device(board.device(), board.trouble()));
      for (PortBoard.Port port : board.ports()) {
        all.add(new PortLine.Port(port));
        port.advice().forEach(each -> all.add(new PortLine.Advice(each)));
      }
    }
    return all;
  }

  ObservableList<PortLine> lines() {
    return lines;
  }

  ReadOnlyBooleanProperty busy() {
    return busy.getReadOnlyProperty();
  }

  /** What stands there while there are no lines. */
  ReadOnlyStringProperty hint() {
    return hint.getReadOnlyProperty();
  }
}
