package io.piha.cli;

import io.piha.console.kit.DrillDesk;
import io.piha.drill.Check;
import io.piha.drill.DrillReport;
import io.piha.drill.DrillView;
import io.piha.drill.Drills;
import io.piha.drill.Rehearsal;
import io.piha.drill.Scenario;
import io.piha.engine.Engine;
import io.piha.engine.Pictures;
import io.piha.engine.Snapshot;
import java.util.List;
import java.util.Optional;

/** The drills of the control plane in this process, for its window. */
final class PlaneDrills implements DrillDesk {

  private final Drills drills;
  private final Engine engine;

  PlaneDrills(Drills drills, Engine engine) {
    this.drills = drills;
    this.engine = engine;
  }

  @Override
  public boolean isHere() {
    return true;
  }

  @Override
  public List<Scenario> scenarios() {
    return drills.scenarios().all();
  }

  @Override
  public Optional<DrillView> view() {
    return drills.view();
  }

  @Override
  public List<DrillReport> reports() {
    return drills.reports();
  }

  @Override
  public Optional<Rehearsal> rehearse(String scenario, String service) {
    return drills.rehearse(scenario, service);
  }

  @Override
  public Snapshot picture(Rehearsal rehearsal, Rehearsal.Frame frame) {
    return Pictures.site(
        frame.state(),
        engine.snapshot().control(),
        frame.at(),
        frame.at(),
        rehearsal.recorded(frame.at(), Snapshot.LATEST));
  }

  @Override
  public List<Check> checks(String scenario, String service, boolean stepwise) {
    return drills.checks(scenario, service, stepwise);
  }

  @Override
  public Optional<String> start(
      String scenario, String service, boolean stepwise, boolean cutsPower, String by) {
    return drills.start(scenario, service, stepwise, cutsPower, by);
  }

  @Override
  public void next() {
    drills.next();
  }

  @Override
  public void stop() {
    drills.stop();
  }
}
