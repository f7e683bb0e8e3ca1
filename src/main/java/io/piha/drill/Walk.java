package io.piha.drill;

import io.piha.arbiter.Effect;
import io.piha.arbiter.Kind;
import io.piha.arbiter.Outlook;
import io.piha.world.Harm;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One walk through a scenario's steps, on whatever ground. It ends with the last step, or the
 * moment that reality leaves the plan, or when it is stopped.
 */
final class Walk {

  private static final Duration LOOK = Duration.ofMillis(250);

  private final Scenario scenario;
  private final Cast cast;
  private final Bound.Scale scale;
  private final Ground ground;
  private final Guide guide;
  private final Plan plan;
  private final Begun begun;
  private final List<StepSeen> steps;
  private final Deque<Integer> done;
  private final List<Seen> used = new ArrayList<>();

  /** Records before it were judged; those before {@code from} count for no step any more. */
  private int judged;

  private int from;
  private Instant mark;
  private @Nullable Instant struck;
  private @Nullable Instant ledAgain;
  private @Nullable Instant ready;

  /**
   * @param begun where it begins: at the first step, or where an earlier process stopped
   */
  Walk(Scenario scenario, Cast cast, Bound.Scale scale, Ground ground, Guide guide, Begun begun) {
    this.scenario = scenario;
    this.cast = cast;
    this.scale = scale;
    this.ground = ground;
    this.guide = guide;
    this.plan = new Plan(scenario, cast);
    this.begun = begun;
    this.steps = new ArrayList<>(begun.steps());
    this.done = new ArrayDeque<>(begun.done());
    this.struck = begun.struck().orElse(null);
    this.mark = ground.now();
    this.judged = ground.records().size();
    this.from = judged;
  }

  /** How far it has come. */
  Begun begun() {
    return begun.at(steps, List.copyOf(done), Optional.ofNullable(struck));
  }

  /** When all probes of the new leader were up. */
  Optional<Instant> ready() {
    return Optional.ofNullable(ready);
  }

  void go() throws Left, InterruptedException {
    while (steps.size() < scenario.steps().size()) {
      int place = steps.size();
      Step each = scenario.steps().get(place);
      guide.before(begun(), words(each));
      look();
      Instant begins = ground.now();
      Outcome outcome = take(each);
      Duration took = Duration.between(begins, ground.now());
      if (each instanceof Step.Expect && outcome.met()) {
        took = Duration.between(outcome.since(), mark);
      }
      StepSeen seen =
          new StepSeen(
              words(each),
              outcome.met(),
              Duration.between(begun.began(), ground.now()),
              took.isNegative() ? Duration.ZERO : took,
              outcome.bound(),
              outcome.words());
      steps.add(seen);
      guide.after(begun(), seen);
      if (!outcome.met()) {
        throw new Left(seen.words() + ": " + outcome.words(), false);
      }
    }
    awaitReady();
  }

  private record Outcome(boolean met, Duration bound, String words, Instant since) {
    static Outcome done(String words, Instant at) {
      return new Outcome(true, Duration.ZERO, words, at);
    }
  }

  String words(Step step) {
    return cast.fill(step.words());
  }

  private Outcome take(Step step) throws Left, InterruptedException {
    return switch (step) {
      case Step.Do e -> harm(e);
      case Step.Mend e -> mend(e);
      case Step.Ask e -> ask(e);
      case Step.Expect e -> expect(e);
      case Step.Nothing e -> nothing(e);
    };
  }

  // --- deeds ---

  private Outcome harm(Step.Do step) throws Left, InterruptedException {
    if (struck == null && step.harm() != Harm.STANDBY_DIES) {
      awaitBeat();
    }
    begin();
    try {
      done.push(steps.size());
      guide.harming(begun());
      ground.harm(step, host(step.harm()));
    } catch (Ground.Impossible e) {
      return new Outcome(false, Duration.ZERO, e.why(), mark);
    }
    return Outcome.done("done", mark);
  }

  /** The worst moment: right after a heartbeat, when the longest silence begins. */
  private void awaitBeat() throws Left, InterruptedException {
    Instant since = ground.now();
    Instant until = since.plus(scale.timing().heartbeatEvery().multipliedBy(2));
    while (!heard().filter(since::isBefore).isPresent() && ground.now().isBefore(until)) {
      look();
      ground.pass(Duration.ofMillis(5));
    }
  }

  private Optional<Instant> heard() {
    return ground.outlook().hosts().stream()
        .filter(each -> each.name().equals(cast.leader()))
        .findFirst()
        .flatMap(each -> Optional.ofNullable(each.vitals().heard()));
  }

  private Outcome mend(Step.Mend step) throws InterruptedException {
    begin();
    for (Integer place : List.copyOf(done)) {
      if (scenario.steps().get(place) instanceof Step.Do each && each.harm() == step.harm()) {
        try {
          ground.mend(each, host(each.harm()));
          done.remove(place);
        } catch (Ground.Impossible e) {
          return new Outcome(false, Duration.ZERO, e.why(), mark);
        }
      }
    }
    return Outcome.done("done", mark);
  }

  private Outcome ask(Step.Ask step) throws InterruptedException {
    begin();
    Effect.Answer answer =
        ground.ask(step.command(), step.host().map(cast::host).orElse(""), reason());
    return new Outcome(answer.accepted(), Duration.ZERO, answer.why(), mark);
  }

  private String reason() {
    return "drill " + scenario.name();
  }

  /** What is recorded from now on may be an answer to what begins now. */
  private void begin() {
    mark = ground.now();
    from = ground.records().size();
    if (struck == null) {
      struck = mark;
    }
  }

  private String host(Harm harm) {
    return harm == Harm.STANDBY_DIES ? cast.standby() : cast.leader();
  }

  // --- what is waited for ---

  private Outcome expect(Step.Expect step) throws Left, InterruptedException {
    Duration bound = step.within().in(scale);
    Instant since = mark;
    while (true) {
      look();
      Optional<Seen> found = found(step);
      if (found.isPresent()) {
        Seen seen = found.get();
        used.add(seen);
        mark = seen.at().isBefore(since) ? since : seen.at();
        boolean intime = Duration.between(since, mark).compareTo(bound) <= 0;
        return new Outcome(
            intime, bound, intime ? seen.entry().reason() : late(bound, since), since);
      }
      if (Duration.between(since, ground.now()).compareTo(bound) > 0) {
        return new Outcome(false, bound, late(bound, since), since);
      }
      ground.pass(LOOK);
    }
  }

  private String late(Duration bound, Instant since) {
    return "not within "
        + Drill.span(bound)
        + " (waited "
        + Drill.span(Duration.between(since, ground.now()))
        + "); the control plane says: "
        + ground.outlook().why();
  }

  private Optional<Seen> found(Step.Expect step) {
    List<Seen> all = ground.records();
    for (Seen each : all.subList(Math.min(from, all.size()), all.size())) {
      boolean host =
          step.host().isEmpty() || cast.host(step.host().get()).equals(each.entry().host());
      boolean ours =
          each.entry().service() == null || each.entry().service().equals(cast.service());
      if (each.entry().kind() == step.kind() && host && ours && !used.contains(each)) {
        return Optional.of(each);
      }
    }
    return Optional.empty();
  }

  private Outcome nothing(Step.Nothing step) throws Left, InterruptedException {
    Duration bound = step.lasting().in(scale);
    Instant since = ground.now();
    int first = ground.records().size();
    while (Duration.between(since, ground.now()).compareTo(bound) < 0) {
      look();
      ground.pass(LOOK);
      List<Seen> all = ground.records();
      for (Seen each : all.subList(first, all.size())) {
        if (step.kinds().contains(each.entry().kind())) {
          String what = each.entry().kind().word() + ": " + each.entry().reason();
          return new Outcome(false, bound, what, since);
        }
      }
    }
    mark = ground.now();
    return new Outcome(true, bound, "nothing moved", since);
  }

  /** Somebody wants to end it, or reality did. */
  private void look() throws Left {
    if (guide.isStopped()) {
      throw new Left("stopped by a person", true);
    }
    List<Seen> all = ground.records();
    for (; judged < all.size(); judged++) {
      Seen seen = all.get(judged);
      Optional<String> why = plan.leaves(seen.entry());
      if (why.isPresent()) {
        throw new Left(why.get(), false);
      }
      boolean leads = seen.entry().kind() == Kind.PROMOTED;
      if (leads && ledAgain == null && struck != null && seen.at().isAfter(struck)) {
        ledAgain = seen.at();
      }
    }
    seeReady();
  }

  private void seeReady() {
    Instant since = ledAgain;
    if (since == null || ready != null) {
      return;
    }
    Outlook outlook = ground.outlook();
    for (Outlook.HostOutlook each : outlook.hosts()) {
      Instant allUp = each.vitals().allUp();
      if (outlook.leader().equals(Optional.of(each.name()))
          && allUp != null
          && !allUp.isBefore(since)) {
        ready = allUp;
      }
    }
  }

  private void awaitReady() throws Left, InterruptedException {
    Instant until = ground.now().plus(Measure.READY.bound(scale).multipliedBy(2));
    while (ledAgain != null && ready == null && ground.now().isBefore(until)) {
      look();
      ground.pass(LOOK);
    }
  }
}
