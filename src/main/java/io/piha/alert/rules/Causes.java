package io.piha.alert.rules;

import static io.piha.alert.rules.Cause.Role.ENDS;
import static io.piha.alert.rules.Cause.Role.NOTES;
import static io.piha.alert.rules.Cause.Role.OPENS;
import static io.piha.alert.rules.Cause.Role.TELLS;
import static io.piha.alert.rules.Cause.Role.TELLS_AND_ENDS;

import io.piha.arbiter.Entry;
import io.piha.arbiter.Severity;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Which incident an audit record belongs to, and what it does to it. Everything about who leads a
 * service is one cause, {@code lead:SERVICE}: silence, power, fencing, promotion, conflict.
 */
final class Causes {

  /** A probe that fails for less than this is left to the host's own watchdog. */
  private static final Duration PROBE_PATIENCE = Duration.ofMinutes(2);

  /** A missing piece of protection that is back this soon surprises nobody. */
  private static final Duration PROTECTION_PATIENCE = Duration.ofMinutes(1);

  private Causes() {}

  static String lead(String service) {
    return "lead:" + service;
  }

  static String protection(String service) {
    return "protection:" + service;
  }

  static final String BLIND = "blind";
  static final String CONTROL = "control";

  static Cause of(Entry entry) {
    String service = entry.service() == null ? "" : entry.service();
    String host = entry.host() == null ? "" : entry.host();
    String node = service + "/" + host;
    String lead = service.isEmpty() ? "power:" + host : lead(service);
    boolean weighty = entry.severity() != Severity.INFO;
    return switch (entry.kind()) {
      case HEARTBEAT_LOST, LEADERLESS, CONFLICT -> Cause.of(lead, "", OPENS);
      case POWER_FAILED, FENCE_FAILED, POWER_REFUSED, PROMOTE_FAILED, FAILBACK_FAILED ->
          Cause.of(lead, "", weighty ? OPENS : NOTES);
      case ATTENTION -> Cause.of(lead, "", weighty ? TELLS : NOTES);
      case RECOVERY_STARTED, POWER_CYCLED, FENCED -> Cause.of(lead, "", TELLS);
      case POWER_OFF, POWER_ON, PROMOTE_ORDERED, DEMOTE_ORDERED, FAILBACK_DONE ->
          Cause.of(lead, "", NOTES);
      case FAILBACK_STARTED -> Cause.of(lead, "", TELLS);
      case PROMOTED -> Cause.of(lead, "", TELLS_AND_ENDS);
      case DEMOTED, PLANNED_ABSENCE -> Cause.of(lead, "", NOTES);
      case HEARTBEAT_BACK, INCIDENT_CLOSED, LEADER_ADOPTED -> Cause.of(lead, "", ENDS);
      case RULE_BROKEN -> Cause.of("rule:" + service, "", OPENS);
      case BLIND -> Cause.of(BLIND, service, OPENS);
      case SIGHTED -> Cause.of(BLIND, service, ENDS);
      case UNPROTECTED ->
          Cause.of(protection(service), "", OPENS).lasting(PROTECTION_PATIENCE).beneath();
      case PROTECTED -> Cause.of(protection(service), "", ENDS);
      case PROBE_FAILED ->
          weighty
              ? Cause.of("probes:" + node, probe(entry), OPENS).lasting(PROBE_PATIENCE).beneath()
              : Cause.NONE;
      case PROBE_RECOVERED -> Cause.of("probes:" + node, probe(entry), ENDS);
      case FROZEN -> Cause.of("freeze:" + service, "", OPENS);
      case THAWED -> Cause.of("freeze:" + service, "", ENDS);
      case SYNC_HELD, SYNC_FAILED -> weighty ? Cause.of("sync:" + service, "", OPENS) : Cause.NONE;
      case SYNC_DONE -> Cause.of("sync:" + service, "", ENDS);
      case SNAPSHOT_FAILED -> Cause.of("snapshot:" + node, "", OPENS);
      case SNAPSHOT_DONE -> Cause.of("snapshot:" + node, "", ENDS);
      case RESTORE_STARTED, RESTORE_DONE -> Cause.of("restore:" + node, "", TELLS);
      case RESTORE_FAILED -> Cause.of("restore:" + node, "", TELLS);
      case REINSTALL_STARTED, REINSTALL_DONE, REINSTALL_FAILED ->
          Cause.of("reinstall:" + node, "", TELLS);
      case CONTAINER_DOWN -> Cause.of("container:" + container(entry), "", OPENS);
      case CONTAINER_UP -> Cause.of("container:" + container(entry), "", ENDS);
      case ALERT_FAILED -> Cause.of("channel:" + channel(entry), "", OPENS);
      case ALERT_SENT -> Cause.of("channel:" + channel(entry), "", ENDS);
      case CONFIG_REFUSED -> Cause.of("config", "", OPENS);
      case CONFIG_CHANGED -> Cause.of("config", "", ENDS);
      case DRILL_STARTED, DRILL_DONE -> Cause.of("drill:" + service, "", TELLS);
      // Who takes over says so, once it has.
      case CONTROL_STOPPED -> handedTo(entry) == null ? Cause.of(CONTROL, "", OPENS) : Cause.NONE;
      case CONTROL_STARTED -> Cause.of(CONTROL, "", ENDS);
      case REQUEST_ACCEPTED, REQUEST_REFUSED, ACKNOWLEDGED -> Cause.NONE;
    };
  }

  /** The channel that an {@code alert_…} record is about. */
  static String channel(Entry entry) {
    return word(entry, "channel");
  }

  /** Whom a control plane has left its lease to when it stopped; null when to nobody. */
  static @Nullable String handedTo(Entry entry) {
    String to = word(entry, "handed_to");
    return to.isEmpty() ? null : to;
  }

  private static String container(Entry entry) {
    String named = word(entry, "container");
    return named.isEmpty() && entry.host() != null ? entry.host() : named;
  }

  private static String probe(Entry entry) {
    return word(entry, "probe");
  }

  private static String word(Entry entry, String name) {
    return entry.detail().get(name) instanceof String text ? text : "";
  }
}
