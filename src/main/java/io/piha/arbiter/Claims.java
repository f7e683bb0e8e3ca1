package io.piha.arbiter;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Claims of leadership: acknowledgements where they were ordered, conflicts where the book says
 * otherwise.
 *
 * <p>Of two claimants only the one without the current epoch is ever demoted or fenced (S16). It
 * hears the true state again and an order to demote; if it goes on it is fenced where that can be
 * had, else a person is alarmed.
 */
final class Claims {

  private Claims() {}

  /** A live word of {@code host} that it leads. */
  static void leads(Desk desk, String host, long epoch, Sign sign) {
    switch (desk.phase()) {
      case Phase.FirstLook _ -> {}
      case Phase.Ordered ordered -> {
        long given = ordered.order().order().epoch();
        if (!host.equals(ordered.takeover().to())) {
          against(desk, host, epoch);
        } else if (epoch < 0 || epoch >= given) {
          // One that names a higher epoch leads as well; it is then ordered above that.
          desk.highest = Math.max(desk.highest, epoch);
          Succession.acknowledged(desk, ordered.takeover(), given, sign.of(host));
        }
        // One that names an older epoch has not heard the order yet.
      }
      case Phase.Leaderless leaderless ->
          whileLeaderless(desk, leaderless, host, epoch, sign.of(host));
      case Phase.Claiming claiming -> {
        if (host.equals(claiming.takeover().to()) || host.equals(claiming.takeover().from())) {
          higher(desk, host, epoch);
        } else {
          against(desk, host, epoch);
        }
      }
      case Phase.Steady _, Phase.Suspect _, Phase.Recovering _ -> {
        if (host.equals(desk.leader)) {
          higher(desk, host, epoch);
        } else {
          against(desk, host, epoch);
        }
      }
      case Phase.Deposing deposing -> {
        if (!host.equals(Depose.whom(deposing))) {
          against(desk, host, epoch);
        }
      }
      case Phase.Fencing fencing -> {
        if (!host.equals(fencing.takeover().from())) {
          against(desk, host, epoch);
        }
      }
      case Phase.Readying _ -> against(desk, host, epoch);
    }
  }

  private static void whileLeaderless(
      Desk desk, Phase.Leaderless phase, String host, long epoch, String how) {
    boolean current = epoch == desk.highest || (epoch < 0 && host.equals(desk.holder));
    if (current && host.equals(desk.holder)) {
      desk.leads(host, desk.highest);
      desk.note(
          Kind.PROMOTED,
          Severity.WARNING,
          host,
          host + " leads " + desk.service + " with epoch " + desk.highest + " after all: " + how);
      Succession.settleIncident(desk, host);
    } else if (host.equals(phase.former())) {
      // Refused in this incident, or it would lead by now: a person was told.
      desk.seen(epoch);
    } else if (phase.cause() != Phase.Obstacle.NOBODY_CLAIMS) {
      against(desk, host, epoch);
    }
  }

  /** The leader of the book itself names a higher epoch: a new one above it is given. */
  private static void higher(Desk desk, String host, long epoch) {
    if (desk.seen(epoch)) {
      Watch.orderAgain(desk, host + " names epoch " + epoch + ", which is not ours");
    }
  }

  private static void against(Desk desk, String host, long epoch) {
    Book.Contest contest = desk.contests().get(host);
    Instant now = desk.now();
    if (contest == null) {
      desk.openIncident(desk.leader);
      String leader = desk.leader;
      desk.note(
          Kind.CONFLICT,
          Severity.CRITICAL,
          host,
          host
              + " claims to lead"
              + (epoch >= 0 ? " with epoch " + epoch : "")
              + ", but "
              + (leader == null ? "nobody does" : leader + " leads with epoch " + desk.epoch)
              + "; it hears the true state again"
              + (host.equals(desk.holder) ? "" : " and an order to demote"));
      desk.contest(host, Book.Contest.begun(now));
      if (epoch <= desk.highest) {
        desk.republish();
      }
    } else {
      desk.contest(
          host, new Book.Contest(contest.since(), now, contest.alarmed(), contest.actId()));
    }
    if (desk.seen(epoch)) {
      Watch.orderAgain(
          desk,
          host + " claims the higher epoch " + epoch + "; the rightful leader gets one above it");
    }
    if (!host.equals(desk.holder)) {
      desk.demote(host, host + " claims to lead against the book");
    }
  }

  /** A live word of {@code host} that it does not lead. */
  static void passive(Desk desk, String host, long epoch) {
    if (desk.phase() instanceof Phase.Deposing deposing && host.equals(Depose.whom(deposing))) {
      Depose.acknowledged(desk, deposing, "it says so itself");
    }
    if (desk.demoting(host)) {
      desk.dropDemotes(host);
      desk.note(Kind.DEMOTED, Severity.INFO, host, host + " says that it does not lead");
    }
    if (desk.contests().containsKey(host)) {
      desk.contest(host, null);
      settled(desk);
    }
    desk.seen(epoch);
  }

  private static void settled(Desk desk) {
    Incident incident = desk.incident();
    if (desk.contests().isEmpty()
        && desk.phase() instanceof Phase.Steady
        && incident != null
        && (incident.acked() || !incident.failedOver())) {
      desk.closeIncident("the conflict is over");
    }
  }

  // --- standing demotes and contests over time ---

  static void tick(Desk desk) {
    Instant now = desk.now();
    if (!desk.demotes().isEmpty() && desk.brokerSettled()) {
      List<Phase.Standing> left = new ArrayList<>();
      boolean changed = false;
      for (Phase.Standing each : desk.demotes()) {
        if (!each.until().isAfter(now)) {
          changed = true;
          expired(desk, each);
        } else if (!each.repeatAt().isAfter(now)) {
          changed = true;
          left.add(desk.repeat(each));
        } else {
          left.add(each);
        }
      }
      if (changed) {
        desk.demotes(left);
      }
    }
    if (!desk.contests().isEmpty()) {
      // A map's own order may differ from run to run.
      new TreeMap<>(desk.contests()).forEach((host, each) -> contest(desk, host, each));
    }
  }

  private static void expired(Desk desk, Phase.Standing demote) {
    String host = demote.order().host();
    if (Depose.deadBySilence(desk, host, demote)) {
      desk.note(
          Kind.DEMOTED,
          Severity.INFO,
          host,
          host + " has no power port, is silent and all its probes are down");
      desk.contest(host, null);
      settled(desk);
    } else if (!desk.contests().containsKey(host)) {
      // A contest says it with its own words.
      desk.note(
          Kind.ATTENTION,
          Severity.CRITICAL,
          host,
          host
              + " did not acknowledge the order to demote within "
              + Words.span(desk.timing.orderAckTimeout()));
    }
  }

  private static void contest(Desk desk, String host, Book.Contest contest) {
    Instant now = desk.now();
    if (contest.actId() != null) {
      return;
    }
    boolean quiet =
        contest.lastClaim().plus(desk.timing.heartbeatTimeout()).isBefore(now)
            && !desk.demoting(host);
    if (quiet) {
      desk.contest(host, null);
      settled(desk);
      return;
    }
    boolean goesOn =
        !contest.since().plus(desk.timing.orderAckTimeout()).isAfter(now)
            && contest.lastClaim().isAfter(contest.since());
    if (!goesOn || contest.alarmed() || host.equals(desk.holder) || desk.leader == null) {
      // Without a leader nobody is cut: it could be the only one who lives.
      return;
    }
    String no = fenceClaimant(desk, host, contest);
    if (no != null) {
      desk.contest(host, new Book.Contest(contest.since(), contest.lastClaim(), true, null));
      desk.note(
          Kind.CONFLICT,
          Severity.CRITICAL,
          host,
          host
              + " goes on claiming to lead and cannot be stopped from here: "
              + no
              + "; a person must");
    }
  }

  /** Cuts a claimant that goes on; says why it cannot be cut. */
  private static @Nullable String fenceClaimant(Desk desk, String host, Book.Contest contest) {
    if (desk.policy.fence() == Fence.NONE) {
      return "no fence is configured";
    }
    HostPolicy policy = desk.host(host);
    if (policy.port().isEmpty()) {
      return "it has no power port";
    }
    if (desk.frozen()) {
      return "frozen, no port is cut (S6)";
    }
    if (!desk.turn.sighted(desk)) {
      return "blind: " + desk.blindness() + " (S5)";
    }
    return switch (PowerGuard.hold(desk, policy, true)) {
      case Grant.Granted(String actId) -> {
        desk.contest(host, new Book.Contest(contest.since(), contest.lastClaim(), false, actId));
        yield null;
      }
      case Grant.Refused(String why) -> why;
    };
  }

  /**
   * What may have stood in the way of a cut has passed: who goes on claiming is asked once more,
   * and cut then.
   */
  static void anew(Desk desk) {
    for (Map.Entry<String, Book.Contest> each : new TreeMap<>(desk.contests()).entrySet()) {
      Book.Contest contest = each.getValue();
      if (contest.alarmed()) {
        desk.contest(each.getKey(), new Book.Contest(desk.now(), contest.lastClaim(), false, null));
      }
    }
  }

  /** The claimant's port is proven off, or could not be. */
  static void fenced(Desk desk, String host, String actId, boolean proven, String why) {
    Book.Contest contest = desk.contests().get(host);
    if (contest == null || !actId.equals(contest.actId())) {
      return;
    }
    if (proven) {
      desk.contest(host, null);
      desk.dropDemotes(host);
      desk.lost(host);
      settled(desk);
    } else {
      desk.contest(host, new Book.Contest(contest.since(), contest.lastClaim(), true, null));
      desk.note(
          Kind.CONFLICT,
          Severity.CRITICAL,
          host,
          host
              + " goes on claiming to lead and could not be fenced: "
              + why
              + "; a person must stop it");
      Isolation.release(desk, host);
    }
  }

  /** An order on the command topic that is not ours: somebody else gives orders. */
  static void foreignOrder(Desk desk, Signal.ForeignOrder signal) {
    Order order = signal.order();
    if (signal.replayed()) {
      desk.note(
          Kind.ATTENTION,
          Severity.WARNING,
          order.host(),
          "a retained order ("
              + order.verb().word()
              + " "
              + order.host()
              + ", epoch "
              + order.epoch()
              + ") lies on the command topic; orders are never retained");
      return;
    }
    desk.openIncident(desk.leader);
    desk.note(
        Kind.CONFLICT,
        Severity.CRITICAL,
        order.host(),
        "an order that is not ours was given: "
            + order.verb().word()
            + " "
            + order.host()
            + " with epoch "
            + order.epoch()
            + "; somebody else gives orders for "
            + desk.service);
    if (order.epoch() >= desk.highest && !Epochs.isNonsense(desk, order.epoch())) {
      desk.seen(order.epoch());
      Watch.orderAgain(desk, "a foreign order was given; the rightful leader is ordered above it");
    } else {
      desk.republish();
    }
  }

  static @Nullable Instant due(Desk desk) {
    Instant due = null;
    if (desk.brokerSettled()) {
      for (Phase.Standing each : desk.demotes()) {
        due = earlier(due, earlier(each.repeatAt(), each.until()));
      }
    }
    for (Book.Contest each : desk.contests().values()) {
      if (each.actId() == null) {
        Instant over = each.since().plus(desk.timing.orderAckTimeout());
        Instant quiet = each.lastClaim().plus(desk.timing.heartbeatTimeout()).plusMillis(1);
        due = earlier(due, desk.now().isBefore(over) ? over : null);
        due = earlier(due, desk.now().isBefore(quiet) ? quiet : null);
      }
    }
    return due;
  }

  static @Nullable Instant earlier(@Nullable Instant one, @Nullable Instant other) {
    if (one == null) {
      return other;
    }
    return other != null && other.isBefore(one) ? other : one;
  }
}
