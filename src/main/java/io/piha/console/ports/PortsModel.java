package io.piha.console.ports;

import io.piha.console.kit.Background;
import io.piha.console.kit.PortBoard;
import io.piha.console.kit.Words;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executor;
import java.util.function.Supplier;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;

/** The switches' ports without their paint: read when asked for, never switched. */
public final class PortsModel {

  private final Supplier<Callable<List<PortBoard>>> source;
  private final Words words;
  private final Background reading;
  private final ObservableList<PortLine> lines = FXCollections.observableArrayList();
  private final ReadOnlyBooleanWrapper busy = new ReadOnlyBooleanWrapper();
  private final ReadOnlyStringWrapper hint;

  /**
   * @param source gives, on the screen's thread, what asks the switches and may wait
   * @param screen runs what it is given on the screen's thread
   */
  public PortsModel(Supplier<Callable<List<PortBoard>>> source, Words words, Executor screen) {
    this.source = source;
    this.words = words;
    this.reading = new Background(screen);
    this.hint = new ReadOnlyStringWrapper(words.say("settings.ports.hint"));
  }

  /** Asks the switches. */
  public void read() {
    busy.set(true);
    reading.ask(
        source.get(),
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

  public ObservableList<PortLine> lines() {
    return lines;
  }

  public ReadOnlyBooleanProperty busy() {
    return busy.getReadOnlyProperty();
  }

  /** What stands there while there are no lines. */
  public ReadOnlyStringProperty hint() {
    return hint.getReadOnlyProperty();
  }
}
