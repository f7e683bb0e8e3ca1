package io.piha.console.kit;

import io.piha.drill.Check;
import io.piha.drill.DrillReport;
import io.piha.drill.DrillView;
import io.piha.drill.Rehearsal;
import io.piha.drill.Scenario;
import io.piha.engine.Snapshot;
import java.util.List;
import java.util.Optional;

/**
 * The drills of the control plane behind this window. A rehearsal, and what is read from the disk,
 * takes its time; ask for these through {@link Background} only.
 */
public interface DrillDesk {

  /** Whether drills can be played from here. */
  boolean isHere();

  /** What can be played, read anew. */
  List<Scenario> scenarios();

  /** The live drill that goes on; empty when none does. Never waits. */
  Optional<DrillView> view();

  /** The reports of live drills, newest first. */
  List<DrillReport> reports();

  /** Rehearses from the state of now; empty when nobody leads or nobody could follow. */
  Optional<Rehearsal> rehearse(String scenario, String service);

  /** How the site would look in a moment of a rehearsal. */
  Snapshot picture(Rehearsal rehearsal, Rehearsal.Frame frame);

  /** What must be so before that scenario may be drilled live. Never waits. */
  List<Check> checks(String scenario, String service, boolean stepwise);

  /**
   * Begins a live drill.
   *
   * @param cutsPower said twice that power may be cut by request
   * @return why not; empty when it has begun
   */
  Optional<String> start(
      String scenario, String service, boolean stepwise, boolean cutsPower, String by);

  /** Lets the next step begin. */
  void next();

  /** Ends the drill that goes on; everything is put back. */
  void stop();

  /** For a window far from the control plane. */
  DrillDesk NONE =
      new DrillDesk() {
        @Override
        public boolean isHere() {
          return false;
        }

        @Override
        public List<Scenario> scenarios() {
          return List.of();
        }

        @Override
        public Optional<DrillView> view() {
          return Optional.empty();
        }

        @Override
        public List<DrillReport> reports() {
          return List.of();
        }

        @Override
        public Optional<Rehearsal> rehearse(String scenario, String service) {
          return Optional.empty();
        }

        @Override
        public Snapshot picture(Rehearsal rehearsal, Rehearsal.Frame frame) {
          throw new UnsupportedOperationException("no rehearsal is played here");
        }

        @Override
        public List<Check> checks(String scenario, String service, boolean stepwise) {
          return List.of();
        }

        @Override
        public Optional<String> start(
            String scenario, String service, boolean stepwise, boolean cutsPower, String by) {
          return Optional.of("no control plane runs behind this window");
        }

        @Override
        public void next() {}

        @Override
        public void stop() {}
      };
}
