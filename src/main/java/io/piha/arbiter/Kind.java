package io.piha.arbiter;

import java.util.Locale;

/** What an audit record is about. The names on the wire are the constants' in lower case. */
public enum Kind {
  LEADER_ADOPTED,
  HEARTBEAT_LOST,
  HEARTBEAT_BACK,
  PLANNED_ABSENCE,
  PROBE_FAILED,
  PROBE_RECOVERED,
  RECOVERY_STARTED,
  POWER_CYCLED,
  POWER_OFF,
  POWER_ON,
  POWER_FAILED,
  POWER_REFUSED,
  FENCED,
  FENCE_FAILED,
  PROMOTE_ORDERED,
  PROMOTED,
  PROMOTE_FAILED,
  DEMOTE_ORDERED,
  DEMOTED,
  CONFLICT,
  LEADERLESS,
  BLIND,
  SIGHTED,
  UNPROTECTED,
  PROTECTED,
  FROZEN,
  THAWED,
  FAILBACK_STARTED,
  FAILBACK_DONE,
  FAILBACK_FAILED,
  REQUEST_ACCEPTED,
  REQUEST_REFUSED,
  SYNC_HELD,
  SYNC_DONE,
  SYNC_FAILED,
  SNAPSHOT_DONE,
  SNAPSHOT_FAILED,
  RESTORE_STARTED,
  RESTORE_DONE,
  RESTORE_FAILED,
  REINSTALL_STARTED,
  REINSTALL_DONE,
  REINSTALL_FAILED,
  CONTAINER_DOWN,
  CONTAINER_UP,
  ALERT_SENT,
  ALERT_FAILED,
  ACKNOWLEDGED,
  CONFIG_CHANGED,
  CONFIG_REFUSED,
  DRILL_STARTED,
  DRILL_DONE,
  CONTROL_STARTED,
  CONTROL_STOPPED,
  /** Something a person should look at, though nothing was done. */
  ATTENTION,
  /** The same leader is back, or an acknowledged incident ended. */
  INCIDENT_CLOSED,
  /** A safety rule was seen broken; automation of the service stops. */
  RULE_BROKEN;

  private final String word = name().toLowerCase(Locale.ROOT);

  /** The word on the wire, e.g. {@code heartbeat_lost}. */
  public String word() {
    return word;
  }
}
