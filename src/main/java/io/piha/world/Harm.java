package io.piha.world;

import java.util.Locale;

/** What a drill does to a house, and takes back again. */
public enum Harm {
  /** The leader's machine dies, and no power cycle brings it back. */
  LEADER_DIES,
  /** The leader hangs under power; a power cycle brings it back. */
  LEADER_HANGS,
  /** The best standby dies. */
  STANDBY_DIES,
  /** Heartbeats of the leader are missing, and nothing else is wrong. */
  HEARTBEATS_MISSING,
  /** The broker is gone. */
  BROKER_LOST,
  /** The control plane's own network is cut, its broker beside it. */
  NETWORK_CUT,
  /** The switch answers, and refuses every command. */
  SWITCH_REFUSES,
  /** The process of the control plane is killed. */
  CONTROL_CRASHES;

  private final String word = name().toLowerCase(Locale.ROOT);

  /** The word in a scenario, e.g. {@code leader_dies}. */
  public String word() {
    return word;
  }
}
