package io.piha.arbiter;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An empty book: who leads is learnt from the retained state and from what the hosts claim, for one
 * sighted heartbeat time-out (S19).
 */
final class FirstLook {

  private FirstLook() {}

  /** A retained state names somebody: it is adopted at its epoch, alive or not. */
  static void adopt(Desk desk, PublicState state, String host, long epoch) {
    String said = "the retained state says so";
    switch (state) {
      case LEADER -> {
        Isolation.release(desk, host);
        desk.leads(host, epoch);
        desk.note(
            Kind.LEADER_ADOPTED,
            Severity.INFO,
            host,
            host + " leads " + desk.service + " with epoch " + epoch + ": " + said);
        Succession.settleIncident(desk, host);
      }
      case RECOVERING, MAINTENANCE -> {
        desk.highest = Math.max(desk.highest, epoch);
        desk.leader = null;
        desk.become(new Phase.FirstLook(host));
        desk.note(
            Kind.LEADER_ADOPTED,
            Severity.INFO,
            host,
            "the retained state says "
                + state.word()
                + " for "
                + host
                + "; it will be ordered to lead with a new epoch");
      }
      case NONE -> {
        desk.highest = Math.max(desk.highest, epoch);
        desk.touch();
      }
    }
  }

  static void tick(Desk desk, Phase.FirstLook phase) {
    if (!desk.turn.sighted(desk)) {
      return;
    }
    if (phase.orderHost() != null && desk.knows(phase.orderHost())) {
      claim(desk, phase.orderHost(), "the retained state names it");
      return;
    }
    decide(desk, false);
  }

  /** Nobody claimed in time; a claim that comes later is taken as it comes. */
  static void again(Desk desk, Phase.Leaderless phase) {
    if (phase.former() == null && desk.turn.sighted(desk)) {
      decide(desk, true);
    }
  }

  private static void decide(Desk desk, boolean late) {
    List<String> claimants = new ArrayList<>();
    List<String> bare = new ArrayList<>();
    List<String> beating = new ArrayList<>();
    for (HostPolicy host : desk.policy.hosts()) {
      Vitals vitals = desk.vitals(host.name());
      if (vitals.heard() == null
          || vitals.heard().plus(desk.timing.heartbeatTimeout()).isBefore(desk.now())) {
        continue;
      }
      beating.add(host.name());
      if (vitals.claim() == HostClaim.LEADER) {
        claimants.add(host.name());
      } else if (vitals.claim() == null) {
        bare.add(host.name());
      }
    }
    String primary = desk.policy.primary().name();
    if (claimants.size() == 1) {
      String only = claimants.getFirst();
      long epoch = desk.vitals(only).epoch();
      if (epoch >= desk.highest && epoch >= 0) {
        adoptClaim(desk, only, epoch, "it claims to lead with epoch " + epoch);
      } else {
        adoptClaim(desk, only, desk.highest + 1, "it claims to lead");
      }
    } else if (claimants.size() > 1) {
      String best = best(desk, claimants, primary);
      desk.openIncident(best);
      desk.note(
          Kind.CONFLICT,
          Severity.CRITICAL,
          best,
          Words.list(claimants)
              + " all claim to lead "
              + desk.service
              + "; "
              + best
              + " is ordered to, the others are ordered to demote");
      for (String each : claimants) {
        desk.highest = Math.max(desk.highest, desk.vitals(each).epoch());
      }
      claim(desk, best, "it has the better claim of " + Words.list(claimants));
      for (String each : claimants) {
        if (!each.equals(best)) {
          // Its next heartbeat is no news: it was told above.
          desk.contest(each, Book.Contest.begun(desk.now()));
          desk.demote(each, each + " claims to lead, and " + best + " has the better claim");
        }
      }
    } else if (!bare.isEmpty()) {
      String pick = bare.contains(primary) ? primary : late ? null : bare.getFirst();
      if (pick != null) {
        adoptClaim(desk, pick, desk.highest + 1, "it beats, and nobody says who leads");
      }
    } else if (beating.contains(primary)) {
      claim(desk, primary, "nobody claims to lead, and the primary beats");
    } else if (!late) {
      Leaderless.become(
          desk,
          null,
          Phase.Obstacle.NOBODY_CLAIMS,
          "no host has claimed to lead in "
              + Words.span(desk.timing.heartbeatTimeout())
              + "; a claim or a request ends it");
    }
  }

  private static String best(Desk desk, List<String> claimants, String primary) {
    String best = claimants.getFirst();
    for (String each : claimants) {
      long epoch = desk.vitals(each).epoch();
      long so = desk.vitals(best).epoch();
      if (epoch > so || (epoch == so && each.equals(primary))) {
        best = each;
      }
    }
    return best;
  }

  private static void adoptClaim(Desk desk, String host, long epoch, String why) {
    desk.leads(host, epoch);
    desk.note(
        Kind.LEADER_ADOPTED,
        Severity.INFO,
        host,
        host + " leads " + desk.service + " with epoch " + epoch + ": " + why);
    Incident incident = desk.incident();
    if (incident != null) {
      desk.closeIncident(host + " leads");
    }
  }

  private static void claim(Desk desk, String host, String why) {
    Succession.claim(desk, Takeover.firstLook(host, why), "nobody led");
  }

  /** When the first look is over; null while blind. */
  static @Nullable Instant due(Desk desk) {
    Instant clear = desk.clearSince();
    return clear == null ? null : clear.plus(desk.timing.heartbeatTimeout());
  }
}
