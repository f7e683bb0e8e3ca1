package io.piha.arbiter;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Quiet time, in which evidence is only refreshed. A simulated world need not live through it: when
 * a whole period has repeated itself exactly, so will the next ones, until a deadline comes or
 * something remembered grows old.
 */
public final class Calm {

  private static final Duration DAY = PowerGuard.DAY;

  private Calm() {}

  /**
   * The state with all evidence that is newer than {@code since} moved on by that much. Applied to
   * the state of one period ago it must give the state of now; then nothing else has changed.
   */
  public static State repeated(State state, Instant since, Duration by) {
    List<ServiceState> services = new ArrayList<>();
    for (ServiceState each : state.services()) {
      services.add(
          new ServiceState(
              each.policy(),
              each.book(),
              each.vitals().stream().map(vitals -> moved(vitals, since, by)).toList(),
              each.unknown(),
              each.revision(),
              each.upkeep()));
    }
    Map<PortId, PortState> ports = new HashMap<>();
    state.ports().forEach((id, port) -> ports.put(id, moved(port, since, by)));
    Sight sight = state.sight();
    return new State(
        state.policy(),
        new Sight(
            sight.broker(),
            sight.brokerSince(),
            sight.brokerWhy(),
            moved(sight.roundTripAt(), since, by),
            sight.witnesses(),
            moved(sight.witnessAt(), since, by),
            sight.clearSince(),
            sight.lastStall(),
            sight.lastBlind(),
            sight.why(),
            sight.containers()),
        Roster.of(services),
        state.index(),
        Map.copyOf(ports),
        state.nextIncident(),
        state.switchBoots(),
        state.startedAt(),
        state.bootGrace(),
        state.resyncAt());
  }

  private static Vitals moved(Vitals vitals, Instant since, Duration by) {
    return new Vitals(
        moved(vitals.heard(), since, by),
        vitals.claim(),
        vitals.epoch(),
        vitals.passiveSince(),
        vitals.results(),
        moved(vitals.roundStarted(), since, by),
        moved(vitals.roundEnded(), since, by),
        moved(vitals.allUp(), since, by),
        moved(vitals.allUpStarted(), since, by),
        vitals.absence(),
        vitals.absentUntil(),
        vitals.asked());
  }

  private static PortState moved(PortState port, Instant since, Duration by) {
    return new PortState(
        port.id(),
        port.book(),
        port.reading(),
        moved(port.readAt(), since, by),
        port.trouble(),
        port.troubleSince(),
        port.readAsked(),
        moved(port.answeredAt(), since, by),
        port.learned(),
        port.idleSince(),
        port.resumed());
  }

  private static @Nullable Instant moved(@Nullable Instant at, Instant since, Duration by) {
    return at != null && at.isAfter(since) ? at.plus(by) : at;
  }

  /** When something remembered next passes out of a limit, though no deadline says so. */
  public static Optional<Instant> nextForgetting(State state, Instant now) {
    Instant next = null;
    for (PortState port : state.ports().values()) {
      for (PortState.Count each : port.book().ledger()) {
        next = after(now, next, each.at().plus(state.policy().guard().minInterval()));
        next = after(now, next, each.at().plus(DAY));
      }
    }
    for (ServiceState service : state.services()) {
      for (Instant each : service.book().failovers()) {
        next = after(now, next, each.plus(DAY));
      }
      for (Instant each : service.book().boots().values()) {
        next = after(now, next, each.plus(service.policy().timing().partialGrace()));
        next = after(now, next, each.plus(service.policy().timing().recoveryWait()));
      }
      for (Book.Leave each : service.book().absences().values()) {
        next = after(now, next, each.until());
      }
      for (Incident each : service.book().incidents()) {
        Instant refused = each.fenceRefused();
        if (refused != null) {
          next = after(now, next, refused.plus(state.policy().guard().minInterval()));
        }
      }
    }
    next = after(now, next, state.bootGrace());
    return Optional.ofNullable(next);
  }

  private static @Nullable Instant after(Instant now, @Nullable Instant one, Instant other) {
    return other.isAfter(now) && (one == null || other.isBefore(one)) ? other : one;
  }
}
