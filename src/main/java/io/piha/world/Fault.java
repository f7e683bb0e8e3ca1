package io.piha.world;

/** What a house is asked to live through, hypothetically. */
public enum Fault {
  /** The leader's machine dies and does not come back, whatever is done with its power. */
  LEADER_DIES,
  /** The leader's machine dies; a power cycle brings it back. */
  LEADER_CRASHES,
  /** The leader hangs under power; its own watchdog resets it after five minutes. */
  LEADER_HANGS,
  /** Core of the leader dies, and its supervisor answers on. */
  LEADER_IS_A_ZOMBIE,
  /** Heartbeats of the leader are missing, and nothing else is wrong. */
  HEARTBEATS_MISSING,
  /** The best standby dies. */
  STANDBY_DIES,
  /** Leader and standby die together. */
  BOTH_DIE,
  /** The broker is gone for ten minutes. */
  BROKER_LOST,
  /** The control plane's own network is cut for ten minutes, its broker beside it. */
  NETWORK_CUT,
  /** The leader dies while the switch refuses every command. */
  SWITCH_REFUSES,
  /** The leader dies, and the control plane with it for twenty seconds in the middle of it. */
  CONTROL_CRASHES
}
