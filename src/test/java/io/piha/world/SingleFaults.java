package io.piha.world;

import java.util.ArrayList;
import java.util.List;

/** Every single fault that the simulation knows, once for each party that it can hit. */
final class SingleFaults {

  private static final long LASTING = 180_000;

  private static final int HOSTS = 2;

  /** The control plane and the broker, each with every other party; not what never talks. */
  private static final List<Integer> PAIRS = List.of(0, 1, 2, 3, 4, 7, 8);

  /** Promote, demote, freeze, thaw, reset, failback, acknowledge. */
  private static final List<Integer> COMMANDS = List.of(0, 1, 2, 3, 4, 5, 6);

  private SingleFaults() {}

  static List<Mishap> all() {
    List<Mishap> all = new ArrayList<>();
    for (Mishap.Kind kind : Mishap.Kind.values()) {
      if (kind.of == Mishap.Of.LEASE) {
        continue;
      }
      switch (kind) {
        case LINK_CUT -> PAIRS.forEach(each -> add(all, kind, each, 36));
        case LINK_CUT_ONE_WAY ->
            PAIRS.forEach(
                each -> {
                  add(all, kind, each, 36);
                  add(all, kind, each, 37);
                });
        case REQUEST, REQUEST_FORCED ->
            COMMANDS.forEach(
                each -> {
                  add(all, kind, each, 36);
                  add(all, kind, each, 37);
                });
        case REQUEST_REPEATED, REQUEST_OUTDATED -> add(all, kind, 0, 37);
        case STATE_REPLAYED, SECOND_CONTROL_PLANE, HOST_USURPS -> {
          for (int host = 0; host < HOSTS; host++) {
            add(all, kind, host, 36);
            add(all, kind, host, 37);
          }
        }
        case PLANE_DIES_IN_WRITE -> {
          add(all, kind, 0, 0);
          add(all, kind, 1, 0);
        }
        case PLANE_CUT_OFF, CONFIGURATION_CHANGES, WALL_CLOCK_JUMPS, PLANE_CRASHES -> {
          add(all, kind, 0, 36);
          add(all, kind, 0, 53);
        }
        case PLANE_DIES_IN_EFFECT, PLANE_DIES_IN_DECISION -> add(all, kind, 0, 0);
        default -> {
          boolean host = kind.of == Mishap.Of.HOST || isOfHost(kind);
          for (int each = 0; each < (host ? HOSTS : 1); each++) {
            add(all, kind, each, 36);
          }
        }
      }
    }
    return all;
  }

  private static boolean isOfHost(Mishap.Kind kind) {
    return switch (kind) {
      case HEARTBEATS_MISSING, HEARTBEATS_TWICE, PROBE_WRONG, PROBE_UNKNOWN, PROBES_NOT_RUN -> true;
      default -> false;
    };
  }

  private static void add(List<Mishap> all, Mishap.Kind kind, int target, int amount) {
    all.add(new Mishap(0, kind, target, LASTING, amount));
  }
}
