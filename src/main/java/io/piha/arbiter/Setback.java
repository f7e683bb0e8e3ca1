package io.piha.arbiter;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A change of leadership that came to nothing: another is tried, who led leads on, or nobody is
 * left and a person is told.
 */
final class Setback {

  private Setback() {}

  /** The order's time is over without an acknowledgement. */
  static void notAcknowledged(Desk desk, Takeover takeover, long given) {
    String to = takeover.to();
    String why = to + " did not acknowledge the order of epoch " + given;
    desk.note(Kind.PROMOTE_FAILED, Severity.CRITICAL, to, why);
    desk.openIncident(incidentLeader(desk, takeover));
    desk.changeIncident(each -> each.withFailed(to));
    switch (takeover.cause()) {
      case FAILOVER, REORDER, FIRST_LOOK -> next(desk, takeover, why);
      case REQUEST, FAILBACK -> fail(desk, takeover, why);
      case ROLLBACK -> {
        desk.operation(takeover.requestId(), Succession.action(desk, takeover), "failed", why);
        next(desk, takeover, why);
      }
    }
  }

  private static List<String> failed(Desk desk) {
    Incident incident = desk.incident();
    return incident == null ? List.of() : incident.failed();
  }

  private static @Nullable String incidentLeader(Desk desk, Takeover takeover) {
    Incident incident = desk.incident();
    return incident != null && !incident.failedOver() ? incident.leader() : takeover.from();
  }

  /** Another is tried, the one that did not acknowledge made harmless first; or nobody is left. */
  private static void next(Desk desk, Takeover takeover, String why) {
    String to = takeover.to();
    Optional<String> other = desk.frozen() ? Optional.empty() : Judgement.bestFit(desk, to);
    Order demote = desk.newOrder(Order.Verb.DEMOTE, to, desk.highest, why + "; it must not lead");
    if (other.isPresent()) {
      Depose.begin(desk, Takeover.failover(other.get(), to, why), demote);
      return;
    }
    desk.demote(to, why + "; it must not lead");
    Isolation.release(desk, takeover.from());
    failed(desk).forEach(each -> Isolation.release(desk, each));
    String former =
        switch (takeover.cause()) {
          case FAILOVER, REQUEST, FAILBACK -> Succession.silent(desk, takeover);
          case REORDER, ROLLBACK -> to;
          case FIRST_LOOK -> null;
        };
    if (desk.frozen()) {
      Leaderless.become(
          desk,
          former,
          Phase.Obstacle.FROZEN,
          why + ", and the freeze forbids to promote another; thaw to go on (S6)");
      return;
    }
    Leaderless.become(
        desk,
        former,
        Phase.Obstacle.NOT_ACKNOWLEDGED,
        why + ", and nobody else is fit: " + Judgement.whyNoneFit(desk, to));
  }

  /** A requested change failed: the former leader gets the leadership back with a new epoch. */
  static void fail(Desk desk, Takeover takeover, String why) {
    String from = takeover.from();
    String to = takeover.to();
    boolean failback = takeover.cause() == Takeover.Cause.FAILBACK;
    if (failback) {
      desk.note(Kind.FAILBACK_FAILED, Severity.CRITICAL, to, why);
    }
    desk.operation(takeover.requestId(), failback ? "failback" : "promote", "running", why);
    if (from == null) {
      desk.operation(takeover.requestId(), "promote", "failed", why);
      Leaderless.become(desk, null, Phase.Obstacle.NOT_ACKNOWLEDGED, why);
      return;
    }
    String action = failback ? "failback" : "promote";
    boolean ordered = to.equals(desk.holder) && desk.highest > desk.epoch;
    boolean deposed = desk.phase() instanceof Phase.Readying || ordered;
    String led = why + "; " + from + " leads on";
    if (failback && deposed) {
      Isolation.release(desk, from);
      Isolation.fence(desk, takeover.rollback(from, to, led));
      return;
    }
    if (Vacancy.held(desk, from) || (ordered && !Judgement.aliveNow(desk, from))) {
      Isolation.release(desk, from);
      desk.operation(takeover.requestId(), action, "failed", why);
      Leaderless.become(desk, from, Phase.Obstacle.NOT_ACKNOWLEDGED, why);
    } else if (!Judgement.aliveNow(desk, from)) {
      // It was silent before, and nothing was given to anybody: its incident goes on.
      desk.operation(takeover.requestId(), action, "failed", why);
      desk.leader = from;
      desk.openIncident(from);
      desk.become(Phase.Suspect.fresh(desk.now()));
      desk.probeAll();
    } else {
      Succession.claim(desk, takeover.rollback(from, null, led), "it led before");
    }
    if (ordered) {
      desk.demote(to, why + "; it must not lead");
    }
  }
}
