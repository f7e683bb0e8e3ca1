package io.piha.rules;

import io.piha.arbiter.Effect;
import io.piha.arbiter.GuardPolicy;
import io.piha.arbiter.HostPolicy;
import io.piha.arbiter.Phase;
import io.piha.arbiter.PortId;
import io.piha.arbiter.PortState;
import io.piha.arbiter.ServicePolicy;
import io.piha.arbiter.ServiceState;
import io.piha.arbiter.Signal;
import io.piha.arbiter.State;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What must be true when a command leaves for a switch. */
final class PowerRules {

  private static final Duration DAY = Duration.ofHours(24);
  private static final int REMEMBERED = 256;

  private record Cycle(String actId, String host, Instant at) {}

  private final Evidence evidence;
  private final OrderRules orders;
  private final Intents intents;
  private final Map<PortId, List<Cycle>> cycles = new HashMap<>();
  private final Deque<String> cuts = new ArrayDeque<>();
  private final Map<PortId, List<String>> places = new HashMap<>();

  PowerRules(Evidence evidence, OrderRules orders, Intents intents) {
    this.intents = intents;
    this.evidence = evidence;
    this.orders = orders;
  }

  /** What an earlier run wrote down of it. */
  void resume(State state) {
    state
        .ports()
        .forEach(
            (id, port) -> {
              List<Cycle> past = new ArrayList<>();
              for (PortState.Count each : port.book().ledger()) {
                if (each.counted() && each.automatic() && !each.cut()) {
                  past.add(new Cycle(each.actId(), each.host(), each.at()));
                }
              }
              cycles.put(id, past);
            });
  }

  /** A command that surely changed nothing was no cycle and no cut. */
  void hear(Signal signal) {
    if (signal instanceof Signal.HostLearned seen && !seen.ports().isEmpty()) {
      places.put(seen.port(), seen.ports());
    }
    if (signal instanceof Signal.PortSet set
        && !set.on()
        && (set.answer() == Signal.SetAnswer.REFUSED
            || set.answer() == Signal.SetAnswer.NOT_SENT)) {
      cycles
          .getOrDefault(set.port(), new ArrayList<>())
          .removeIf(each -> each.actId().equals(set.actId()));
    }
  }

  void set(State next, Effect.SetPort set, Instant now, List<Breach> breaches) {
    PortState port = next.ports().get(set.port());
    PortState.Act act = port == null ? null : port.book().act();
    String service = act == null ? "" : act.service();
    if (set.on()) {
      orders.lit(set.port(), now);
      return;
    }
    if (cuts.contains(set.actId())) {
      breaches.add(
          new Breach(Rule.S10, service, "port " + set.port() + " is cut twice for one decision"));
    }
    intents.add(() -> remember(set.actId()));
    orders.cut(set.port(), now);
    if (act == null) {
      breaches.add(new Breach(Rule.S4, service, "port " + set.port() + " is cut for no act"));
      return;
    }
    ServicePolicy policy = next.policy().service(act.service()).orElse(null);
    HostPolicy host = policy == null ? null : policy.host(act.host()).orElse(null);
    if (host == null || !host.port().filter(set.port()::equals).isPresent()) {
      breaches.add(
          new Breach(Rule.S4, service, "port " + set.port() + " is not mapped to " + act.host()));
      return;
    }
    if (act.automatic()) {
      automatic(next, act, set.actId(), set.port(), now, breaches);
    }
  }

  private void remember(String actId) {
    cuts.addLast(actId);
    if (cuts.size() > REMEMBERED) {
      cuts.removeFirst();
    }
  }

  private void automatic(
      State next,
      PortState.Act act,
      String actId,
      PortId port,
      Instant now,
      List<Breach> breaches) {
    ServicePolicy policy = next.policy().service(act.service()).orElseThrow();
    ServiceState service = next.services().get(next.index().getOrDefault(act.service(), 0));
    boolean contested = service.book().contests().containsKey(act.host());
    if (!evidence.sightedFor(policy.timing().heartbeatTimeout(), now)) {
      breaches.add(
          new Breach(
              Rule.S5,
              act.service(),
              "port " + port + " is cut, last blind at " + evidence.lastBlind()));
    }
    if (!contested && evidence.inGrace(act.service(), act.host(), now)) {
      breaches.add(
          new Breach(Rule.S19, act.service(), "power is cut while hosts may still be booting"));
    }
    if (contested && act.host().equals(service.book().holder())) {
      breaches.add(
          new Breach(Rule.S16, act.service(), "the holder " + act.host() + " is cut for a claim"));
    }
    if (!contested && evidence.isAbsent(act.service(), act.host(), now)) {
      breaches.add(
          new Breach(
              Rule.S22, act.service(), act.host() + " is cut in an absence that it announced"));
    }
    Instant beat = evidence.beat(act.service(), act.host());
    if (!contested
        && act.host().equals(service.book().leader())
        && beat != null
        && beat.plus(policy.timing().heartbeatTimeout()).isAfter(now)) {
      breaches.add(
          new Breach(Rule.S12, act.service(), act.host() + " is cut, it was heard at " + beat));
    }
    List<String> place = places.get(port);
    if (place != null && !place.contains(port.port())) {
      breaches.add(
          new Breach(
              Rule.S4,
              act.service(),
              "port " + port + " is cut, and " + act.host() + " was last seen on " + place));
    }
    shared(next, act, port, now, breaches);
    if (act.doing() == PortState.Doing.HOLD) {
      boolean rollback =
          service.book().phase() instanceof Phase.Fencing fencing
              && fencing.takeover().requestId() != null;
      if (!contested && !rollback && service.book().freeze() != null) {
        breaches.add(new Breach(Rule.S6, act.service(), "port " + port + " is cut while frozen"));
      }
      return;
    }
    counted(next.policy().guard(), act, actId, port, now, breaches);
  }

  /** A port whose host shows life as the leader of another service is left alone. */
  private void shared(
      State next, PortState.Act act, PortId port, Instant now, List<Breach> breaches) {
    for (ServiceState other : next.services()) {
      String leader = other.book().leader();
      if (leader == null || other.policy().service().equals(act.service())) {
        continue;
      }
      boolean there =
          other.policy().host(leader).flatMap(HostPolicy::port).filter(port::equals).isPresent();
      Instant beat = evidence.beat(other.policy().service(), leader);
      if (there
          && beat != null
          && beat.plus(other.policy().timing().heartbeatTimeout()).isAfter(now)) {
        breaches.add(
            new Breach(
                Rule.S4,
                act.service(),
                "port " + port + " is cut, " + leader + " leads " + other.policy().service()));
      }
    }
  }

  private void counted(
      GuardPolicy guard,
      PortState.Act act,
      String actId,
      PortId port,
      Instant now,
      List<Breach> breaches) {
    List<Cycle> past = cycles.computeIfAbsent(port, _ -> new ArrayList<>());
    past.removeIf(each -> !each.at().plus(DAY).isAfter(now));
    long today = past.stream().filter(each -> each.host().equals(act.host())).count();
    for (Cycle each : past) {
      if (each.at().plus(guard.minInterval()).isAfter(now)) {
        breaches.add(
            new Breach(
                Rule.S4,
                act.service(),
                "port " + port + " was cycled at " + each.at() + " already"));
      }
    }
    if (today >= guard.maxPerDay()) {
      breaches.add(
          new Breach(
              Rule.S4, act.service(), today + " cycles of " + act.host() + " in 24 h already"));
    }
    intents.add(() -> past.add(new Cycle(actId, act.host(), now)));
  }
}
