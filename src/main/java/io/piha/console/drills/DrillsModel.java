package io.piha.console.drills;

import io.piha.console.kit.Background;
import io.piha.console.kit.Changed;
import io.piha.console.kit.DrillDesk;
import io.piha.console.kit.Fact;
import io.piha.console.kit.Live;
import io.piha.console.kit.Tone;
import io.piha.console.kit.Words;
import io.piha.drill.Check;
import io.piha.drill.DrillReport;
import io.piha.drill.DrillView;
import io.piha.drill.Rehearsal;
import io.piha.drill.Scenario;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import java.util.function.Supplier;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;

/** The drills page without its paint. */
public final class DrillsModel {

  /** What the page asks of the frame around it. */
  public record Wishes(Consumer<Rehearsal> play, Consumer<DrillsModel> askLive) {}

  /** What the page shows of the chosen scenario. */
  public enum Mode {
    /** What would be done. */
    PLAN,
    /** What a rehearsal said. */
    REHEARSED,
    /** What goes on in the real house. */
    LIVE,
    /** What came of the last live drill. */
    REPORT
  }

  private final DrillDesk desk;
  private final Words words;
  private final Live live;
  private final Supplier<String> service;
  private final String operator;
  private final Wishes wishes;
  private final DrillFaces faces;
  private final Background readings;
  private final Background rehearsals;
  private final ObservableList<Choice> choices = FXCollections.observableArrayList();
  private final ObservableList<Line> lines = FXCollections.observableArrayList();
  private final ReadOnlyObjectWrapper<String> title = new ReadOnlyObjectWrapper<>("");
  private final ReadOnlyObjectWrapper<String> teaches = new ReadOnlyObjectWrapper<>("");
  private final ReadOnlyObjectWrapper<String> verdict = new ReadOnlyObjectWrapper<>("");
  private final ReadOnlyObjectWrapper<Tone> tone = new ReadOnlyObjectWrapper<>(Tone.QUIET);
  private final ReadOnlyObjectWrapper<Mode> mode = new ReadOnlyObjectWrapper<>(Mode.PLAN);
  private final ReadOnlyObjectWrapper<List<Fact>> facts = new ReadOnlyObjectWrapper<>(List.of());
  private final ReadOnlyObjectWrapper<Boolean> busy = new ReadOnlyObjectWrapper<>(false);
  private final ReadOnlyObjectWrapper<Boolean> waits = new ReadOnlyObjectWrapper<>(false);
  private final ReadOnlyObjectWrapper<Integer> running = new ReadOnlyObjectWrapper<>(0);
  private List<Scenario> scenarios = List.of();
  private List<DrillReport> reports = List.of();
  private Optional<Rehearsal> rehearsal = Optional.empty();
  private Optional<DrillView> view = Optional.empty();
  private String chosen = "";

  /**
   * @param service the service that is shown; empty without one
   * @param operator who sits here
   * @param screen runs what it is given on the screen's thread
   */
  public DrillsModel(
      DrillDesk desk,
      Words words,
      Live live,
      Supplier<String> service,
      String operator,
      Wishes wishes,
      Executor screen) {
    this.desk = desk;
    this.words = words;
    this.live = live;
    this.service = service;
    this.operator = operator;
    this.wishes = wishes;
    this.faces = new DrillFaces(words);
    this.readings = new Background(screen);
    this.rehearsals = new Background(screen);
  }

  /** Whether drills can be played from here. */
  boolean isHere() {
    return desk.isHere();
  }

  /** The page comes into sight. */
  public void open() {
    read();
    tick();
  }

  private void read() {
    readings.ask(
        () -> new Kept(desk.scenarios(), desk.reports()),
        kept -> {
          scenarios = kept.scenarios();
          reports = kept.reports();
          if (chosen.isEmpty() && !scenarios.isEmpty()) {
            chosen = scenarios.getFirst().name();
          }
          paint();
        },
        why -> Changed.set(verdict, why));
  }

  private record Kept(List<Scenario> scenarios, List<DrillReport> reports) {}

  /** Time has passed, on whatever page. */
  public void watch() {
    Changed.set(running, desk.view().isPresent() ? 1 : 0);
  }

  /** Time has passed, or another picture came. */
  public void tick() {
    Optional<DrillView> before = view;
    view = desk.view();
    Changed.set(running, view.isPresent() ? 1 : 0);
    if (before.isPresent() && view.isEmpty()) {
      Changed.set(mode, Mode.REPORT);
      read();
    }
    if (view.isPresent()) {
      chosen = view.get().scenario();
      Changed.set(mode, Mode.LIVE);
    }
    Changed.set(waits, view.filter(DrillView::waits).isPresent());
    paint();
  }

  // --- what is done ---

  void choose(String scenario) {
    if (!scenario.equals(chosen) && view.isEmpty()) {
      chosen = scenario;
      rehearsal = Optional.empty();
      Changed.set(mode, Mode.PLAN);
      paint();
    }
  }

  void rehearse() {
    String scenario = chosen;
    String of = service.get();
    Changed.set(busy, true);
    rehearsals.ask(
        () -> desk.rehearse(scenario, of),
        found -> {
          Changed.set(busy, false);
          rehearsal = found;
          if (found.isPresent() && view.isEmpty() && scenario.equals(chosen)) {
            Changed.set(mode, Mode.REHEARSED);
          } else if (found.isEmpty()) {
            Changed.set(verdict, words.say("drills.nobody"));
            Changed.set(tone, Tone.NOTICE);
            return;
          }
          paint();
        },
        why -> {
          Changed.set(busy, false);
          Changed.set(verdict, why);
        });
  }

  void play() {
    rehearsal.ifPresent(wishes.play());
  }

  void askLive() {
    wishes.askLive().accept(this);
  }

  /** What must be so first. */
  List<Check> checks(boolean stepwise) {
    return desk.checks(chosen, service.get(), stepwise);
  }

  /** Whether the chosen scenario cuts power by request. */
  boolean cutsPower() {
    return scenario().filter(Scenario::cutsPower).isPresent();
  }

  /** The title of the chosen scenario. */
  String titleNow() {
    return title.get();
  }

  /**
   * Begins the live drill, off the screen's thread: its rehearsal takes a moment.
   *
   * @param refused told why not
   */
  void start(boolean stepwise, boolean cutsPower, Consumer<String> refused, Runnable begun) {
    String scenario = chosen;
    String of = service.get();
    String by = "operator:" + operator;
    rehearsals.ask(
        () -> desk.start(scenario, of, stepwise, cutsPower, by),
        obstacle -> {
          if (obstacle.isPresent()) {
            refused.accept(obstacle.get());
          } else {
            begun.run();
            tick();
          }
        },
        refused);
  }

  void next() {
    desk.next();
    tick();
  }

  void stop() {
    desk.stop();
    tick();
  }

  // --- what is shown ---

  private Optional<Scenario> scenario() {
    return scenarios.stream().filter(each -> each.name().equals(chosen)).findFirst();
  }

  private void paint() {
    List<Choice> all = new ArrayList<>();
    for (Scenario each : scenarios) {
      all.add(faces.choice(each, reports, live.present()));
    }
    if (!choices.equals(all)) {
      choices.setAll(all);
    }
    Optional<Scenario> of = scenario();
    if (of.isEmpty()) {
      return;
    }
    Changed.set(title, of.get().title());
    Changed.set(teaches, of.get().teaches());
    Optional<DrillReport> last =
        reports.stream().filter(each -> each.scenario().equals(chosen)).findFirst();
    List<Line> now =
        switch (mode.get()) {
          case LIVE -> view.map(faces::lines).orElse(List.of());
          case REHEARSED -> rehearsal.map(each -> faces.lines(each.report())).orElse(List.of());
          case REPORT -> last.map(faces::lines).orElseGet(() -> faces.plan(of.get()));
          case PLAN -> faces.plan(of.get());
        };
    if (!lines.equals(now)) {
      lines.setAll(now);
    }
    Optional<DrillReport> shown =
        switch (mode.get()) {
          case REHEARSED -> rehearsal.map(Rehearsal::report);
          case REPORT -> last;
          case PLAN, LIVE -> Optional.empty();
        };
    if (mode.get() == Mode.LIVE) {
      Changed.set(tone, Tone.NOTICE);
      Changed.set(verdict, view.map(faces::now).orElse(""));
      Changed.set(facts, faces.plain(of.get(), last, live.present()));
    } else if (shown.isPresent()) {
      Changed.set(tone, faces.tone(shown.get()));
      Changed.set(verdict, faces.verdict(shown.get()));
      Changed.set(facts, faces.figures(shown.get(), reports));
    } else {
      Changed.set(tone, Tone.QUIET);
      Changed.set(verdict, "");
      Changed.set(facts, faces.plain(of.get(), last, live.present()));
    }
  }

  ObservableList<Choice> choices() {
    return choices;
  }

  ObservableList<Line> lines() {
    return lines;
  }

  /** The name of the chosen scenario. */
  String chosen() {
    return chosen;
  }

  ReadOnlyObjectProperty<String> title() {
    return title.getReadOnlyProperty();
  }

  ReadOnlyObjectProperty<String> teaches() {
    return teaches.getReadOnlyProperty();
  }

  ReadOnlyObjectProperty<String> verdict() {
    return verdict.getReadOnlyProperty();
  }

  ReadOnlyObjectProperty<Tone> tone() {
    return tone.getReadOnlyProperty();
  }

  ReadOnlyObjectProperty<Mode> mode() {
    return mode.getReadOnlyProperty();
  }

  ReadOnlyObjectProperty<List<Fact>> facts() {
    return facts.getReadOnlyProperty();
  }

  /** Whether a rehearsal is computed. */
  ReadOnlyObjectProperty<Boolean> busy() {
    return busy.getReadOnlyProperty();
  }

  /** Whether the live drill waits for its next step to be let begin. */
  ReadOnlyObjectProperty<Boolean> waits() {
    return waits.getReadOnlyProperty();
  }

  /** How many live drills go on: one or none. */
  public ReadOnlyObjectProperty<Integer> running() {
    return running.getReadOnlyProperty();
  }
}
