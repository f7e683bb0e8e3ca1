package io.piha.peers;

import java.nio.file.Path;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/**
 * One failover in which the control plane that acts is struck at one step by one fault. Whatever
 * happens, the house ends with one leader, by one power cycle, and no two have acted at once.
 */
final class LeaseTrial {

  /** What strikes. */
  enum Fault {
    /** SIGKILL, and started again when the other acts. */
    KILLED,
    /** SIGSTOP past its lease, then continued. */
    PAUSED,
    /** Its cable to etcd is pulled past its lease. */
    CUT_FROM_ETCD,
    /** Its cable to the broker is pulled for a while. */
    CUT_FROM_BROKER
  }

  /** When. */
  enum Step {
    SUSPECT,
    RECOVERING,
    OFF,
    ON,
    FENCING,
    CLAIMED,
    ORDERED,
    PROMOTED;

    private boolean isReached(TwoPlanes house) {
      return switch (this) {
        case SUSPECT -> house.acting().recorded("heartbeat_lost");
        case RECOVERING -> house.said("recovering");
        case OFF -> !house.writes().isEmpty();
        case ON -> house.writes().size() >= 2;
        case FENCING -> house.writes().size() >= 3;
        case CLAIMED -> house.said("none");
        case ORDERED -> !house.wire().orders("promote").isEmpty();
        case PROMOTED -> house.standby().state().equals("leader");
      };
    }
  }

  /**
   * What came of it.
   *
   * @param takeover milliseconds from the fault until the other had the lease; empty when none had
   *     to
   * @param active milliseconds from the fault until the other's engine began
   */
  record Outcome(Optional<Long> takeover, Optional<Long> active) {}

  private LeaseTrial() {}

  /** Runs one, in a folder of its own; throws with the whole story when a rule was broken. */
  static Outcome run(Path folder, Step step, Fault fault) throws Exception {
    try (TwoPlanes house = TwoPlanes.well(folder)) {
      Plane struck = house.acting();
      Plane other = house.other(struck);
      house.haos().dies();
      house.await(step.toString(), () -> step.isReached(house));
      long at = System.currentTimeMillis();
      Outcome outcome =
          switch (fault) {
            case KILLED -> {
              struck.engine().kill();
              Outcome taken = taken(house, other, at);
              struck.engine().restart();
              yield taken;
            }
            case PAUSED -> {
              struck.engine().pause();
              Outcome taken = taken(house, other, at);
              struck.engine().resume();
              yield taken;
            }
            case CUT_FROM_ETCD -> {
              struck.etcd().pull();
              Outcome taken = taken(house, other, at);
              struck.etcd().plugIn();
              yield taken;
            }
            case CUT_FROM_BROKER -> {
              struck.broker().pull();
              house.await("it notices", () -> !connected(struck));
              struck.broker().plugIn();
              yield new Outcome(Optional.empty(), Optional.empty());
            }
          };
      house.awaitFailedOver();
      house.await("one acts", () -> house.planes().stream().filter(Plane::acts).count() == 1);
      house.assertSafe();
      return outcome;
    }
  }

  private static boolean connected(Plane plane) {
    return plane.engine().status().path("broker").path("connected").asBoolean(false);
  }

  private static Outcome taken(TwoPlanes house, Plane by, long since) {
    house.await(by.name() + " has the lease", () -> house.holder().equals(by.name()));
    long lease = System.currentTimeMillis() - since;
    house.await(by.name() + " acts", by::acts);
    house.await(by.name() + " has begun", () -> by.recorded("control_started"));
    long began =
        by.records().stream()
            .filter(each -> each.path("kind").asString("").equals("control_started"))
            .mapToLong(LeaseTrial::at)
            .max()
            .orElse(since);
    return new Outcome(Optional.of(lease), Optional.of(began - since));
  }

  private static long at(JsonNode record) {
    return java.time.Instant.parse(record.path("at").asString("")).toEpochMilli();
  }
}
