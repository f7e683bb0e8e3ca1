package io.piha.drill;

import io.piha.world.Harm;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One live drill on its thread: written down before each step, and shown as it goes. */
final class LiveDrill implements Guide, AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(LiveDrill.class);

  /** A person who went away does not leave the house in the middle of a drill. */
  private static final Duration PATIENCE = Duration.ofMinutes(30);

  private final Scenario scenario;
  private final Bound.Scale scale;
  private final LiveGround ground;
  private final Ledger ledger;
  private final BiConsumer<Ledger.Open, DrillReport> over;
  private final Semaphore turns = new Semaphore(0);
  private volatile Ledger.Open open;
  private volatile String words = "";
  private volatile boolean waits;
  private volatile boolean stopped;
  private volatile boolean ending;
  private volatile @Nullable Thread thread;

  /** What it does, from wherever it begins. */
  interface Course {
    DrillReport of(Drill drill) throws InterruptedException;
  }

  LiveDrill(
      Scenario scenario,
      Bound.Scale scale,
      Ledger.Open open,
      LiveGround ground,
      Ledger ledger,
      BiConsumer<Ledger.Open, DrillReport> over) {
    this.scenario = scenario;
    this.scale = scale;
    this.open = open;
    this.ground = ground;
    this.ledger = ledger;
    this.over = over;
  }

  LiveGround ground() {
    return ground;
  }

  void start(Course course) {
    thread = Thread.ofVirtual().name("drill-" + scenario.name()).start(() -> run(course));
  }

  private void run(Course course) {
    try {
      DrillReport report = played(course).predicted(open.predicted());
      try {
        ledger.close(report);
      } catch (IOException e) {
        LOG.error("the report of the drill {} is lost: {}", scenario.name(), e.toString());
      }
      over.accept(open, report);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** However it breaks, the way back is gone. */
  private DrillReport played(Course course) throws InterruptedException {
    Drill drill = new Drill(scenario, open.cast(), scale, ground, this);
    try {
      return course.of(drill);
    } catch (RuntimeException e) {
      LOG.error("the drill {} broke", scenario.name(), e);
      return drill.goBack(open.begun(), "the drill itself broke: " + e);
    }
  }

  Optional<DrillView> view() {
    Ledger.Open now = open;
    return Optional.of(
        new DrillView(
            now.begun().id(),
            scenario.name(),
            now.cast().fill(scenario.title()),
            now.cast().service(),
            now.begun().by(),
            now.begun().began(),
            now.begun().steps(),
            words,
            byHand(now),
            waits,
            ending,
            scenario.steps().size()));
  }

  /** What a person has to do now: the harm that nothing else does, or the way back from it. */
  private String byHand(Ledger.Open now) {
    Cast cast = now.cast();
    if (ending) {
      boolean left = now.begun().done().stream().anyMatch(each -> isByHand(each, cast));
      return left ? cast.fill(scenario.back()) : "";
    }
    int place = now.begun().steps().size();
    return waits && isByHand(place, cast) && scenario.steps().get(place) instanceof Step.Do harm
        ? cast.fill(harm.byHand())
        : "";
  }

  private boolean isByHand(int place, Cast cast) {
    return place < scenario.steps().size()
        && scenario.steps().get(place) instanceof Step.Do harm
        && ground.needsHands(harm, cast.leader());
  }

  void next() {
    if (waits) {
      turns.release();
    }
  }

  void stop() {
    stopped = true;
    ending = true;
    turns.release();
  }

  @Override
  public void before(Begun begun, String what) throws InterruptedException {
    words = what;
    save(begun, false);
    if (open.stepwise() && !stopped) {
      turns.drainPermits();
      waits = true;
      boolean told = turns.tryAcquire(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
      waits = false;
      stopped = stopped || !told;
    }
  }

  @Override
  public void harming(Begun begun) {
    Step next = scenario.steps().get(begun.steps().size());
    boolean crash = next instanceof Step.Do harm && harm.harm() == Harm.CONTROL_CRASHES;
    if (!crash) {
      save(begun, false);
      return;
    }
    // This process ends with the harm; the next one finds the step done.
    StepSeen seen =
        new StepSeen(
            open.cast().fill(next.words()),
            true,
            Duration.between(begun.began(), ground.now()),
            Duration.ZERO,
            Duration.ZERO,
            "done");
    List<StepSeen> steps = new ArrayList<>(begun.steps());
    steps.add(seen);
    save(begun.at(steps, begun.done(), begun.struck()), true);
  }

  @Override
  public void after(Begun begun, StepSeen seen) {
    save(begun, false);
  }

  private void save(Begun begun, boolean crashing) {
    Ledger.Open now =
        new Ledger.Open(
            open.scenario(),
            open.cast(),
            begun,
            open.first(),
            open.stepwise(),
            crashing,
            open.predicted());
    open = now;
    try {
      ledger.save(now);
    } catch (IOException e) {
      LOG.warn("how far the drill has come cannot be written: {}", e.toString());
      stopped = true;
    }
  }

  @Override
  public void goingBack(String why) {
    ending = true;
    words = why;
  }

  @Override
  public boolean isStopped() {
    return stopped;
  }

  /** The control plane ends: what is left is for the next one. */
  @Override
  public void close() {
    Thread mine = thread;
    if (mine != null) {
      mine.interrupt();
      try {
        mine.join(Duration.ofSeconds(5));
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
  }
}
