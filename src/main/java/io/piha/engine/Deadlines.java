package io.piha.engine;

import io.piha.arbiter.Arbiter;
import io.piha.arbiter.Decision;
import io.piha.arbiter.PortId;
import io.piha.arbiter.ServiceState;
import io.piha.arbiter.Signal;
import io.piha.arbiter.State;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.PriorityQueue;
import org.jspecify.annotations.Nullable;

/**
 * When which part of the state next wants to be asked.
 *
 * <p>Lazy: a deadline that moved later stays in the heap at its old time and is asked too early
 * once, which costs less than moving it at each heartbeat.
 */
final class Deadlines {

  /** Whom a deadline belongs to. */
  sealed interface Owner {
    record Service(String name, int place) implements Owner {
      @Override
      public String turn() {
        return "2 " + name;
      }
    }

    record Port(PortId id) implements Owner {
      @Override
      public String turn() {
        return "1 " + id;
      }
    }

    record Site() implements Owner {
      @Override
      public String turn() {
        return "0";
      }
    }

    /** Who comes first of those whose time comes together: always the same one. */
    String turn();

    /** What its deadline is told as. */
    default Signal due() {
      return switch (this) {
        case Service(String name, int _) -> new Signal.Due(name);
        case Port(PortId id) -> new Signal.PortDue(id);
        case Site() -> new Signal.SightDue();
      };
    }
  }

  private record Due(Instant at, Owner owner) implements Comparable<Due> {
    @Override
    public int compareTo(Due other) {
      int byTime = at.compareTo(other.at);
      return byTime != 0 ? byTime : owner.turn().compareTo(other.owner.turn());
    }
  }

  private final PriorityQueue<Due> heap = new PriorityQueue<>();

  /** By the service's place, for every heartbeat looks here. */
  private @Nullable Instant[] services = new Instant[64];

  private final Map<Owner, Instant> others = new HashMap<>();

  /** Looks up everyone's. */
  void ofAll(State state, Instant now) {
    ofServices(state, now);
    for (PortId each : state.ports().keySet()) {
      ofPort(state, each, now);
    }
    ofSite(state);
  }

  /** Looks up every service's. */
  void ofServices(State state, Instant now) {
    for (ServiceState each : state.services()) {
      ofService(state, each.policy().service(), now);
    }
  }

  void ofService(State state, String service, Instant now) {
    Integer place = state.index().get(service);
    Instant due = Arbiter.serviceDeadline(state, service, now).orElse(null);
    if (place != null) {
      of(new Decision.Touched(service, place, due), now);
    }
  }

  /** As the decision says. */
  void of(Decision.Touched touched, Instant now) {
    Instant due = touched.due();
    if (due == null) {
      return;
    }
    int place = touched.place();
    if (place >= services.length) {
      services = Arrays.copyOf(services, Math.max(place + 1, 2 * services.length));
    }
    Instant at = notBefore(due, now);
    if (isSooner(at, services[place])) {
      services[place] = at;
      heap.add(new Due(at, new Owner.Service(touched.service(), place)));
    }
  }

  void ofPort(State state, PortId port, Instant now) {
    schedule(new Owner.Port(port), Arbiter.portDeadline(state, port).map(at -> notBefore(at, now)));
  }

  void ofSite(State state) {
    schedule(new Owner.Site(), Arbiter.siteDeadline(state));
  }

  /** A deadline that is over already is asked again very soon, never in a spin. */
  private static Instant notBefore(Instant at, Instant now) {
    return at.isAfter(now) ? at : now.plusMillis(2);
  }

  private void schedule(Owner owner, Optional<Instant> at) {
    if (at.isPresent() && isSooner(at.get(), others.get(owner))) {
      others.put(owner, at.get());
      heap.add(new Due(at.get(), owner));
    }
  }

  private static boolean isSooner(Instant at, @Nullable Instant scheduled) {
    return scheduled == null || at.isBefore(scheduled);
  }

  /** Takes it off the list; false when it moved earlier meanwhile, and was asked then. */
  private boolean takeOff(Due due) {
    if (!(due.owner() instanceof Owner.Service(String _, int place))) {
      return others.remove(due.owner(), due.at());
    }
    if (!due.at().equals(services[place])) {
      return false;
    }
    services[place] = null;
    return true;
  }

  /** Takes out everyone whose time has come. */
  List<Owner> due(Instant now) {
    List<Owner> due = new ArrayList<>();
    Due first = heap.peek();
    while (first != null && !first.at().isAfter(now)) {
      heap.poll();
      if (takeOff(first)) {
        due.add(first.owner());
      }
      first = heap.peek();
    }
    return due;
  }

  /** The next time somebody wants to be asked. */
  Optional<Instant> next() {
    Due first = heap.peek();
    return first == null ? Optional.empty() : Optional.of(first.at());
  }

  void clear() {
    heap.clear();
    others.clear();
    Arrays.fill(services, null);
  }
}
