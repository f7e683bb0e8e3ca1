package io.piha.console;

import io.piha.arbiter.Request;
import io.piha.console.frame.ConsoleScene;
import io.piha.console.frame.Surroundings;
import io.piha.console.kit.Archive;
import io.piha.console.kit.Asker;
import io.piha.console.kit.Foretold;
import io.piha.console.kit.LatestOnly;
import io.piha.console.kit.Supposition;
import io.piha.console.kit.Words;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;

/** A console scene with a clock that is moved by hand and an engine that answers as told. */
public final class Stagehand implements Asker {

  private final List<Request> asked = new CopyOnWriteArrayList<>();
  private final List<Request> tried = new CopyOnWriteArrayList<>();
  private final Queue<Answer> answers = new ConcurrentLinkedQueue<>();
  private volatile Answer dryAnswer = new Answer(true, "would be done");
  private volatile Instant clock = Estates.NOW;
  private volatile Archive archive = Archive.NONE;
  private volatile Words words = words();
  private volatile Function<Supposition, CompletableFuture<Foretold>> foreteller =
      _ -> new CompletableFuture<>();

  public static Words words() {
    return new Words(
        Locale.forLanguageTag(System.getProperty("gallery.language", "en")), ZoneId.of("UTC"));
  }

  /** Must be called on the screen's thread. */
  public ConsoleScene scene(boolean demo, boolean observer) {
    return new ConsoleScene(
        new Surroundings("home", demo, observer, !demo, "alice"),
        words,
        this,
        archive,
        () -> clock,
        LatestOnly.screen(),
        Runnable::run);
  }

  /** What was kept, for a scene made afterwards. */
  public Stagehand with(Archive kept) {
    archive = kept;
    return this;
  }

  /** Another language, for a scene made afterwards. */
  public Stagehand speaking(Locale language) {
    words = new Words(language, ZoneId.of("UTC"));
    return this;
  }

  /** What the engine says when it is asked what would happen. */
  public void foretell(Function<Supposition, CompletableFuture<Foretold>> teller) {
    foreteller = teller;
  }

  @Override
  public CompletableFuture<Foretold> whatIf(String service, Supposition fault) {
    return foreteller.apply(fault);
  }

  /** The drills of what was kept. */
  public PlayedDrills drills() {
    return (PlayedDrills) archive.drills();
  }

  public void pass(Duration time) {
    clock = clock.plus(time);
  }

  /** What the engine says to the next acts; without one it never answers. */
  public void answer(boolean accepted, String why) {
    answers.add(new Answer(accepted, why));
  }

  /** What the engine says to every dry run. */
  public void foresee(boolean accepted, String why) {
    dryAnswer = new Answer(accepted, why);
  }

  /** What the engine refuses in every dry run until that time is over. */
  public void refuseFor(Duration time, String why) {
    dryAnswer = new Answer(false, why, Optional.of(time));
  }

  @Override
  public CompletableFuture<Answer> ask(Request request) {
    if (request.dryRun()) {
      tried.add(request);
      return CompletableFuture.completedFuture(dryAnswer);
    }
    asked.add(request);
    Answer next = answers.poll();
    return next == null ? new CompletableFuture<>() : CompletableFuture.completedFuture(next);
  }

  /** The dry runs. */
  public List<Request> tried() {
    return new ArrayList<>(tried);
  }

  /** The requests that were no dry runs. */
  public List<Request> asked() {
    return new ArrayList<>(asked);
  }
}
