package io.piha.arbiter;

import java.util.List;
import java.util.Optional;

/**
 * The request that another control plane takes over. Nothing of the house changes by it; all that
 * is known and owed travels along.
 */
final class HandingOver {

  private HandingOver() {}

  /**
   * Judges it.
   *
   * @param request its host is the control plane that is meant, empty for any; its subject names
   *     those that wait for the lease, as this one just heard, with spaces between
   */
  static Requests.Ruling request(Desk desk, Request request) {
    List<String> waiting =
        List.of(request.subject().split(" ", -1)).stream()
            .filter(each -> !each.isEmpty())
            .sorted()
            .toList();
    if (waiting.isEmpty()) {
      return Requests.refuse(
          "no other control plane waits to take over (arbiter.lease: etcd, on both)");
    }
    String to = request.host().isEmpty() ? waiting.getFirst() : request.host();
    if (!waiting.contains(to)) {
      return Requests.refuse(
          to + " does not wait to take over; these do: " + String.join(", ", waiting));
    }
    Optional<String> busy = busy(desk.turn);
    if (busy.isPresent() && !request.force()) {
      return Requests.refuse(busy.get() + "; force passes this");
    }
    return new Requests.Ruling.Accept(
        "control plane "
            + to
            + " takes over, within a few seconds"
            + busy.map(each -> "; it goes on where this one stops: " + each).orElse(""),
        () -> desk.turn.effect(new Effect.HandOver(to)));
  }

  /** What had better be finished by who began it. */
  private static Optional<String> busy(Turn turn) {
    for (Desk each : turn.allDesks()) {
      if (each.chore != null) {
        return Optional.of(
            "a " + each.chore.command().word() + " of " + each.chore.host() + " is under way");
      }
      boolean calm =
          each.phase() instanceof Phase.Steady
              || each.phase() instanceof Phase.Leaderless
              || each.phase() instanceof Phase.FirstLook;
      if (!calm) {
        return Optional.of(each.service + " is not at rest");
      }
      Optional<String> change = Requests.underWay(each);
      if (change.isPresent()) {
        return change;
      }
    }
    for (PortId each : turn.allPorts()) {
      if (turn.port(each).act() != null) {
        return Optional.of("the power of port " + each + " is being switched");
      }
    }
    return Optional.empty();
  }
}
