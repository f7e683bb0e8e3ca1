package io.piha.world;

import static org.assertj.core.api.Assertions.assertThat;

import io.piha.arbiter.Arbiter;
import io.piha.arbiter.Book;
import io.piha.arbiter.Decision;
import io.piha.arbiter.HostClaim;
import io.piha.arbiter.HostPolicy;
import io.piha.arbiter.Outlook;
import io.piha.arbiter.Phase;
import io.piha.arbiter.PortId;
import io.piha.arbiter.PortState;
import io.piha.arbiter.ServicePolicy;
import io.piha.arbiter.ServiceState;
import io.piha.arbiter.Signal;
import io.piha.arbiter.SitePolicy;
import io.piha.arbiter.State;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * A control plane that starts with another configuration than the one under which its journal was
 * written: a host has another name, or its port is told no more, in the middle of anything.
 */
class OtherNamesTest {

  @Test
  void theJournalOfEveryPhaseIsReadUnderOtherNames() {
    List<String> told = new ArrayList<>();
    EveryPhaseTest.states()
        .forEach(
            (phase, all) -> {
              for (EveryPhaseTest.Met met : all) {
                others(met.state().policy())
                    .forEach(
                        (what, policy) -> {
                          String name = phase + ", " + what;
                          try {
                            lives(met, policy);
                          } catch (RuntimeException e) {
                            told.add(name + ": " + e + " at " + at(e));
                          }
                        });
              }
            });
    assertThat(told).isEmpty();
  }

  @Test
  void aLeaderWithAnotherNameIsFoundAgainByItsHeartbeat() {
    EveryPhaseTest.Met met =
        Objects.requireNonNull(EveryPhaseTest.states().get("Steady")).getFirst();
    Book before = met.state().services().get(0).book();
    String leader = Objects.requireNonNull(before.leader());
    SitePolicy policy = others(met.state().policy()).get(leader + " is renamed");
    Instant now = met.at().plusSeconds(5);
    Started started = started(met, Objects.requireNonNull(policy), now);
    assertThat(started.said())
        .containsOnlyOnce(
            "the journal names "
                + leader
                + " and the configuration does not: who leads is learnt anew");
    State state = started.state();
    Duration timeout = policy.services().getFirst().timing().heartbeatTimeout();
    for (Instant end = now.plus(timeout).plusSeconds(5); now.isBefore(end); ) {
      now = now.plusSeconds(1);
      for (Signal each :
          List.of(
              new Signal.Heartbeat(
                  House.SERVICE,
                  "renamed",
                  Optional.of(HostClaim.LEADER),
                  OptionalLong.of(before.epoch()),
                  Optional.empty(),
                  now),
              new Signal.RoundTrip(),
              new Signal.WitnessRound(Map.of("router", "")),
              new Signal.SightDue(),
              new Signal.Due(House.SERVICE))) {
        state = Arbiter.decide(state, each, now).next();
      }
    }
    Book after = state.services().get(0).book();
    assertThat(after.leader()).isEqualTo("renamed");
    assertThat(after.epoch()).isGreaterThanOrEqualTo(before.epoch());
    assertThat(after.phase()).isInstanceOf(Phase.Steady.class);
  }

  private static String at(RuntimeException e) {
    return Stream.of(e.getStackTrace())
        .filter(each -> each.getClassName().startsWith("io.piha.arbiter"))
        .limit(4)
        .toList()
        .toString();
  }

  private static Map<String, SitePolicy> others(SitePolicy policy) {
    Map<String, SitePolicy> all = new HashMap<>();
    ServicePolicy service = policy.services().getFirst();
    for (HostPolicy host : service.hosts()) {
      all.put(
          host.name() + " is renamed",
          with(
              policy,
              new HostPolicy(
                  "renamed",
                  host.role(),
                  host.port(),
                  host.unfencedAllowed(),
                  host.probes(),
                  host.upkeep()),
              host));
      all.put(
          host.name() + " has no port",
          with(
              policy,
              new HostPolicy(
                  host.name(),
                  host.role(),
                  Optional.empty(),
                  host.unfencedAllowed(),
                  host.probes(),
                  host.upkeep()),
              host));
    }
    return all;
  }

  private static SitePolicy with(SitePolicy policy, HostPolicy next, HostPolicy instead) {
    ServicePolicy service = policy.services().getFirst();
    List<HostPolicy> hosts = new ArrayList<>(service.hosts());
    hosts.replaceAll(each -> each.equals(instead) ? next : each);
    return new SitePolicy(
        List.of(
            new ServicePolicy(
                service.service(),
                hosts,
                service.timing(),
                service.powerCycle(),
                service.fence(),
                service.maxFailoversPerDay(),
                service.mirrored(),
                service.settlingTime())),
        policy.guard(),
        policy.switchDeadlines(),
        policy.cyclers(),
        policy.containers());
  }

  private record Started(State state, List<String> said) {}

  /** The next run of the control plane, connected, with a witness that answers. */
  private static Started started(EveryPhaseTest.Met met, SitePolicy policy, Instant now) {
    Map<String, Book> books = new HashMap<>();
    Map<String, Long> revisions = new HashMap<>();
    Map<PortId, PortState.PortBook> ports = new HashMap<>();
    for (ServiceState each : met.state().services()) {
      books.put(each.policy().service(), each.book());
      revisions.put(each.policy().service(), each.revision());
    }
    met.state().ports().forEach((id, port) -> ports.put(id, port.book()));
    State state = Arbiter.begin(policy, now, books, revisions, ports, met.state().nextIncident());
    List<String> said = new ArrayList<>();
    for (Signal each :
        List.of(
            new Signal.Started(false),
            new Signal.BrokerConnected(),
            new Signal.RoundTrip(),
            new Signal.WitnessRound(Map.of("router", "")))) {
      Decision decision = Arbiter.decide(state, each, now);
      decision.entries().forEach(entry -> said.add(entry.reason()));
      state = decision.next();
    }
    return new Started(state, said);
  }

  private static void lives(EveryPhaseTest.Met met, SitePolicy policy) {
    Instant now = met.at().plusSeconds(5);
    livesOn(started(met, policy, now).state(), now);
    if (Arbiter.refusesPolicy(met.state(), policy).isEmpty()) {
      livesOn(Arbiter.decide(met.state(), new Signal.Reconfigured(policy), now).next(), now);
    }
  }

  private static void livesOn(State from, Instant at) {
    State state = from;
    Instant now = at;
    for (int i = 0; i < 200; i++) {
      now = now.plusSeconds(3);
      for (Signal each : AnySignal.of(state, now)) {
        Arbiter.decide(state, each, now);
      }
      state = Arbiter.decide(state, new Signal.RoundTrip(), now).next();
      state = Arbiter.decide(state, new Signal.SightDue(), now).next();
      state = Arbiter.decide(state, new Signal.Due(House.SERVICE), now).next();
      for (PortId port : state.ports().keySet()) {
        state = Arbiter.decide(state, new Signal.PortDue(port), now).next();
      }
      Outlook.of(state, House.SERVICE, now);
    }
  }
}
