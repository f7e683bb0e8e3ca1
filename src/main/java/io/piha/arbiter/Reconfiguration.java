package io.piha.arbiter;

import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** A changed configuration under a running engine. */
final class Reconfiguration {

  private Reconfiguration() {}

  /** A leader is not removed, nor a port that is owed power, held, or being worked on. */
  static Optional<String> refusal(State state, SitePolicy next) {
    for (ServiceState each : state.services()) {
      Optional<ServicePolicy> policy = next.service(each.policy().service());
      String leader = each.book().leader();
      boolean keepsLeader = leader == null || policy.flatMap(p -> p.host(leader)).isPresent();
      if (!keepsLeader) {
        return Optional.of("it removes " + leader + ", which leads " + each.policy().service());
      }
      boolean settled =
          each.book().phase() instanceof Phase.Steady
              || each.book().phase() instanceof Phase.FirstLook;
      if (!settled && policy.isEmpty()) {
        return Optional.of(
            "it removes the service " + each.policy().service() + ", which is not settled");
      }
      Chore chore = each.book().chore();
      if (chore != null && policy.flatMap(p -> p.host(chore.host())).isEmpty()) {
        return Optional.of(
            "it removes %s, whose %s is under way".formatted(chore.host(), chore.command().word()));
      }
      if (!settled && !samePeople(each.policy(), policy.orElseThrow())) {
        return Optional.of(
            "it changes the hosts of " + each.policy().service() + " while it is not settled");
      }
    }
    for (PortState port : state.ports().values()) {
      boolean bound =
          port.book().act() != null
              || port.book().hold() != null
              || port.book().owedSince() != null;
      boolean kept =
          next.services().stream()
              .flatMap(service -> service.hosts().stream())
              .anyMatch(host -> host.port().equals(Optional.of(port.id())));
      if (bound && !kept) {
        return Optional.of("it removes port " + port.id() + ", which is held off or owed power");
      }
    }
    return Optional.empty();
  }

  private static boolean samePeople(ServicePolicy now, ServicePolicy next) {
    return now.hosts().stream()
        .map(HostPolicy::name)
        .toList()
        .equals(next.hosts().stream().map(HostPolicy::name).toList());
  }

  /** The state under the new policy; what is known of hosts that stay is kept. */
  static State apply(State state, SitePolicy policy, Instant now) {
    Map<String, Book> books = new HashMap<>();
    Map<String, Long> revisions = new HashMap<>();
    for (ServiceState each : state.services()) {
      books.put(each.policy().service(), each.book());
      revisions.put(each.policy().service(), each.revision());
    }
    State fresh = Arbiter.begin(policy, now, books, revisions, Map.of(), state.nextIncident());
    Roster<ServiceState> services = fresh.services();
    for (int i = 0; i < services.size(); i++) {
      ServiceState to = services.get(i);
      Integer place = state.index().get(to.policy().service());
      if (place != null) {
        services = services.with(i, carried(state.services().get(place), to));
      }
    }
    Map<PortId, PortState> states = new HashMap<>(fresh.ports());
    states.replaceAll((id, port) -> state.ports().getOrDefault(id, port));
    return new State(
        policy,
        state.sight().beside(state.sight().containers().under(policy, now), now),
        services,
        fresh.index(),
        Map.copyOf(states),
        state.nextIncident(),
        state.switchBoots(),
        state.startedAt(),
        state.bootGrace(),
        state.resyncAt());
  }

  private static ServiceState carried(ServiceState from, ServiceState to) {
    var vitals =
        to.policy().hosts().stream()
            .map(
                host -> {
                  for (int i = 0; i < from.policy().hosts().size(); i++) {
                    if (from.policy().hosts().get(i).name().equals(host.name())) {
                      return from.vitals().get(i);
                    }
                  }
                  return Vitals.NOTHING;
                })
            .toList();
    return new ServiceState(
        to.policy(),
        to.book(),
        vitals,
        from.unknown(),
        to.revision(),
        from.upkeep().under(to.policy()));
  }
}
