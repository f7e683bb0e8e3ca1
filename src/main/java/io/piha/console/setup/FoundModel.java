package io.piha.console.setup;

import io.piha.console.kit.Background;
import io.piha.console.kit.SetupDesk;
import io.piha.console.kit.Words;
import io.piha.setup.Found;
import java.util.concurrent.Executor;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;
import javafx.collections.transformation.FilteredList;

/** Who announces itself in the network. */
final class FoundModel {
  private final SetupDesk desk;
  private final Words words;
  private final Background looking;
  private final ObservableList<Found> all = FXCollections.observableArrayList();
  private final ReadOnlyBooleanWrapper busy = new ReadOnlyBooleanWrapper();
  private final ReadOnlyStringWrapper hint = new ReadOnlyStringWrapper("");

  FoundModel(SetupDesk desk, Words words, Executor screen) {
    this.desk = desk;
    this.words = words;
    this.looking = new Background(screen);
  }

  /** Looks anew. */
  void look() {
    busy.set(true);
    hint.set(words.say("setup.found.looking"));
    looking.ask(
        desk::look,
        found -> {
          busy.set(false);
          all.setAll(found);
          hint.set(words.say("setup.found.none"));
        },
        why -> {
          busy.set(false);
          hint.set(why);
        });
  }

  ObservableList<Found> of(Found.Kind kind) {
    return new FilteredList<>(all, each -> each.kind() == kind);
  }

  ReadOnlyBooleanProperty busy() {
    return busy.getReadOnlyProperty();
  }

  /** What stands there while the list is empty. */
  ReadOnlyStringProperty hint() {
    return hint.getReadOnlyProperty();
  }
}
