package io.piha.drill;

import io.piha.arbiter.Entry;
import io.piha.arbiter.Kind;
import io.piha.arbiter.Severity;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** What belongs to a scenario, and what shows that reality has left it (S25). */
final class Plan {

  /** What moves the house, or says that something is wrong with it. */
  private static final Set<Kind> WEIGHTY =
      EnumSet.of(
          Kind.HEARTBEAT_LOST,
          Kind.PLANNED_ABSENCE,
          Kind.RECOVERY_STARTED,
          Kind.POWER_CYCLED,
          Kind.POWER_OFF,
          Kind.POWER_FAILED,
          Kind.POWER_REFUSED,
          Kind.FENCED,
          Kind.FENCE_FAILED,
          Kind.PROMOTE_ORDERED,
          Kind.PROMOTED,
          Kind.PROMOTE_FAILED,
          Kind.DEMOTE_ORDERED,
          Kind.CONFLICT,
          Kind.LEADERLESS,
          Kind.BLIND,
          Kind.FROZEN,
          Kind.FAILBACK_STARTED,
          Kind.FAILBACK_FAILED,
          Kind.RESTORE_STARTED,
          Kind.REINSTALL_STARTED,
          Kind.RULE_BROKEN,
          Kind.CONFIG_CHANGED,
          Kind.CONTROL_STOPPED);

  /**
   * What needs no plan of its own: each power cycle is an off and an on, each demotion an order.
   */
  private static final Set<Kind> ASKED =
      EnumSet.of(
          Kind.PROMOTE_ORDERED,
          Kind.PROMOTED,
          Kind.DEMOTE_ORDERED,
          Kind.FAILBACK_STARTED,
          Kind.FROZEN,
          Kind.POWER_OFF,
          Kind.POWER_CYCLED);

  private final Scenario scenario;
  private final Cast cast;
  private final Set<Kind> planned;

  Plan(Scenario scenario, Cast cast) {
    this.scenario = scenario;
    this.cast = cast;
    this.planned = scenario.planned();
    if (planned.contains(Kind.POWER_CYCLED) || planned.contains(Kind.FENCED)) {
      planned.add(Kind.POWER_OFF);
    }
    if (planned.contains(Kind.PROMOTED)) {
      planned.addAll(List.of(Kind.PROMOTE_ORDERED, Kind.DEMOTE_ORDERED));
    }
    if (scenario.steps().stream().anyMatch(Step.Ask.class::isInstance)) {
      planned.addAll(ASKED);
    }
  }

  /** Why this record is not part of the plan; empty when it is, or means nothing. */
  Optional<String> leaves(Entry entry) {
    if (entry.kind() == Kind.REQUEST_ACCEPTED && !entry.by().equals(Drill.AUTHOR)) {
      return Optional.of("somebody else asked for something: " + entry.reason());
    }
    boolean ours = entry.service() == null || entry.service().equals(cast.service());
    boolean weighty =
        WEIGHTY.contains(entry.kind()) || (!ours && entry.severity() == Severity.CRITICAL);
    if (!weighty || (ours && planned.contains(entry.kind()) && concerns(entry))) {
      return Optional.empty();
    }
    return Optional.of(
        entry.kind().word()
            + " is not part of the scenario "
            + scenario.name()
            + ": "
            + entry.reason());
  }

  /** Only who plays a part may be moved. */
  private boolean concerns(Entry entry) {
    return entry.host() == null
        || entry.host().equals(cast.leader())
        || entry.host().equals(cast.standby());
  }
}
