package io.piha.console.alarms;

import io.piha.arbiter.Kind;
import io.piha.arbiter.Severity;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Something that needs a person.
 *
 * @param key what it is about: kind, service and host; the same alarm again has the same key
 * @param record the audit record that raised it last
 * @param raised when it was raised, latest last, of the last day
 * @param cleared when it went away by itself; it stays until acknowledged
 * @param aside until when it is set aside
 */
record Alarm(
    String key,
    long record,
    Kind kind,
    Severity severity,
    String service,
    String host,
    String text,
    List<Instant> raised,
    Optional<Instant> cleared,
    boolean acknowledged,
    Optional<Instant> aside) {

  Alarm {
    raised = List.copyOf(raised);
  }

  Instant since() {
    return raised.getLast();
  }

  boolean standing() {
    return cleared.isEmpty();
  }

  /** Whether it is to be shown: it stands, or nobody has seen it yet. */
  boolean shown(Instant now) {
    return (standing() || !acknowledged) && !isAside(now);
  }

  boolean isAside(Instant now) {
    return aside.filter(until -> until.isAfter(now)).isPresent();
  }

  /** Raised three times in the last hour: it says more of itself than of the house. */
  boolean chatters(Instant now) {
    Instant hour = now.minusSeconds(3600);
    return raised.stream().filter(at -> at.isAfter(hour)).count() >= 3;
  }

  Alarm again(long by, Instant at, Severity how, String why) {
    var times = new java.util.ArrayList<>(raised);
    times.add(at);
    times.removeIf(each -> each.isBefore(at.minusSeconds(86_400)));
    return new Alarm(key, by, kind, how, service, host, why, times, Optional.empty(), false, aside);
  }

  Alarm clearedAt(Instant at) {
    return new Alarm(
        key,
        record,
        kind,
        severity,
        service,
        host,
        text,
        raised,
        Optional.of(at),
        acknowledged,
        aside);
  }

  Alarm seen() {
    return new Alarm(
        key, record, kind, severity, service, host, text, raised, cleared, true, aside);
  }

  Alarm asideUntil(Optional<Instant> until) {
    return new Alarm(
        key, record, kind, severity, service, host, text, raised, cleared, acknowledged, until);
  }
}
