package io.piha.console.alarms;

import io.piha.arbiter.Entry;
import io.piha.arbiter.Kind;
import io.piha.journal.AuditRecord;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Collection;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * The alarms as the audit log tells them: raised by one kind of record, cleared by another,
 * acknowledged or set aside by a person. The log is all there is to know, so every window shows the
 * same.
 */
final class AlarmBook {

  /** What a person's record about an alarm carries. */
  static final String ALARM = "alarm";

  static final String UNTIL = "until";

  /** What raises an alarm, and what clears it. */
  private static final Map<Kind, Set<Kind>> RULES = new EnumMap<>(Kind.class);

  static {
    RULES.put(Kind.HEARTBEAT_LOST, EnumSet.of(Kind.HEARTBEAT_BACK, Kind.PROMOTED));
    RULES.put(Kind.LEADERLESS, EnumSet.of(Kind.LEADER_ADOPTED, Kind.PROMOTED, Kind.HEARTBEAT_BACK));
    RULES.put(Kind.CONFLICT, EnumSet.of(Kind.DEMOTED, Kind.FENCED));
    RULES.put(Kind.RULE_BROKEN, EnumSet.of(Kind.SIGHTED));
    RULES.put(Kind.BLIND, EnumSet.of(Kind.SIGHTED));
    RULES.put(Kind.UNPROTECTED, EnumSet.of(Kind.PROTECTED));
    RULES.put(Kind.POWER_FAILED, EnumSet.of(Kind.POWER_ON, Kind.POWER_CYCLED, Kind.POWER_OFF));
    RULES.put(Kind.POWER_REFUSED, EnumSet.of(Kind.POWER_CYCLED, Kind.HEARTBEAT_BACK));
    RULES.put(Kind.FENCE_FAILED, EnumSet.of(Kind.FENCED, Kind.HEARTBEAT_BACK));
    RULES.put(Kind.PROMOTE_FAILED, EnumSet.of(Kind.PROMOTED, Kind.HEARTBEAT_BACK));
    RULES.put(Kind.FAILBACK_FAILED, EnumSet.of(Kind.FAILBACK_DONE));
    RULES.put(Kind.SYNC_FAILED, EnumSet.of(Kind.SYNC_DONE));
    RULES.put(Kind.SNAPSHOT_FAILED, EnumSet.of(Kind.SNAPSHOT_DONE));
    RULES.put(Kind.RESTORE_FAILED, EnumSet.of(Kind.RESTORE_DONE));
    RULES.put(Kind.REINSTALL_FAILED, EnumSet.of(Kind.REINSTALL_DONE));
    RULES.put(Kind.CONTAINER_DOWN, EnumSet.of(Kind.CONTAINER_UP));
    RULES.put(Kind.ALERT_FAILED, EnumSet.of(Kind.ALERT_SENT));
    RULES.put(Kind.CONFIG_REFUSED, EnumSet.of(Kind.CONFIG_CHANGED));
  }

  private final Map<String, Alarm> alarms = new LinkedHashMap<>();
  private long last;

  /** Takes records, oldest first; those that were taken before are passed over. */
  void take(List<AuditRecord> records) {
    for (AuditRecord each : records) {
      if (each.id() > last) {
        last = each.id();
        take(each);
      }
    }
  }

  private void take(AuditRecord record) {
    Entry entry = record.entry();
    if (entry.kind() == Kind.ACKNOWLEDGED) {
      person(record);
      return;
    }
    alarms.replaceAll((_, alarm) -> clears(alarm, entry) ? alarm.clearedAt(record.at()) : alarm);
    if (RULES.containsKey(entry.kind())) {
      raise(record);
    }
  }

  private static boolean clears(Alarm alarm, Entry entry) {
    // A change of leadership ends what was said of the former leader; else the host must agree.
    boolean sameHost =
        alarm.host().isEmpty()
            || entry.host() == null
            || entry.kind() == Kind.PROMOTED
            || alarm.host().equals(entry.host());
    return alarm.standing()
        && RULES.getOrDefault(alarm.kind(), Set.of()).contains(entry.kind())
        && alarm.service().equals(Objects.requireNonNullElse(entry.service(), ""))
        && sameHost;
  }

  private void raise(AuditRecord record) {
    Entry entry = record.entry();
    String service = Objects.requireNonNullElse(entry.service(), "");
    String host = Objects.requireNonNullElse(entry.host(), "");
    String key = entry.kind().word() + "/" + service + "/" + host;
    Alarm known = alarms.remove(key);
    alarms.put(
        key,
        known != null
            ? known.again(record.id(), record.at(), entry.severity(), entry.reason())
            : new Alarm(
                key,
                record.id(),
                entry.kind(),
                entry.severity(),
                service,
                host,
                entry.reason(),
                List.of(record.at()),
                Optional.empty(),
                false,
                Optional.empty()));
  }

  private void person(AuditRecord record) {
    Entry entry = record.entry();
    Object key = entry.detail().get(ALARM);
    if (key instanceof String named) {
      Optional<Instant> until = until(entry.detail().get(UNTIL));
      alarms.computeIfPresent(
          named,
          (_, alarm) -> entry.detail().containsKey(UNTIL) ? alarm.asideUntil(until) : alarm.seen());
    } else {
      // The incident itself was acknowledged: all that belongs to its service was seen.
      alarms.replaceAll(
          (_, alarm) -> alarm.service().equals(entry.service()) ? alarm.seen() : alarm);
    }
  }

  private static Optional<Instant> until(@org.jspecify.annotations.Nullable Object text) {
    try {
      return text instanceof String word ? Optional.of(Instant.parse(word)) : Optional.empty();
    } catch (DateTimeParseException e) {
      return Optional.empty();
    }
  }

  Collection<Alarm> all() {
    return alarms.values();
  }

  long last() {
    return last;
  }
}
