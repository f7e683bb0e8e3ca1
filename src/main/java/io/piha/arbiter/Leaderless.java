package io.piha.arbiter;

import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Nobody leads. A person was told; a fit host, the old leader included, ends it by itself as soon
 * as what stood in the way is gone.
 */
final class Leaderless {

  private Leaderless() {}

  static void become(Desk desk, @Nullable String former, Phase.Obstacle obstacle, String why) {
    if (desk.phase() instanceof Phase.Leaderless already
        && already.cause() == obstacle
        && Objects.equals(already.former(), former)) {
      return;
    }
    desk.leader = null;
    Incident incident = desk.openIncident(former);
    desk.become(new Phase.Leaderless(desk.now(), former, obstacle, why));
    desk.note(
        Kind.LEADERLESS,
        Severity.CRITICAL,
        former,
        "nobody leads " + desk.service + ": " + why,
        Map.of(
            "incident",
            incident.id(),
            "obstacle",
            obstacle.name().toLowerCase(java.util.Locale.ROOT)));
    Book.PublicWord said = desk.published();
    if (said == null || said.state() != PublicState.NONE || said.epoch() != desk.highest) {
      desk.publish(PublicState.NONE, "", desk.highest);
    }
    if (obstacle == Phase.Obstacle.NONE_FIT && former != null) {
      Isolation.release(desk, former);
    }
  }

  /** Looks again whether somebody can lead. */
  static void tick(Desk desk, Phase.Leaderless phase) {
    if (!desk.turn.sighted(desk)) {
      return;
    }
    String former = phase.former();
    if (former != null && desk.knows(former) && formerAnswers(desk, phase, former)) {
      comeBack(desk, former, former + " answers all its probes again");
      return;
    }
    switch (phase.cause()) {
      case NOBODY_CLAIMS -> FirstLook.again(desk, phase);
      case FROZEN -> {
        if (!desk.frozen() && former != null) {
          fromStepOne(desk, former, "thawed");
        } else if (!desk.frozen()) {
          tryPromote(desk, null);
        }
      }
      case BUDGET -> {
        if (Judgement.failoversToday(desk.failovers, desk.now())
            < desk.policy.maxFailoversPerDay()) {
          tryPromote(desk, former);
        }
      }
      case NONE_FIT, NOT_ACKNOWLEDGED -> tryPromote(desk, former);
      case NO_FENCE -> {
        if (former != null && fenceRetry(desk, former)) {
          Incident incident = desk.incident();
          boolean confirmed =
              incident != null
                  && incident.cycle() != null
                  && incident.cycle().confirmedOn() != null;
          if (!confirmed || desk.policy.fence() == Fence.CYCLE) {
            desk.changeIncident(Incident::renewed);
          }
          fromStepOne(
              desk,
              former,
              incident == null || incident.fenceRefused() == null
                  ? "the port may be cut again"
                  : "the switch answers and the guard's interval has passed");
        }
      }
    }
  }

  /** All probes of the old leader are up in a round after it was given up. */
  private static boolean formerAnswers(Desk desk, Phase.Leaderless phase, String former) {
    Vitals vitals = desk.vitals(former);
    return !desk.failedNow(former)
        && vitals.roundStarted() != null
        && vitals.roundStarted().isAfter(phase.since())
        && Judgement.allUp(desk.host(former), vitals)
        && Judgement.allUpNow(vitals, desk.timing, desk.now())
        && !Vacancy.held(desk, former);
  }

  /**
   * The old leader lives: it keeps its epoch, or is ordered at a new one where a later was said.
   * Its port is not kept off any longer.
   */
  static void comeBack(Desk desk, String former, String how) {
    Isolation.release(desk, former);
    desk.leader = former;
    Watch.back(desk, former, how);
  }

  private static void tryPromote(Desk desk, @Nullable String former) {
    if (desk.frozen()) {
      become(
          desk,
          former,
          Phase.Obstacle.FROZEN,
          Succession.name(former)
              + " is silent, and the freeze forbids a promotion; thaw to go on (S6)");
      return;
    }
    if (Judgement.bestFit(desk, former).isPresent()) {
      Succession.failover(desk, former);
    }
  }

  private static void fromStepOne(Desk desk, String former, String why) {
    desk.note(Kind.ATTENTION, Severity.INFO, former, why + "; " + former + " is verified anew");
    desk.leader = former;
    desk.become(Phase.Suspect.fresh(desk.now()));
    desk.probeAll();
  }

  private static @Nullable Instant fenceRetryAt(Desk desk) {
    Incident incident = desk.incident();
    return incident == null || incident.fenceRefused() == null
        ? null
        : incident.fenceRefused().plus(desk.turn.policy.guard().minInterval());
  }

  private static boolean fenceRetry(Desk desk, String former) {
    Instant at = fenceRetryAt(desk);
    if (at != null && at.isAfter(desk.now())) {
      return false;
    }
    var id = desk.host(former).port();
    if (id.isEmpty()) {
      return false;
    }
    PortDesk port = desk.turn.port(id.get());
    boolean busy = port.act() != null && port.act().doing() != PortState.Doing.RESTORE;
    if (busy || port.reading == null || !port.trouble.isEmpty()) {
      return false;
    }
    PortState.Doing doing =
        desk.policy.fence() == Fence.CYCLE ? PortState.Doing.CYCLE : PortState.Doing.HOLD;
    return port.hold() != null
        || PowerGuard.refusal(port, desk, former, doing, true, false).isEmpty();
  }

  static @Nullable Instant due(Desk desk, Phase.Leaderless phase) {
    if (phase.cause() == Phase.Obstacle.NO_FENCE) {
      Instant at = fenceRetryAt(desk);
      return at != null && desk.turn.now.isBefore(at) ? at : null;
    }
    if (phase.cause() == Phase.Obstacle.BUDGET && !desk.failovers.isEmpty()) {
      Instant frees = desk.failovers.getFirst().plus(PowerGuard.DAY);
      return desk.turn.now.isBefore(frees) ? frees : null;
    }
    return null;
  }
}
