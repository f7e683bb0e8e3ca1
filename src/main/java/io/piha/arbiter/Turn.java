package io.piha.arbiter;

import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One decision being made: the state opened for writing, effects and entries gathered in order.
 * Lives for one call of {@link Arbiter#decide} and is never seen outside, so the arbiter stays a
 * function.
 */
final class Turn {

  final Instant now;
  final SitePolicy policy;
  final List<Effect> effects = new ArrayList<>();
  final List<Entry> entries = new ArrayList<>();
  Sight sight;
  Map<String, Instant> switchBoots;
  Instant startedAt;
  Instant bootGrace;
  @Nullable Instant resyncAt;

  private final State before;
  // Most turns are a heartbeat's, with one desk and nothing else: what is empty is not made.
  private @Nullable Desk first;
  private Map<String, Desk> desks = Map.of();
  private Map<PortId, PortDesk> ports = Map.of();
  private Set<PortId> askedPorts = Set.of();
  private @Nullable ArrayDeque<PortNews> news;
  private long nextIncident;

  Turn(State before, Instant now) {
    this.before = before;
    this.now = now;
    this.policy = before.policy();
    this.sight = before.sight();
    this.switchBoots = before.switchBoots();
    this.startedAt = before.startedAt();
    this.bootGrace = before.bootGrace();
    this.resyncAt = before.resyncAt();
    this.nextIncident = before.nextIncident();
  }

  /** The port's next deadline is to be looked up anew, changed or not. */
  void asked(PortId port) {
    if (askedPorts.isEmpty()) {
      askedPorts = new HashSet<>(2);
    }
    askedPorts.add(port);
  }

  /** The service's desk, or null when the configuration does not know it. */
  @Nullable Desk desk(String service) {
    Desk one = first;
    if (one != null && one.service.equals(service)) {
      return one;
    }
    Desk open = desks.get(service);
    if (open != null) {
      return open;
    }
    Integer place = before.index().get(service);
    if (place == null) {
      return null;
    }
    Desk fresh = new Desk(this, before.services().get(place), place);
    if (one == null) {
      first = fresh;
    } else {
      if (desks.isEmpty()) {
        desks = new LinkedHashMap<>();
      }
      desks.put(service, fresh);
    }
    return fresh;
  }

  List<Desk> allDesks() {
    List<Desk> all = new ArrayList<>();
    for (ServicePolicy each : policy.services()) {
      Desk desk = desk(each.service());
      if (desk != null) {
        all.add(desk);
      }
    }
    return all;
  }

  /** The port's desk; every port that a host names is there. */
  PortDesk port(PortId id) {
    PortDesk open = ports.get(id);
    if (open == null) {
      PortState state = before.ports().get(id);
      open = new PortDesk(this, state == null ? PortState.fresh(id) : state);
      if (ports.isEmpty()) {
        ports = new HashMap<>(4);
      }
      ports.put(id, open);
    }
    return open;
  }

  /** Whether sight was clear before this turn. */
  boolean sightWas() {
    return before.sight().clearSince() != null;
  }

  /** Always in the same order, so that the same signals give the same effects in every run. */
  List<PortId> allPorts() {
    return before.ports().keySet().stream().sorted().toList();
  }

  /** Something a port's users are to hear once it has been looked at. */
  void news(PortNews told) {
    ArrayDeque<PortNews> all = news;
    if (all == null) {
      all = new ArrayDeque<>();
      news = all;
    }
    all.add(told);
  }

  /** What is to be heard next; null when that is all. */
  @Nullable PortNews nextNews() {
    return news == null ? null : news.poll();
  }

  void effect(Effect effect) {
    effects.add(effect);
  }

  long nextIncident() {
    return nextIncident++;
  }

  /**
   * Whether the control plane has been able to see for that service's whole window, and may act for
   * it: a broken rule closes its eyes.
   */
  boolean sighted(Desk desk) {
    return desk.stopped == null && sight.clearFor(desk.timing.heartbeatTimeout(), now);
  }

  Decision closed() {
    Roster<ServiceState> services = before.services();
    List<Decision.Touched> touchedServices = new ArrayList<>(1);
    for (Desk desk : opened()) {
      if (desk.changed()) {
        services = services.with(desk.place, desk.closed());
      }
      if (desk.touched()) {
        touchedServices.add(new Decision.Touched(desk.service, desk.place, Arbiter.due(desk)));
      }
    }
    Map<PortId, PortState> after = before.ports();
    Set<PortId> touchedPorts = askedPorts;
    boolean same = true;
    for (PortDesk desk : ports.values()) {
      if (desk.touched()) {
        after = same ? new HashMap<>(after) : after;
        same = false;
        after.put(desk.id, desk.closed());
        touchedPorts = with(touchedPorts, desk.id);
      }
    }
    State next =
        new State(
            policy,
            sight,
            services,
            before.index(),
            same ? after : Map.copyOf(after),
            nextIncident,
            switchBoots,
            startedAt,
            bootGrace,
            resyncAt);
    return new Decision(next, effects, entries, touchedServices, touchedPorts);
  }

  /** All desks of this turn, in the order in which they were opened. */
  private List<Desk> opened() {
    Desk one = first;
    if (one == null || desks.isEmpty()) {
      return one == null ? List.of() : List.of(one);
    }
    List<Desk> all = new ArrayList<>(desks.size() + 1);
    all.add(one);
    all.addAll(desks.values());
    return all;
  }

  private static <T> Set<T> with(Set<T> some, T one) {
    if (some.isEmpty()) {
      return Set.of(one);
    }
    Set<T> more = some instanceof HashSet ? some : new HashSet<>(some);
    more.add(one);
    return more;
  }
}
