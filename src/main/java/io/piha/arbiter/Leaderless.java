package io.piha.arbiter;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Nobody leads. A person was told; a fit host, the old leader included, ends it by itself as soon
 * as what stood in the way is gone.
 */
final class Leaderless {

  /** Beyond a heartbeat time-out, how long a held port may stay dark while nobody leads (S8). */
  private static final Duration DARK = Duration.ofSeconds(60);

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
      Succession.release(desk, former);
    }
  }

  /** Looks again whether somebody can lead. */
  static void tick(Desk desk, Phase.Leaderless phase) {
    powerOwed(desk, phase);
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
          FirstLook.again(desk, phase);
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
          desk.changeIncident(Incident::renewed);
          fromStepOne(desk, former, "the switch answers and the guard's interval has passed");
        }
      }
    }
  }

  /** All probes of the old leader are up in a round after it was given up. */
  private static boolean formerAnswers(Desk desk, Phase.Leaderless phase, String former) {
    Vitals vitals = desk.vitals(former);
    Incident incident = desk.incident();
    boolean refused = incident != null && incident.failed().contains(former);
    return !refused
        && vitals.roundStarted() != null
        && vitals.roundStarted().isAfter(phase.since())
        && Judgement.allUp(desk.host(former), vitals)
        && Judgement.allUpNow(vitals, desk.timing, desk.now())
        && !heldOff(desk, former);
  }

  private static boolean heldOff(Desk desk, String host) {
    return desk.host(host).port().map(p -> desk.turn.port(p).hold() != null).orElse(false);
  }

  /**
   * The old leader lives: it keeps its epoch, or is ordered at a new one where a later was said.
   */
  static void comeBack(Desk desk, String former, String how) {
    desk.leader = former;
    Watch.back(desk, former, how);
  }

  private static void tryPromote(Desk desk, @Nullable String former) {
    if (former == null) {
      return;
    }
    if (desk.frozen()) {
      become(
          desk,
          former,
          Phase.Obstacle.FROZEN,
          former + " is silent, and the freeze forbids a promotion; thaw to go on (S6)");
      return;
    }
    if (Judgement.bestFit(desk, former).isPresent()) {
      Succession.failover(desk, former);
    }
  }

  private static void fromStepOne(Desk desk, String former, String why) {
    desk.note(Kind.ATTENTION, Severity.INFO, former, why + "; " + former + " is verified anew");
    desk.leader = former;
    desk.become(new Phase.Suspect(desk.now(), null, null, Phase.Told.NOTHING));
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
    var port = desk.host(former).port();
    return port.isPresent()
        && desk.turn.port(port.get()).trouble.isEmpty()
        && desk.turn.port(port.get()).reading != null;
  }

  /** S8: a held port is lit again once nobody has led for too long, frozen or blind. */
  private static void powerOwed(Desk desk, Phase.Leaderless phase) {
    if (owedAt(desk, phase).isAfter(desk.now())) {
      return;
    }
    releaseAll(desk);
  }

  static void releaseAll(Desk desk) {
    for (HostPolicy host : desk.policy.hosts()) {
      if (host.port().isPresent() && held(desk, host) && !neededElsewhere(desk, host)) {
        PortDesk port = desk.turn.port(host.port().get());
        desk.note(
            Kind.ATTENTION,
            Severity.WARNING,
            host.name(),
            "nobody has led for too long: port "
                + port.id
                + " of "
                + host.name()
                + " is switched on again (S8)");
        port.hold(null);
        PowerGuard.restore(port, desk.service, host.name());
      }
    }
  }

  private static boolean held(Desk desk, HostPolicy host) {
    return host.port().map(p -> desk.turn.port(p).hold() != null).orElse(false);
  }

  /** Another service's promotion rests on the same hold and is not acknowledged yet. */
  private static boolean neededElsewhere(Desk desk, HostPolicy host) {
    for (Map.Entry<Desk, String> user : desk.turn.port(host.port().orElseThrow()).users()) {
      Desk other = user.getKey();
      if (other != desk) {
        boolean rests =
            switch (other.phase()) {
              case Phase.Fencing _, Phase.Claiming _, Phase.Ordered _ -> true;
              case Phase.FirstLook _,
                  Phase.Steady _,
                  Phase.Suspect _,
                  Phase.Recovering _,
                  Phase.Deposing _,
                  Phase.Readying _,
                  Phase.Leaderless _ ->
                  false;
            };
        if (rests) {
          return true;
        }
      }
    }
    return false;
  }

  private static Instant owedAt(Desk desk, Phase.Leaderless phase) {
    return phase.since().plus(desk.timing.heartbeatTimeout()).plus(DARK);
  }

  /** How long a held port may stay dark without a leader, from the loss of leadership. */
  static Instant darkUntil(Desk desk, Instant since) {
    return since.plus(desk.timing.heartbeatTimeout()).plus(DARK);
  }

  static @Nullable Instant due(Desk desk, Phase.Leaderless phase) {
    boolean anyHeld = desk.policy.hosts().stream().anyMatch(each -> held(desk, each));
    Instant owed = owedAt(desk, phase);
    if (anyHeld) {
      // Past its time it waits for another service's promotion: looked at every second.
      return desk.turn.now.isBefore(owed) ? owed : desk.turn.now.plusSeconds(1);
    }
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
