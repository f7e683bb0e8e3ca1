package io.piha.arbiter;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.PriorityQueue;
import org.jspecify.annotations.Nullable;

/**
 * A whole house on a virtual clock: hosts, a switch, a broker and witnesses around the real
 * arbiter, which is asked exactly as the engine asks it: after each decision its effects are
 * carried out, and at each of its deadlines it is told that the time has come.
 */
final class Stage {

  static final Instant ZERO = Instant.parse("2026-03-01T12:00:00Z");

  /** More turns than this without time moving is a livelock. */
  private static final int TURNS = 1_000;

  /** Sees each decision as it was made. */
  interface Onlooker {
    void decided(State before, Signal signal, Decision decision, Instant now);
  }

  private record Event(Instant at, long place, Runnable act) {}

  final SitePolicy policy;
  final Map<String, StageHost> hosts = new LinkedHashMap<>();
  final Map<PortId, StagePort> ports = new HashMap<>();
  final List<Onlooker> onlookers = new ArrayList<>();

  Instant now;
  State state;
  boolean broker;
  boolean brokerConfirms = true;
  boolean witnesses = true;
  boolean engine;

  /** The engine dies after that decision was written down, before or after its effects. */
  long dieAfter = -1;

  boolean dieLate;
  long decisions;

  /** The engine does not run: what arrives waits for it. */
  boolean stalled;

  /** When the arbiter wants to be told which time has come. */
  private final Map<Signal, Instant> deadlines = new LinkedHashMap<>();

  private final ArrayDeque<Signal> waiting = new ArrayDeque<>();

  /** What lies retained on the state topic, per service. */
  final Map<String, Effect.PublishState> retained = new HashMap<>();

  private final PriorityQueue<Event> events =
      new PriorityQueue<>(Comparator.comparing(Event::at).thenComparingLong(Event::place));
  private final ArrayDeque<String> trace = new ArrayDeque<>();
  private long places;
  private int turns;
  private Instant turnsAt;

  Stage(SitePolicy policy, Instant start) {
    this.policy = policy;
    this.now = start;
    this.turnsAt = start;
    this.state = Arbiter.begin(policy, start);
    for (ServicePolicy service : policy.services()) {
      for (HostPolicy host : service.hosts()) {
        StageHost made = new StageHost(this, service, host);
        hosts.put(host.name(), made);
        host.port().ifPresent(id -> ports.computeIfAbsent(id, p -> new StagePort(this, p)));
      }
    }
  }

  // --- time ---

  void at(Instant when, Runnable act) {
    events.add(new Event(when.isBefore(now) ? now : when, places++, act));
  }

  void in(Duration span, Runnable act) {
    at(now.plus(span), act);
  }

  void runUntil(Instant end) {
    while (true) {
      @Nullable Instant next = next();
      if (next == null || next.isAfter(end)) {
        break;
      }
      now = next.isAfter(now) ? next : now;
      Event event = events.peek();
      if (event != null && !event.at().isAfter(now)) {
        events.poll();
        event.act().run();
      } else {
        deliverDue();
      }
    }
    now = end;
  }

  private @Nullable Instant next() {
    Event event = events.peek();
    Instant next = event == null ? null : event.at();
    if (engine && !stalled) {
      for (Instant each : deadlines.values()) {
        next = next == null || each.isBefore(next) ? each : next;
      }
    }
    return next;
  }

  private void deliverDue() {
    for (Map.Entry<Signal, Instant> each : deadlines.entrySet()) {
      if (!each.getValue().isAfter(now)) {
        deadlines.remove(each.getKey());
        tell(each.getKey());
        return;
      }
    }
  }

  /** As the engine does: what the decision names, and everything after a signal of the site. */
  private void schedule(Signal signal, Decision decision) {
    boolean all = signal instanceof Signal.OfSite;
    for (ServiceState each : state.services()) {
      String name = each.policy().service();
      Optional<Instant> due = Arbiter.serviceDeadline(state, name, now);
      Optional<Decision.Touched> touched =
          decision.services().stream().filter(it -> it.service().equals(name)).findAny();
      touched.ifPresent(
          it ->
              assertThat(Optional.ofNullable(it.due())).as("due after %s", signal).isEqualTo(due));
      if (all || touched.isPresent()) {
        schedule(new Signal.Due(name), due);
      }
    }
    for (PortId each : state.ports().keySet().stream().sorted().toList()) {
      if (decision.ports().contains(each)) {
        schedule(new Signal.PortDue(each), Arbiter.portDeadline(state, each));
      }
    }
    if (all) {
      schedule(new Signal.SightDue(), Arbiter.siteDeadline(state));
    }
  }

  private void schedule(Signal due, Optional<Instant> at) {
    if (at.isPresent()) {
      deadlines.merge(due, at.get(), (one, other) -> one.isBefore(other) ? one : other);
    }
  }

  // --- the arbiter ---

  /** Tells the arbiter and carries out what it wants. */
  void tell(Signal signal) {
    if (!engine) {
      return;
    }
    if (stalled) {
      waiting.add(signal);
      return;
    }
    count(signal);
    State before = state;
    Decision decision = Arbiter.decide(before, signal, now);
    state = decision.next();
    schedule(signal, decision);
    for (Onlooker each : onlookers) {
      each.decided(before, signal, decision, now);
    }
    decisions++;
    boolean dies = decisions == dieAfter;
    if (!dies || dieLate) {
      decision.effects().forEach(this::carryOut);
    }
    if (dies) {
      crash();
      in(Duration.ofSeconds(3), () -> restart(false));
    }
  }

  private void count(Signal signal) {
    if (turnsAt.equals(now)) {
      turns++;
    } else {
      turnsAt = now;
      turns = 0;
    }
    trace.add(Duration.between(ZERO, now) + " " + signal);
    if (trace.size() > 30) {
      trace.removeFirst();
    }
    if (turns > TURNS) {
      throw new AssertionError("time does not move:\n" + String.join("\n", trace));
    }
  }

  /** The last signals, for a failure's message. */
  String trace() {
    return String.join("\n", trace);
  }

  private void carryOut(Effect effect) {
    switch (effect) {
      case Effect.PublishState e -> publish(e);
      case Effect.SendOrder e -> {
        boolean sent = broker;
        in(
            Duration.ofMillis(10),
            () -> {
              tell(new Signal.OrderSent(e.service(), e.order().id(), sent, sent ? "" : "lost"));
              if (sent) {
                StageHost host = hosts.get(e.order().host());
                if (host != null) {
                  host.ordered(e.order());
                }
              }
            });
      }
      case Effect.PublishFreeze _ -> {}
      case Effect.ProbeHost e -> probe(e.host());
      case Effect.ReadPort e -> port(e.port()).read();
      case Effect.SetPort e -> port(e.port()).set(e);
      case Effect.ToUpkeep _, Effect.HandOver _, Effect.Answer _ -> {}
    }
  }

  private void publish(Effect.PublishState e) {
    boolean done = broker && brokerConfirms;
    if (broker) {
      retained.put(e.service(), e);
    }
    in(
        Duration.ofMillis(10),
        () ->
            tell(
                new Signal.StatePublished(
                    e.service(), e.state(), e.epoch(), done, done ? "" : "not confirmed")));
  }

  StagePort port(PortId id) {
    StagePort port = ports.get(id);
    if (port == null) {
      throw new AssertionError("no port " + id);
    }
    return port;
  }

  void probe(String host) {
    StageHost at = hosts.get(host);
    if (at != null) {
      at.probe();
    }
  }

  // --- the engine's own life ---

  /** The engine starts and looks around; hosts, probes and readings have their rhythm from then. */
  void start(boolean machineRestarted) {
    engine = true;
    tell(new Signal.Started(machineRestarted));
    connect();
  }

  /** Everything that comes again and again. */
  void rhythm() {
    hosts.values().forEach(StageHost::rhythm);
    Duration every = policy.services().getFirst().timing().probeEvery();
    repeat(
        every,
        () -> {
          hosts.keySet().forEach(this::probe);
          ports.values().forEach(StagePort::read);
          look();
        });
  }

  void repeat(Duration every, Runnable act) {
    at(
        now,
        new Runnable() {
          @Override
          public void run() {
            act.run();
            in(every, this);
          }
        });
  }

  private void look() {
    if (broker) {
      tell(new Signal.RoundTrip());
    }
    tell(new Signal.WitnessRound(Map.of("router", witnesses ? "" : "no answer")));
  }

  void connect() {
    broker = true;
    if (!engine) {
      return;
    }
    tell(new Signal.BrokerConnected());
    for (Effect.PublishState each : retained.values()) {
      tell(announcement(each, true));
    }
    tell(new Signal.RoundTrip());
    look();
  }

  Signal.Announcement announcement(Effect.PublishState said, boolean replayed) {
    return new Signal.Announcement(
        said.service(),
        Optional.of(said.state()),
        said.host(),
        said.state() == PublicState.LEADER ? HostClaim.LEADER : HostClaim.PASSIVE,
        said.epoch() < 0 ? OptionalLong.empty() : OptionalLong.of(said.epoch()),
        replayed,
        now);
  }

  void disconnect(String why) {
    broker = false;
    tell(new Signal.BrokerLost(why));
  }

  /** The process stands still; what arrived meanwhile is heard afterwards. */
  void stall(Duration gap) {
    stalled = true;
    in(
        gap,
        () -> {
          stalled = false;
          tell(new Signal.Stalled(gap));
          while (!waiting.isEmpty()) {
            tell(afresh(waiting.removeFirst()));
          }
        });
  }

  private Signal afresh(Signal signal) {
    return signal instanceof Signal.Heartbeat beat
        ? new Signal.Heartbeat(
            beat.service(), beat.host(), beat.claim(), beat.epoch(), beat.planned(), now)
        : signal;
  }

  /** The engine dies here; what it wanted to do and did not begin is lost. */
  void crash() {
    engine = false;
    waiting.clear();
    deadlines.clear();
  }

  /** It starts again with the books as they were written. */
  void restart(boolean machineRestarted) {
    Map<String, Book> books = new HashMap<>();
    Map<String, Long> revisions = new HashMap<>();
    Map<PortId, PortState.PortBook> portBooks = new HashMap<>();
    for (ServiceState each : state.services()) {
      books.put(each.policy().service(), each.book());
      revisions.put(each.policy().service(), each.revision());
    }
    state.ports().forEach((id, port) -> portBooks.put(id, port.book()));
    state =
        Arbiter.begin(policy, now, books, revisions, portBooks, state.nextIncident())
            .booting(state.bootGrace());
    start(machineRestarted);
  }

  /** The usual house after a quiet while: everything seen, the primary leading. */
  void settle(Duration lasting) {
    rhythm();
    start(false);
    runUntil(now.plus(lasting));
  }

  static OptionalDouble watts(double watts) {
    return OptionalDouble.of(watts);
  }
}
