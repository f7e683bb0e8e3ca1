package io.piha.world;

import io.piha.alert.rules.Event;
import io.piha.alert.rules.Message;
import io.piha.alert.rules.Policy;
import io.piha.alert.rules.Triage;
import io.piha.alert.rules.TriageState;
import io.piha.arbiter.Entry;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What people at home are told of a world: the real rules of the alerts over its records. */
final class CaseAlarms {

  private final World world;
  private final List<String> told = new ArrayList<>();
  private TriageState state = TriageState.NEW;
  private Instant last = Instant.MIN;
  private long records;

  CaseAlarms(World world) {
    this.world = world;
  }

  void recorded(Entry entry) {
    records++;
    hear(new Event.Recorded(records, now(), entry));
  }

  /** Time has passed; while the control plane does not run nobody tells anything. */
  void pass() {
    Optional<Instant> due = Triage.due(state, Policy.DEFAULT);
    while (world.plane.runs() && due.isPresent() && !due.get().isAfter(now())) {
      TriageState before = state;
      hear(new Event.Passed());
      if (state.equals(before)) {
        throw new AssertionError("the alerts ask at " + now() + " and then do nothing: " + state);
      }
      due = Triage.due(state, Policy.DEFAULT);
    }
  }

  /** When something is due, in the world's time. */
  long due() {
    Instant now = now();
    long least = world.plane.runs() ? 1 : 1_000;
    return Triage.due(state, Policy.DEFAULT)
        .map(due -> world.now() + Math.max(least, Duration.between(now, due).toMillis()))
        .orElse(Long.MAX_VALUE);
  }

  /** The engine's clock, which an earlier run may have had ahead. */
  private Instant now() {
    Instant now = world.plane.time();
    last = now.isAfter(last) ? now : last;
    return last;
  }

  private void hear(Event event) {
    Triage.Step step = Triage.hear(state, event, now(), Policy.DEFAULT);
    state = step.state();
    for (Message each : step.messages()) {
      String gist = each.severity().word() + " " + each.kind();
      told.add(gist);
      world.transcript.note("! " + gist + ": " + each.title());
    }
  }

  /** Every message as {@code severity kind}, oldest first. */
  List<String> told() {
    return List.copyOf(told);
  }

  void forget() {
    told.clear();
  }

  /** Whether people were told of something that still goes on. */
  boolean isSomebodyTold() {
    return state.troubles().values().stream()
        .anyMatch(each -> each.over() == null && !each.said().isEmpty());
  }
}
