package io.piha.arbiter;

import io.piha.arbiter.PortState.Act;
import io.piha.arbiter.PortState.Count;
import io.piha.arbiter.PortState.Doing;
import io.piha.arbiter.PortState.Hold;
import io.piha.arbiter.PortState.Step;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Whether a port may be touched at all: the minimum interval, the daily budget, whose power it is.
 *
 * <p>The promise: two automatic cycles of one port are never closer than the interval, no host is
 * cycled more often than its budget in any 24 h, whatever crashed in between, and no port is cut
 * under a living leader of another service (rule S4). What an act does once it was granted is told
 * in {@link PowerActs}.
 */
final class PowerGuard {

  static final Duration DAY = Duration.ofHours(24);

  private PowerGuard() {}

  /** Begins the recovery cycle of a host, or says why not. */
  static Grant cycle(Desk desk, HostPolicy host, boolean automatic, boolean override) {
    PortDesk port = desk.turn.port(host.port().orElseThrow());
    Incident incident = desk.incident();
    long about = incident == null ? 0 : incident.id();
    Optional<Refusal> no = refusal(port, desk, host.name(), Doing.CYCLE, automatic, override);
    if (no.isPresent()) {
      return new Grant.Refused(no.get().why());
    }
    return new Grant.Granted(begin(port, desk, host.name(), Doing.CYCLE, automatic, about));
  }

  /** Begins to cut a host's port and to prove it off, or says why not. */
  static Grant hold(Desk desk, HostPolicy host, boolean automatic) {
    PortDesk port = desk.turn.port(host.port().orElseThrow());
    Incident incident = desk.incident();
    long about = incident == null ? 0 : incident.id();
    Hold held = port.hold();
    if (port.act() == null && held != null) {
      // Already off for another service or an earlier attempt: only the proof is to be had anew.
      Act act =
          fresh(port, desk, host.name(), Doing.HOLD, automatic, about)
              .at(Step.OFF_READING, desk.now());
      port.act(act);
      port.read();
      return new Grant.Granted(act.id());
    }
    Optional<Refusal> no = refusal(port, desk, host.name(), Doing.HOLD, automatic, false);
    if (no.isPresent()) {
      return new Grant.Refused(no.get().why());
    }
    return new Grant.Granted(begin(port, desk, host.name(), Doing.HOLD, automatic, about));
  }

  private static String begin(
      PortDesk port, Desk desk, String host, Doing doing, boolean automatic, long incident) {
    Act act = fresh(port, desk, host, doing, automatic, incident);
    port.act(act);
    port.ledger(
        Desk.with(
            pruned(port),
            new Count(
                act.id(), desk.now(), host, incident, automatic, doing == Doing.HOLD, automatic)));
    if (doing == Doing.CYCLE) {
      port.owed(desk.now());
    }
    port.command(act.id() + "/off", false);
    return act.id();
  }

  private static Act fresh(
      PortDesk port, Desk desk, String host, Doing doing, boolean automatic, long incident) {
    Instant now = desk.now();
    return new Act(
        port.nextActId(),
        doing,
        desk.service,
        host,
        incident,
        automatic,
        now,
        Step.OFF_COMMANDED,
        now,
        null,
        0);
  }

  private static List<Count> pruned(PortDesk port) {
    Duration keep = port.turn.policy.guard().minInterval();
    Duration longest = keep.compareTo(DAY) > 0 ? keep : DAY;
    Instant from = port.turn.now.minus(longest);
    return port.ledger().stream().filter(each -> each.at().isAfter(from)).toList();
  }

  /** Why the port may not be touched now; empty when it may. */
  static Optional<Refusal> refusal(
      PortDesk port, Desk desk, String host, Doing doing, boolean automatic, boolean override) {
    Act act = port.act();
    // A port that cannot be lit may be proven off: somebody else can lead behind it.
    boolean lights = act != null && act.doing() == Doing.RESTORE && doing == Doing.HOLD;
    if (act != null && !lights) {
      return no("port " + port.id + " is busy: " + PortWords.doing(act));
    }
    if (doing == Doing.CYCLE && port.hold() != null) {
      return no("port " + port.id + " is held off; a held port is never cycled (S3)");
    }
    if (!port.trouble.isEmpty()) {
      return no("switch " + port.id.device() + " does not answer: " + port.trouble);
    }
    Optional<String> other = otherLeader(port, desk);
    if (automatic && other.isPresent()) {
      return other.map(Refusal::of);
    }
    Optional<String> moved = SelfTest.moved(port, host);
    if (moved.isPresent() && (automatic || !override)) {
      return no(moved.get() + " (S4)");
    }
    return limit(port, desk, host, doing, automatic, override);
  }

  private static Optional<Refusal> no(String why) {
    return Optional.of(Refusal.of(why));
  }

  /** What interval and budget alone say. */
  static Optional<Refusal> limit(
      PortDesk port, Desk desk, String host, Doing doing, boolean automatic, boolean override) {
    GuardPolicy guard = desk.turn.policy.guard();
    Instant now = desk.now();
    // A cut that ends an incident may follow that incident's own cycle (S4).
    Incident own = doing == Doing.HOLD ? desk.incident() : null;
    Instant last = lastCounted(port.ledger(), own, automatic);
    if (last != null
        && last.plus(guard.minInterval()).isAfter(now)
        && (automatic || !override)
        && (automatic || doing == Doing.CYCLE)) {
      Instant until = last.plus(guard.minInterval());
      return Optional.of(
          new Refusal(
              "port "
                  + port.id
                  + " was cycled "
                  + Words.since(last, now)
                  + " ago; the guard wants "
                  + Words.span(guard.minInterval())
                  + " between two, allowed again in "
                  + Words.since(now, until)
                  + " (S4)",
              Optional.of(Duration.between(now, until))));
    }
    int spent = spentToday(port.ledger(), host, own, now);
    if (automatic && spent >= guard.maxPerDay()) {
      return no(
          "all " + guard.maxPerDay() + " automatic cycles of " + host + " in 24 h are spent (S4)");
    }
    return Optional.empty();
  }

  /** When the last cycle was that keeps the port from being touched again. */
  private static @Nullable Instant lastCounted(
      List<Count> ledger, @Nullable Incident except, boolean automatic) {
    Instant last = null;
    for (Count each : ledger) {
      // A cut of the same incident that failed has its own wait before another is tried.
      boolean own = except != null && each.incident() == except.id();
      boolean counts = automatic ? each.counted() && !own && !ownCycle(each, except) : !each.cut();
      if (counts && (last == null || each.at().isAfter(last))) {
        last = each.at();
      }
    }
    return last;
  }

  /** How many automatic cycles of the host count against today's budget. */
  static int spentToday(List<Count> ledger, String host, @Nullable Incident except, Instant now) {
    int spent = 0;
    for (Count each : ledger) {
      if (each.counted()
          && !ownCycle(each, except)
          && each.host().equals(host)
          && each.at().plus(DAY).isAfter(now)) {
        spent++;
      }
    }
    return spent;
  }

  /** A cycle that the incident made, or that another service made on the same machine for it. */
  private static boolean ownCycle(Count count, @Nullable Incident incident) {
    if (incident == null || count.cut()) {
      return false;
    }
    Incident.SpentCycle spent = incident.cycle();
    return count.incident() == incident.id()
        || (spent != null && spent.actId().equals(count.actId()));
  }

  private static Optional<String> otherLeader(PortDesk port, Desk asking) {
    for (Map.Entry<Desk, String> user : port.users()) {
      Desk desk = user.getKey();
      if (desk != asking
          && user.getValue().equals(desk.leader)
          && Judgement.aliveNow(desk, user.getValue())) {
        return Optional.of(
            user.getValue()
                + " leads "
                + desk.service
                + " and is alive; port "
                + port.id
                + " is not cut under it (S4)");
      }
    }
    return Optional.empty();
  }

  /** A promotion was acknowledged: the cut that made it possible counts no more. */
  static void settle(PortDesk port, long incident) {
    if (incident != 0
        && port.ledger().stream()
            .anyMatch(each -> each.cut() && each.counted() && each.incident() == incident)) {
      port.ledger(
          port.ledger().stream()
              .map(each -> each.cut() && each.incident() == incident ? each.uncounted() : each)
              .toList());
    }
  }

  /** An act that surely did nothing counts for nothing. */
  static void uncount(PortDesk port, String actId) {
    port.ledger(
        port.ledger().stream()
            .map(each -> each.actId().equals(actId) ? each.uncounted() : each)
            .toList());
  }

  /** Another service needs the same hold. */
  static void join(PortDesk port, String service) {
    Hold hold = port.hold();
    if (hold != null && !hold.services().contains(service)) {
      port.hold(
          new Hold(
              Desk.with(hold.services(), service), hold.host(), hold.since(), hold.provenAt()));
    }
  }

  /** Switches a port on, whatever it was held for; a port that is being switched on goes on so. */
  static void restore(PortDesk port, String service, String host) {
    Act act = port.act();
    if (act != null
        && (act.doing() == Doing.RESTORE
            || act.step() == Step.ON_COMMANDED
            || act.step() == Step.ON_READING)) {
      return;
    }
    var _ = light(port, service, host, act == null ? 0 : act.incident());
  }

  /** Begins to give a port its power, for as long as that takes. */
  static Act light(PortDesk port, String service, String host, long incident) {
    Instant now = port.turn.now;
    if (port.owedSince() == null) {
      port.owed(now);
    }
    Act restoring =
        new Act(
            port.nextActId(),
            Doing.RESTORE,
            service,
            host,
            incident,
            false,
            now,
            Step.ON_COMMANDED,
            now,
            null,
            0);
    port.act(restoring);
    port.command(restoring.id() + "/on", true);
    return restoring;
  }

  /** Leaves a port off though it could not be proven off; nobody owes it power for now. */
  static void keepOff(PortDesk port, String service, String host) {
    port.act(null);
    port.owed(null);
    port.hold(new Hold(List.of(service), host, port.turn.now, null));
  }
}
