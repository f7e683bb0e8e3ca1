package io.piha.world;

import java.util.Locale;

/**
 * One thing that goes wrong, or is done, in a world.
 *
 * @param at when, in milliseconds since the world began
 * @param target which host, pair or command; each kind takes it modulo its choices
 * @param lasting how long, in milliseconds, for what heals by itself
 * @param amount how much: a percentage, a delay, a number of steps
 */
record Mishap(long at, Kind kind, int target, long lasting, int amount) {

  /** Whose fault it is. */
  enum Of {
    /** A host, or what it says. */
    HOST,
    /** One who only looks: with the leader alive it must move nothing (L14). */
    OBSERVER,
    SWITCH,
    /** The control plane's process, disk or machine. */
    PLANE,
    PEOPLE,
    HOUSE,
    /** Of one of two control planes, or of the store between them. */
    LEASE
  }

  /** What can go wrong; the weight is how often, against the others. */
  enum Kind {
    HOST_CRASHES(Of.HOST, 6),
    HOST_DIES_FOR_GOOD(Of.HOST, 4),
    HOST_HANGS(Of.HOST, 4),
    HOST_REBOOT_LOOP(Of.HOST, 2),
    HOST_BOOTS_SLOWLY(Of.HOST, 2),
    HOST_ZOMBIE(Of.HOST, 3),
    HOST_FLAPS(Of.HOST, 2),
    HOST_RESTARTS_AS_ANNOUNCED(Of.HOST, 2),
    HOST_NEVER_RETURNS_FROM_UPDATE(Of.HOST, 1),
    HOST_DEAF(Of.HOST, 2),
    HOST_SLOW_TO_OBEY(Of.HOST, 2),
    HOST_LIES(Of.HOST, 1),
    HOST_USURPS(Of.HOST, 2),
    HOST_SAYS_PASSIVE(Of.HOST, 1),
    HOST_DISK_RESTORED(Of.HOST, 1),
    HOST_SECOND_SUPPLY(Of.HOST, 1),
    HOST_CUT_OFF(Of.HOST, 4),
    HEARTBEATS_MISSING(Of.OBSERVER, 3),
    HEARTBEATS_LOST(Of.HOST, 2),
    HEARTBEATS_LATE(Of.HOST, 2),
    HEARTBEATS_TWICE(Of.OBSERVER, 2),
    PROBE_WRONG(Of.OBSERVER, 3),
    PROBE_UNKNOWN(Of.OBSERVER, 2),
    PROBES_NOT_RUN(Of.OBSERVER, 2),
    BROKER_CRASHES(Of.OBSERVER, 3),
    BROKER_FORGETS(Of.OBSERVER, 2),
    BROKER_SLOW(Of.OBSERVER, 2),
    BROKER_RESTART_LOOP(Of.OBSERVER, 2),
    STATE_REPLAYED(Of.HOUSE, 1),
    WITNESS_SILENT(Of.OBSERVER, 2),
    LINK_CUT(Of.HOUSE, 4),
    LINK_CUT_ONE_WAY(Of.HOUSE, 4),
    PLANE_CUT_OFF(Of.OBSERVER, 3),
    SWITCH_UNREACHABLE(Of.OBSERVER, 2),
    SWITCH_REFUSES(Of.SWITCH, 2),
    SWITCH_LIES(Of.SWITCH, 2),
    SWITCH_MUTE(Of.SWITCH, 2),
    SWITCH_SLOW(Of.SWITCH, 2),
    SWITCH_STUCK_OFF(Of.SWITCH, 1),
    SWITCH_REBOOTS(Of.SWITCH, 1),
    HOUSE_POWER_BLIP(Of.HOUSE, 1),
    PLANE_CRASHES(Of.PLANE, 3),
    PLANE_DIES_IN_WRITE(Of.PLANE, 4),
    PLANE_DIES_IN_EFFECT(Of.PLANE, 4),
    PLANE_DIES_IN_DECISION(Of.PLANE, 3),
    PLANE_STALLS(Of.OBSERVER, 3),
    PLANE_SUSPENDED(Of.OBSERVER, 2),
    WALL_CLOCK_JUMPS(Of.OBSERVER, 3),
    DISK_FULL(Of.PLANE, 2),
    DISK_SLOW(Of.PLANE, 3),
    CONFIGURATION_CHANGES(Of.PLANE, 2),
    SECOND_CONTROL_PLANE(Of.PEOPLE, 1),
    FREEZE_TOPIC(Of.PEOPLE, 2),
    REQUEST(Of.PEOPLE, 8),
    REQUEST_FORCED(Of.PEOPLE, 2),
    REQUEST_REPEATED(Of.PEOPLE, 1),
    REQUEST_OUTDATED(Of.PEOPLE, 1),
    LEASE_STORE_DOWN(Of.LEASE, 3),
    LEASE_STORE_CUT_OFF(Of.LEASE, 5),
    LEASE_STORE_UNHEARD(Of.LEASE, 4),
    LEASE_STORE_SLOW(Of.LEASE, 4),
    LEASE_DELETED(Of.LEASE, 2),
    PLANE_PAUSED(Of.LEASE, 5),
    PLANE_PAUSED_IN_ACT(Of.LEASE, 5),
    OTHER_PLANE_CRASHES(Of.LEASE, 3),
    BOTH_PLANES_CRASH(Of.LEASE, 2),
    PLANE_LOSES_BROKER(Of.LEASE, 3),
    OTHER_WALL_CLOCK_JUMPS(Of.LEASE, 2),
    HANDED_OVER(Of.LEASE, 5);

    final Of of;
    final int weight;

    Kind(Of of, int weight) {
      this.of = of;
      this.weight = weight;
    }

    String words() {
      return name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }
  }

  @Override
  public String toString() {
    return Transcript.at(at)
        + " "
        + kind.words()
        + " (target "
        + target
        + ", for "
        + lasting / 1000
        + " s, amount "
        + amount
        + ")";
  }
}
