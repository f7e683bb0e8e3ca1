package io.piha.console.whatif;

import io.piha.console.kit.Asker;
import io.piha.console.kit.Background;
import io.piha.console.kit.Changed;
import io.piha.console.kit.Fact;
import io.piha.console.kit.Foretold;
import io.piha.console.kit.Live;
import io.piha.console.kit.Sign;
import io.piha.console.kit.Spans;
import io.piha.console.kit.Supposition;
import io.piha.console.kit.Tone;
import io.piha.console.kit.Words;
import io.piha.engine.Snapshot;
import io.piha.engine.Snapshot.ServiceView;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;

/** "What if?" without its paint: what can be supposed, and the answer to what was. */
public final class WhatIfModel {

  private static final long PATIENCE_SECONDS = 6;

  /**
   * What is shown of an answer.
   *
   * @param waiting the answer is awaited
   * @param told what is shown is an answer, not why there is none
   * @param steps what would be written, one line each
   */
  public record Face(boolean waiting, boolean told, Verdict verdict, List<Fact> steps) {}

  private final String service;
  private final Words words;
  private final Live live;
  private final Asker asker;
  private final Background background;
  private final ReadOnlyObjectWrapper<List<Choice>> choices =
      new ReadOnlyObjectWrapper<>(List.of());
  private final ReadOnlyObjectWrapper<Face> face;
  private final ReadOnlyObjectWrapper<String> moved = new ReadOnlyObjectWrapper<>("");
  private Optional<Supposition> chosen = Optional.empty();
  private Optional<Foretold.Story> told = Optional.empty();

  /**
   * @param service the service it is about
   * @param screen runs what it is given on the thread that may change this model
   */
  public WhatIfModel(String service, Words words, Live live, Asker asker, Executor screen) {
    this.service = service;
    this.words = words;
    this.live = live;
    this.asker = asker;
    this.background = new Background(screen);
    this.face = new ReadOnlyObjectWrapper<>(says("what.choose", Tone.QUIET));
    live.snapshot().ifPresent(this::show);
  }

  /** Takes a new picture: what can be supposed follows it, and an answer may have grown old. */
  public void show(Snapshot snapshot) {
    in(snapshot)
        .ifPresent(
            now -> {
              Changed.set(choices, Choice.of(now, words));
              Changed.set(moved, moved(now));
            });
  }

  private String moved(ServiceView now) {
    return told.filter(story -> story.revision() != now.revision())
        .map(story -> words.say("what.moved", Long.toString(now.revision())))
        .orElse("");
  }

  /** Asks what would happen; while one answer is awaited only the newest question waits. */
  public void suppose(Supposition what) {
    chosen = Optional.of(what);
    told = Optional.empty();
    moved.set("");
    face.set(new Face(true, false, says("what.asking", Tone.QUIET).verdict(), List.of()));
    background.ask(
        () -> asker.whatIf(service, what).get(PATIENCE_SECONDS, TimeUnit.SECONDS),
        this::answered,
        _ -> answered(new Foretold.Refused(Foretold.Why.LATE)));
  }

  /** Asks the same anew, of the state as it is now. */
  public void again() {
    chosen.ifPresent(this::suppose);
  }

  /** Nobody waits for the answer any more. */
  public void forget() {
    background.forget();
  }

  private void answered(Foretold answer) {
    switch (answer) {
      case Foretold.Story story -> {
        told = Optional.of(story);
        face.set(
            new Face(
                false,
                true,
                Verdict.of(story, words),
                story.steps().stream().map(WhatIfModel::fact).toList()));
        live.snapshot().flatMap(this::in).ifPresent(now -> Changed.set(moved, moved(now)));
      }
      case Foretold.Refused refused ->
          face.set(says("what.no." + refused.why().name().toLowerCase(Locale.ROOT), Tone.NOTICE));
    }
  }

  private static Fact fact(Foretold.Step step) {
    Tone tone =
        switch (step.severity()) {
          case INFO -> Tone.QUIET;
          case WARNING -> Tone.NOTICE;
          case CRITICAL -> Tone.BAD;
        };
    return new Fact("+" + Spans.clock(step.after()), step.words(), "", tone);
  }

  private Face says(String key, Tone tone) {
    return new Face(
        false, false, new Verdict(Sign.UNKNOWN, tone, words.say(key), "", ""), List.of());
  }

  private Optional<ServiceView> in(Snapshot snapshot) {
    return snapshot.services().stream().filter(each -> each.name().equals(service)).findFirst();
  }

  public String service() {
    return service;
  }

  /** What was supposed last. */
  public Optional<Supposition> chosen() {
    return chosen;
  }

  /** What can be supposed now, with the real names. */
  public ReadOnlyObjectProperty<List<Choice>> choices() {
    return choices.getReadOnlyProperty();
  }

  public ReadOnlyObjectProperty<Face> face() {
    return face.getReadOnlyProperty();
  }

  /** That the state is not the one any more that the answer began with; empty when it is. */
  public ReadOnlyObjectProperty<String> moved() {
    return moved.getReadOnlyProperty();
  }
}
