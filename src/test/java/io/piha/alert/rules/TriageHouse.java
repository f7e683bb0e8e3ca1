package io.piha.alert.rules;

import io.piha.arbiter.Entry;
import io.piha.arbiter.Kind;
import io.piha.arbiter.Severity;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Plays records to the rules in virtual time and keeps what they say. */
final class TriageHouse {
  static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");

  private final Policy policy;
  private final List<Message> said = new ArrayList<>();
  private TriageState state = TriageState.NEW;
  private Instant now = NOON;
  private long id;

  TriageHouse(Policy policy) {
    this.policy = policy;
  }

  TriageHouse() {
    this(Policy.DEFAULT);
  }

  /** Lets time pass, stopping wherever the rules want to be asked. */
  TriageHouse pass(Duration time) {
    Instant until = now.plus(time);
    Optional<Instant> due = Triage.due(state, policy);
    while (due.isPresent() && !due.get().isAfter(until)) {
      now = due.get().isAfter(now) ? due.get() : now;
      TriageState before = state;
      hear(new Event.Passed());
      due = Triage.due(state, policy);
      if (state.equals(before)) {
        throw new AssertionError("the rules ask at " + now + " and then do nothing: " + state);
      }
    }
    now = until;
    return this;
  }

  TriageHouse minutes(long minutes) {
    return pass(Duration.ofMinutes(minutes));
  }

  TriageHouse seconds(long seconds) {
    return pass(Duration.ofSeconds(seconds));
  }

  TriageHouse incident(Kind kind, Severity severity, String host, long incident, String reason) {
    return record(
        new Entry(
            kind,
            severity,
            "ha",
            host,
            7L,
            Entry.CONTROL,
            reason,
            incident == 0 ? Map.of() : Map.of("incident", incident)));
  }

  TriageHouse service(Kind kind, Severity severity, @Nullable String host, String reason) {
    return record(new Entry(kind, severity, "ha", host, 7L, Entry.CONTROL, reason, Map.of()));
  }

  TriageHouse record(Entry entry) {
    id++;
    return hear(new Event.Recorded(id, now, entry));
  }

  TriageHouse hear(Event event) {
    Triage.Step step = Triage.hear(state, event, now, policy);
    state = step.state();
    said.addAll(step.messages());
    return this;
  }

  /**
   * Goes on for another one that was told of until now; its outbox has the name of its plane.
   *
   * @param ahead by how much this clock is ahead of the other's
   */
  TriageHouse goesOnFor(TriageHouse other, String from, String by, Duration ahead) {
    now = other.now.plus(ahead);
    state = Triage.inherit(state, other.state, from, ahead, now);
    hear(new Event.TakenOver(from, by, now));
    return record(Entry.ofSite(Kind.CONTROL_STARTED, Severity.INFO, by + " started"));
  }

  Instant now() {
    return now;
  }

  TriageState state() {
    return state;
  }

  List<Message> said() {
    return List.copyOf(said);
  }

  /** What was said, in short: {@code warning heartbeat_lost i1}. */
  List<String> gist() {
    return said.stream()
        .map(each -> each.severity().word() + " " + each.kind() + " " + each.thread())
        .toList();
  }

  /** A leader dies, is cycled, fenced and replaced, as the engine writes it. */
  TriageHouse failover() {
    service(Kind.PROBE_FAILED, Severity.WARNING, "haos", "probe core of haos: refused");
    seconds(80);
    record(
        new Entry(
            Kind.HEARTBEAT_LOST,
            Severity.WARNING,
            "ha",
            "haos",
            7L,
            Entry.CONTROL,
            "no heartbeat from haos for 90 s",
            Map.of("incident", 14L, "silence_s", 90L)));
    incident(Kind.RECOVERY_STARTED, Severity.WARNING, "haos", 14, "cycling its power");
    incident(Kind.POWER_OFF, Severity.INFO, "haos", 14, "reads off");
    seconds(8);
    incident(Kind.POWER_CYCLED, Severity.WARNING, "haos", 14, "was off for 8 s");
    seconds(65);
    incident(Kind.FENCED, Severity.WARNING, "haos", 14, "is fenced");
    incident(Kind.PROMOTE_ORDERED, Severity.WARNING, "standby", 14, "is ordered to lead");
    incident(Kind.PROMOTED, Severity.WARNING, "standby", 14, "standby leads ha with epoch 8");
    return incident(Kind.UNPROTECTED, Severity.WARNING, "standby", 14, "no fit standby");
  }
}
