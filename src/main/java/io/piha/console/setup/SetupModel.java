package io.piha.console.setup;

import io.piha.console.kit.Background;
import io.piha.console.kit.PortBoard;
import io.piha.console.kit.SetupDesk;
import io.piha.console.kit.SetupDesk.Tried;
import io.piha.console.kit.Words;
import io.piha.console.ports.PortsModel;
import io.piha.setup.Answers;
import io.piha.setup.Draft;
import io.piha.setup.DraftWriter;
import io.piha.setup.Found;
import io.piha.setup.OperatorKey;
import io.piha.setup.Place;
import io.piha.setup.Section;
import io.piha.setup.Written;
import io.piha.site.Finding;
import io.piha.site.Loaded;
import java.io.IOException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;
import javafx.beans.property.SimpleStringProperty;
import javafx.beans.property.StringProperty;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;
import org.jspecify.annotations.Nullable;

/** The guided set-up without its paint: from step to step, and back without losing anything. */
public final class SetupModel {

  /**
   * What the set-up is given.
   *
   * @param place where the files go unless somebody says otherwise
   * @param environment for {@code ${env:NAME}} in what is typed
   * @param operator who sits here and may ask over MQTT afterwards
   */
  public record Surroundings(Place place, Map<String, String> environment, String operator) {}

  private final SetupDesk desk;
  private final Words words;
  private final Map<String, String> env;
  private final Consumer<Path> open;
  private final Background judging;
  private final Background asking;
  private final Background knocking;
  private final SetupFields fields;
  private final FoundModel found;
  private final PortsModel ports;
  private final ResultModel result;
  private final Map<SetupStep, TrialModel> trials = new EnumMap<>(SetupStep.class);
  private final StringProperty file;
  private final ReadOnlyObjectWrapper<SetupStep> step =
      new ReadOnlyObjectWrapper<>(SetupStep.BROKER);
  private final ObservableList<String> problems = FXCollections.observableArrayList();
  private final ReadOnlyStringWrapper preview = new ReadOnlyStringWrapper("");
  private final ReadOnlyStringWrapper secrets = new ReadOnlyStringWrapper("");
  private final ReadOnlyStringWrapper engineFound = new ReadOnlyStringWrapper("");
  private final ReadOnlyBooleanWrapper busy = new ReadOnlyBooleanWrapper();
  private Place place;
  private @Nullable Written written;

  /**
   * @param open opens the console on a configuration
   * @param screen runs what it is given on the screen's thread
   */
  public SetupModel(
      Surroundings surroundings,
      SetupDesk desk,
      Words words,
      Consumer<Path> open,
      Executor screen) {
    this.desk = desk;
    this.words = words;
    this.env = surroundings.environment();
    this.open = open;
    this.place = surroundings.place();
    this.judging = new Background(screen);
    this.asking = new Background(screen);
    this.knocking = new Background(screen);
    this.fields = new SetupFields(OperatorKey.fresh(surroundings.operator()));
    this.found = new FoundModel(desk, words, screen);
    this.ports = new PortsModel(this::portReading, words, screen);
    this.result = new ResultModel(desk, screen);
    this.file = new SimpleStringProperty(place.file().toString());
    for (SetupStep each : SetupStep.values()) {
      each.section()
          .ifPresent(part -> trials.put(each, new TrialModel(() -> attempt(part), screen)));
    }
    file.subscribe((_, _) -> draw());
  }

  /** The first step is in sight: looks around, so that less has to be typed. */
  public void begin() {
    found.look();
    asking.ask(desk::router, router -> router.ifPresent(this::proposeWitness), _ -> {});
    knocking.ask(desk::containerEngine, engine -> engine.ifPresent(this::proposeEngine), _ -> {});
  }

  private void proposeWitness(String router) {
    if (fields.witness.text().isBlank()) {
      fields.witness.value().set(router);
    }
  }

  private void proposeEngine(String engine) {
    if (fields.engine.text().isBlank()) {
      fields.engine.value().set(engine);
      engineFound.set(engine);
    }
  }

  /** Goes on where nothing stands against it; else says what. */
  void next() {
    if (busy.get()) {
      return;
    }
    switch (step.get()) {
      case BROKER, PRIMARY, STANDBY, POWER, CONTAINERS, ALERTS -> leave(step.get());
      case REVIEW -> write();
      case RESULT -> openWritten();
    }
  }

  private void leave(SetupStep from) {
    problems.clear();
    Section section = from.section().orElseThrow();
    if (section == Section.POWER && fields.seesNobody()) {
      problems.add(words.say("setup.witness.needed"));
      return;
    }
    Answers answers = fields.answers();
    Place at = place;
    run(
        () -> Draft.part(answers, section, at, env),
        loaded -> {
          switch (loaded) {
            case Loaded.Valid _ -> go(from.next());
            case Loaded.Invalid(List<Finding> findings) ->
                problems.setAll(findings.stream().map(SetupModel::said).toList());
          }
        });
  }

  private void write() {
    problems.clear();
    Answers answers = fields.answers();
    Optional<Place> chosen = chosen();
    if (chosen.isEmpty()) {
      problems.add(words.say("setup.file.wrong"));
      return;
    }
    run(
        () -> DraftWriter.write(Draft.of(answers, chosen.get()), chosen.get(), env),
        done -> {
          written = done;
          go(SetupStep.RESULT);
          result.check(done);
        });
  }

  /** Back by one step; from the result, what was written is taken back. */
  void back() {
    problems.clear();
    Written done = written;
    if (busy.get()) {
      return;
    }
    if (step.get() != SetupStep.RESULT || done == null) {
      go(step.get().before());
      return;
    }
    run(
        () -> {
          done.takeBack();
          return true;
        },
        _ -> {
          written = null;
          go(SetupStep.REVIEW);
        });
  }

  /** Checks again what was written. */
  void checkAgain() {
    Written done = written;
    if (done != null) {
      result.check(done);
    }
  }

  private void openWritten() {
    Written done = written;
    if (done != null) {
      open.accept(done.file());
    }
  }

  private <T> void run(Callable<T> work, Consumer<T> then) {
    busy.set(true);
    judging.ask(
        work,
        answer -> {
          busy.set(false);
          then.accept(answer);
        },
        why -> {
          busy.set(false);
          problems.setAll(why.lines().toList());
        });
  }

  private void go(SetupStep to) {
    problems.clear();
    step.set(to);
    if (to == SetupStep.REVIEW) {
      draw();
    }
  }

  /** What would be written, as far as anybody may see it. */
  private void draw() {
    chosen()
        .ifPresent(
            at -> {
              place = at;
              Draft draft = Draft.of(fields.answers(), at);
              preview.set(draft.config());
              secrets.set(
                  words.say(
                      "setup.review.secrets", at.secrets(), String.join(", ", draft.names())));
            });
  }

  private Optional<Place> chosen() {
    String text = file.get().strip();
    if (text.isEmpty() || text.endsWith("/")) {
      return Optional.empty();
    }
    try {
      return Optional.of(new Place(Path.of(text)));
    } catch (InvalidPathException e) {
      return Optional.empty();
    }
  }

  private TrialModel.Attempt attempt(Section section) {
    Answers answers = fields.answers();
    Place at = place;
    return line -> {
      switch (Draft.part(answers, section, at, env)) {
        case Loaded.Valid valid -> desk.tryPart(valid.site(), section, line);
        case Loaded.Invalid(List<Finding> findings) ->
            findings.forEach(each -> line.accept(new Tried(false, said(each))));
      }
    };
  }

  private Callable<List<PortBoard>> portReading() {
    Answers answers = fields.answers();
    Place at = place;
    return () ->
        switch (Draft.part(answers, Section.POWER, at, env)) {
          case Loaded.Valid valid -> desk.ports(valid.site());
          case Loaded.Invalid(List<Finding> findings) ->
              throw new IOException(
                  String.join("\n", findings.stream().map(SetupModel::said).toList()));
        };
  }

  /** Takes over an address that was found. */
  void choose(Found what) {
    switch (step.get()) {
      case PRIMARY -> choose(fields.primary, what);
      case STANDBY -> choose(fields.standby, what);
      case BROKER -> fields.brokerUrl.value().set(what.url());
      case POWER, CONTAINERS, ALERTS, REVIEW, RESULT -> {}
    }
  }

  private void choose(HostFields host, Found what) {
    host.url.value().set(what.url());
    asking.ask(
        () -> desk.observer(what.url()),
        there -> host.observer.value().set(there.orElse("")),
        _ -> {});
  }

  /** Where it went wrong, what it is, and how to mend it; there is no file yet to point into. */
  static String said(Finding finding) {
    String place = finding.path().isEmpty() ? "" : finding.path() + ": ";
    return place + finding.message() + (finding.remedy().isEmpty() ? "" : "; " + finding.remedy());
  }

  SetupFields fields() {
    return fields;
  }

  FoundModel found() {
    return found;
  }

  PortsModel ports() {
    return ports;
  }

  ResultModel result() {
    return result;
  }

  TrialModel trial(SetupStep of) {
    return Objects.requireNonNull(trials.get(of));
  }

  ReadOnlyObjectProperty<SetupStep> step() {
    return step.getReadOnlyProperty();
  }

  /** Why it does not go on, one line each. */
  ObservableList<String> problems() {
    return problems;
  }

  StringProperty file() {
    return file;
  }

  ReadOnlyStringProperty preview() {
    return preview.getReadOnlyProperty();
  }

  /** The socket of a container engine that is on this machine; empty where there is none. */
  ReadOnlyStringProperty engineFound() {
    return engineFound.getReadOnlyProperty();
  }

  ReadOnlyStringProperty secrets() {
    return secrets.getReadOnlyProperty();
  }

  ReadOnlyBooleanProperty busy() {
    return busy.getReadOnlyProperty();
  }
}
