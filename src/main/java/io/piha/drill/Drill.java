package io.piha.drill;

import io.piha.arbiter.Kind;
import io.piha.arbiter.Words;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** One drill from its first step to the way back, on whatever ground. */
final class Drill {

  /** Who a drill's requests come from, as audit records say it. */
  static final String AUTHOR = "operator:drill";

  private static final Set<Kind> VERIFIED =
      EnumSet.of(Kind.RECOVERY_STARTED, Kind.FENCED, Kind.LEADERLESS, Kind.PROMOTE_ORDERED);

  private static final Set<Kind> LEADS_AGAIN =
      EnumSet.of(Kind.PROMOTED, Kind.INCIDENT_CLOSED, Kind.HEARTBEAT_BACK);

  private final Scenario scenario;
  private final Cast cast;
  private final Bound.Scale scale;
  private final Ground ground;
  private final Guide guide;

  Drill(Scenario scenario, Cast cast, Bound.Scale scale, Ground ground, Guide guide) {
    this.scenario = scenario;
    this.cast = cast;
    this.scale = scale;
    this.ground = ground;
    this.guide = guide;
  }

  /** Plays it from where it has come to, and goes back, however it ended. */
  DrillReport play(Begun begun) throws InterruptedException {
    Walk walk = new Walk(scenario, cast, scale, ground, guide, begun);
    DrillReport.Verdict verdict = DrillReport.Verdict.PASSED;
    String why = "every step went as planned";
    try {
      walk.go();
    } catch (Left e) {
      verdict = e.isStopped() ? DrillReport.Verdict.STOPPED : DrillReport.Verdict.FAILED;
      why = e.why();
    }
    return goBack(walk.begun(), verdict, why, walk.ready());
  }

  /** Plays no further step, and goes back from where it has come to. */
  DrillReport goBack(Begun begun, String why) throws InterruptedException {
    return goBack(begun, DrillReport.Verdict.FAILED, why, Optional.empty());
  }

  private DrillReport goBack(
      Begun begun, DrillReport.Verdict verdict, String why, Optional<Instant> ready)
      throws InterruptedException {
    guide.goingBack(why);
    List<Seen> records = List.copyOf(ground.records());
    Map<Measure, Duration> measured =
        begun.struck().map(at -> measured(records, at, ready)).orElse(Map.of());
    List<Step.Do> done = new ArrayList<>();
    for (int place : begun.done()) {
      if (scenario.steps().get(place) instanceof Step.Do harm) {
        done.add(harm);
      }
    }
    WayBack.Outcome back = new WayBack(cast, scale, ground, begun).go(done);
    boolean spoiled = !back.asBefore() && verdict == DrillReport.Verdict.PASSED;
    return new DrillReport(
        begun.id(),
        scenario.name(),
        scenario.title(),
        cast.service(),
        begun.live(),
        begun.by(),
        begun.began(),
        ground.now(),
        spoiled ? DrillReport.Verdict.FAILED : verdict,
        spoiled ? "the house is not as it was before: " + back.words() : why,
        back.asBefore(),
        back.words(),
        begun.steps(),
        measured,
        DrillReport.bounds(measured, scale),
        Map.of());
  }

  private static Map<Measure, Duration> measured(
      List<Seen> records, Instant struck, Optional<Instant> ready) {
    Map<Measure, Duration> measured = new EnumMap<>(Measure.class);
    Optional<Instant> lost = first(records, EnumSet.of(Kind.HEARTBEAT_LOST), struck);
    Optional<Instant> ordered = first(records, EnumSet.of(Kind.PROMOTE_ORDERED), struck);
    Optional<Instant> led = first(records, LEADS_AGAIN, lost.orElse(struck));
    Optional<Instant> verified = lost.flatMap(at -> first(records, VERIFIED, at));
    lost.ifPresent(at -> measured.put(Measure.DETECTION, Duration.between(struck, at)));
    verified.ifPresent(at -> measured.put(Measure.VERIFICATION, Duration.between(lost.get(), at)));
    if (verified.isPresent()) {
      ordered
          .or(() -> led)
          .filter(at -> !at.isBefore(verified.get()))
          .ifPresent(at -> measured.put(Measure.RECOVERY, Duration.between(verified.get(), at)));
    }
    if (ordered.isPresent()) {
      first(records, EnumSet.of(Kind.PROMOTED), ordered.get())
          .ifPresent(at -> measured.put(Measure.PROMOTION, Duration.between(ordered.get(), at)));
    }
    if (verified.isPresent() || ordered.isPresent()) {
      led.ifPresent(at -> measured.put(Measure.TOTAL, Duration.between(struck, at)));
    }
    if (ready.isPresent() && led.isPresent() && !ready.get().isBefore(led.get())) {
      measured.put(Measure.READY, Duration.between(led.get(), ready.get()));
    }
    return measured;
  }

  private static Optional<Instant> first(List<Seen> records, Set<Kind> kinds, Instant since) {
    return records.stream()
        .filter(each -> kinds.contains(each.entry().kind()) && !each.at().isBefore(since))
        .map(Seen::at)
        .findFirst();
  }

  /** A span as people read it. */
  static String span(Duration span) {
    long ms = span.toMillis();
    return ms > 0 && ms < 100 ? ms + " ms" : Words.span(span);
  }
}
