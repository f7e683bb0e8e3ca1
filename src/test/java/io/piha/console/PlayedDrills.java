package io.piha.console;

import io.piha.console.kit.DrillDesk;
import io.piha.drill.Check;
import io.piha.drill.DrillReport;
import io.piha.drill.DrillView;
import io.piha.drill.Rehearsal;
import io.piha.drill.Scenario;
import io.piha.drill.Scenarios;
import io.piha.drill.StepSeen;
import io.piha.drill.UsualHouse;
import io.piha.engine.Pictures;
import io.piha.engine.Snapshot;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Real scenarios and rehearsals of the usual house, and live drills as they are told. */
public final class PlayedDrills implements DrillDesk {

  private final List<String> deeds = new ArrayList<>();
  private List<DrillReport> reports = List.of();
  private Optional<DrillView> view = Optional.empty();
  private Optional<String> obstacle = Optional.empty();

  @Override
  public boolean isHere() {
    return true;
  }

  @Override
  public List<Scenario> scenarios() {
    return Scenarios.builtIn().all();
  }

  @Override
  public Optional<DrillView> view() {
    return view;
  }

  @Override
  public List<DrillReport> reports() {
    return reports;
  }

  @Override
  public Optional<Rehearsal> rehearse(String scenario, String service) {
    return Rehearsal.ofHealthy(
        Scenarios.builtIn().named(scenario).orElseThrow(),
        UsualHouse.policy(),
        UsualHouse.SERVICE,
        Duration.ofSeconds(40));
  }

  @Override
  public Snapshot picture(Rehearsal rehearsal, Rehearsal.Frame frame) {
    return Pictures.site(
        frame.state(),
        Estates.calm().control(),
        frame.at(),
        frame.at(),
        rehearsal.recorded(frame.at(), Snapshot.LATEST));
  }

  @Override
  public List<Check> checks(String scenario, String service, boolean stepwise) {
    return List.of(
        new Check("a host leads and another is fit to follow", true, ""),
        new Check("the service is protected", true, ""),
        new Check("no incident is open", true, ""),
        new Check("every service is as usual", true, ""),
        new Check("a power cycle is left for the night", true, ""),
        new Check(
            "the power guard allows a cycle now",
            obstacle.isEmpty(),
            obstacle.isEmpty() ? "" : "the last was 4 min ago, the guard wants 10 min in between"),
        new Check(
            "every step can be done",
            stepwise,
            stepwise ? "" : "leader_dies: no command does it here: a person must, step by step"));
  }

  @Override
  public Optional<String> start(
      String scenario, String service, boolean stepwise, boolean cutsPower, String by) {
    deeds.add("start " + scenario + (stepwise ? " stepwise" : "") + " by " + by);
    return obstacle;
  }

  @Override
  public void next() {
    deeds.add("next");
  }

  @Override
  public void stop() {
    deeds.add("stop");
  }

  /** What was asked for. */
  public List<String> deeds() {
    return deeds;
  }

  /** From now on nothing may begin. */
  public void refuse(String why) {
    obstacle = Optional.of(why);
  }

  /** From now on this goes on. */
  public void goesOn(DrillView drill) {
    view = Optional.of(drill);
  }

  /** Nothing goes on. */
  public void rest() {
    view = Optional.empty();
  }

  /** It is over, with this report. */
  public void over(DrillReport report) {
    view = Optional.empty();
    List<DrillReport> all = new ArrayList<>(List.of(report));
    all.addAll(reports);
    reports = all;
  }

  /** A live drill of which one step is over. */
  public static DrillView goingOn() {
    return goingOn(true, false);
  }

  /**
   * A live drill of which one step is over.
   *
   * @param waits whether the next waits for somebody
   */
  public static DrillView goingOn(boolean waits, boolean ending) {
    return new DrillView(
        "2026-11-11T03-00-00-000Z",
        "leader-dies",
        "The leader dies for good",
        "home-assistant",
        "operator:alice",
        Estates.NOW,
        List.of(
            new StepSeen(
                "haos dies, and will not survive a power cycle",
                true,
                Duration.ofMillis(1_010),
                Duration.ZERO,
                Duration.ZERO,
                "done")),
        "the silence of haos is noticed",
        "",
        waits,
        ending,
        6);
  }
}
