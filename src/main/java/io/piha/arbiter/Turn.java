package io.piha.arbiter;

import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
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
  final ArrayDeque<PortNews> news = new ArrayDeque<>();
  Sight sight;
  Map<String, Instant> switchBoots;
  Instant startedAt;
  Instant bootGrace;
  @Nullable Instant resyncAt;

  private final State before;
  private final Map<String, Desk> desks = new HashMap<>(4);
  private final Map<PortId, PortDesk> ports = new HashMap<>(4);
  private long nextIncident;
  private final Set<String> askedServices = new HashSet<>(2);
  private final Set<PortId> askedPorts = new HashSet<>(2);

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

  /** The service's next deadline is to be looked up anew, changed or not. */
  void asked(String service) {
    askedServices.add(service);
  }

  /** The port's next deadline is to be looked up anew, changed or not. */
  void asked(PortId port) {
    askedPorts.add(port);
  }

  /** The service's desk, or null when the configuration does not know it. */
  @Nullable Desk desk(String service) {
    Desk open = desks.get(service);
    if (open != null) {
      return open;
    }
    Integer place = before.index().get(service);
    if (place == null) {
      return null;
    }
    Desk fresh = new Desk(this, before.services().get(place));
    desks.put(service, fresh);
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
    Set<String> touchedServices = new HashSet<>();
    for (Desk desk : desks.values()) {
      int place = before.index().getOrDefault(desk.service, -1);
      ServiceState after = desk.closed();
      if (desk.changed()) {
        services = services.with(place, after);
        touchedServices.add(desk.service);
      }
    }
    Map<PortId, PortState> after = before.ports();
    Set<PortId> touchedPorts = new HashSet<>();
    for (PortDesk desk : ports.values()) {
      if (desk.touched()) {
        if (touchedPorts.isEmpty()) {
          after = new HashMap<>(after);
        }
        after.put(desk.id, desk.closed());
        touchedPorts.add(desk.id);
      }
    }
    State next =
        new State(
            policy,
            sight,
            services,
            before.index(),
            touchedPorts.isEmpty() ? before.ports() : Map.copyOf(after),
            nextIncident,
            switchBoots,
            startedAt,
            bootGrace,
            resyncAt);
    touchedServices.addAll(askedServices);
    touchedPorts.addAll(askedPorts);
    return new Decision(next, effects, entries, touchedServices, touchedPorts);
  }
}
