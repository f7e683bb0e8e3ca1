package io.piha.console.dialog;

import io.piha.arbiter.Kind;
import io.piha.engine.Snapshot.HostView;
import io.piha.engine.Snapshot.PowerView;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiPredicate;

/**
 * A thing that must be seen before an act counts as done.
 *
 * @param key the step's message
 * @param kinds audit records about the host that prove it
 * @param seen whether a snapshot itself shows it, given the moment at which the step before it was
 *     reached, for the first step that of asking
 * @param ends whether the end of the request proves it
 */
record Milestone(
    String key, Set<Kind> kinds, BiPredicate<Subject, Optional<Instant>> seen, boolean ends) {

  Milestone(String key, Set<Kind> kinds, BiPredicate<Subject, Optional<Instant>> seen) {
    this(key, kinds, seen, false);
  }

  /** Proven by the end of the request itself, and by nothing else. */
  private static Milestone end(String key) {
    return new Milestone(key, Set.of(), (_, _) -> false, true);
  }

  /** The milestones of an act, decided from what stood when it was asked for. */
  static List<Milestone> of(Act act, Subject asked) {
    return switch (act) {
      case RESET -> ofReset(asked);
      case PROMOTE -> ofPromote(asked);
      case FAILBACK ->
          List.of(
              steppedDown(asked.service().leader()),
              new Milestone("step.leads", Set.of(), (now, _) -> now.leads()));
      case SYNC -> List.of(end("step.synced"));
      case ROLLBACK -> List.of(end("step.rolledback"));
      case SNAPSHOT -> List.of(end("step.saved"));
      case RESTORE ->
          List.of(
              new Milestone("step.begun", Set.of(Kind.RESTORE_STARTED), (_, _) -> false),
              end("step.restored"));
      case REINSTALL ->
          List.of(
              new Milestone("step.begun", Set.of(Kind.REINSTALL_STARTED), (_, _) -> false),
              end("step.reinstalled"));
      case FREEZE ->
          List.of(
              new Milestone("step.frozen", Set.of(), (now, _) -> now.service().freeze().frozen()));
      case THAW ->
          List.of(
              new Milestone("step.thawed", Set.of(), (now, _) -> !now.service().freeze().frozen()));
    };
  }

  private static List<Milestone> ofReset(Subject asked) {
    var off =
        new Milestone(
            "step.off",
            Set.of(Kind.POWER_OFF, Kind.POWER_CYCLED),
            (now, before) -> reads(now, "off", before));
    var on =
        new Milestone(
            "step.on",
            Set.of(Kind.POWER_ON, Kind.POWER_CYCLED),
            (now, before) -> reads(now, "on", before));
    var heard =
        new Milestone(
            "step.heard",
            Set.of(),
            (now, before) ->
                now.host()
                    .flatMap(HostView::lastHeartbeat)
                    .filter(at -> before.filter(at::isAfter).isPresent())
                    .isPresent());
    boolean held = asked.power().filter(PowerView::held).isPresent();
    var onOnly =
        new Milestone(
            "step.on",
            Set.of(Kind.POWER_ON, Kind.POWER_CYCLED),
            (now, before) -> reads(now, "on", before));
    return held ? List.of(onOnly, heard) : List.of(off, on, heard);
  }

  private static List<Milestone> ofPromote(Subject asked) {
    var ordered =
        new Milestone("step.ordered", Set.of(Kind.PROMOTE_ORDERED), (now, _) -> now.leads());
    var leads = new Milestone("step.leads", Set.of(), (now, _) -> now.leads());
    return asked.leader().isPresent()
        ? List.of(steppedDown(asked.service().leader()), ordered, leads)
        : List.of(ordered, leads);
  }

  private static Milestone steppedDown(Optional<String> leader) {
    return new Milestone(
        "step.stepped", Set.of(), (now, _) -> !now.service().leader().equals(leader));
  }

  /** Whether the switch itself says so, in a reading taken after the step before. */
  private static boolean reads(Subject now, String word, Optional<Instant> before) {
    return now.power()
        .filter(power -> power.word().equals(word))
        .flatMap(PowerView::readAt)
        .filter(at -> before.filter(at::isAfter).isPresent())
        .isPresent();
  }
}
