package io.piha.world;

import io.piha.arbiter.Command;
import io.piha.arbiter.Effect;
import io.piha.arbiter.HostClaim;
import io.piha.arbiter.HostPolicy;
import io.piha.arbiter.PortId;
import io.piha.arbiter.PublicState;
import io.piha.arbiter.Request;
import io.piha.arbiter.ServicePolicy;
import io.piha.arbiter.ServiceState;
import io.piha.arbiter.Signal;
import io.piha.arbiter.SitePolicy;
import io.piha.arbiter.State;
import io.piha.arbiter.Timing;
import io.piha.engine.DecisionLoop;
import io.piha.rules.Breach;
import io.piha.rules.RuleWatch;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A house: hosts, a switch, a broker, the network between them, and the control plane with its disk
 * and its clocks. Everything by chance comes from one seed; the same seed gives the same world.
 */
final class World {

  static final Instant ZERO = Instant.parse("2026-03-01T12:00:00Z");

  /** A slow clock loses so much in so much, in milliseconds. */
  private static final long SLOW_EVERY = 1_000;

  private static final long SLOW_BY = 400;

  final Agenda agenda = new Agenda();
  final Links links = new Links();
  final Chance chance;
  final Broker broker = new Broker(this);
  final List<WorldHost> hosts = new ArrayList<>();
  final Map<String, WorldSwitch> switches = new TreeMap<>();
  final Truth truth = new Truth(this);
  final Transcript transcript;
  final Coverage coverage;
  final List<Plane> planes = new ArrayList<>();
  final Map<String, WorldMirror> mirrors = new TreeMap<>();

  /** What no death and no take-over makes it forget. */
  final RuleWatch watch = new RuleWatch();

  /** Where two control planes have their lease. */
  final @Nullable WorldStore store;

  /** The control plane that acts, or did last. */
  Plane plane;

  /** Nothing is wrong: everything takes its usual time. */
  boolean calm = true;

  boolean witnesses = true;

  /** A control plane that died in the middle of something is dead for so long at least. */
  long staysDead;

  /** Nobody steps a wall clock, whatever the script says. */
  boolean steadyWalls;

  /** What does not hold here. */
  Set<Assumption> without = Set.of();

  /** Quiet time is left out where it would only repeat itself. */
  boolean skips;

  private final long probeEvery;
  private final Quiet quiet;
  private int requests;

  World(SitePolicy policy, Chance chance, Coverage coverage, boolean recording) {
    this(policy, chance, coverage, recording, false);
  }

  /**
   * @param two with a second control plane, and a lease between them
   */
  World(SitePolicy policy, Chance chance, Coverage coverage, boolean recording, boolean two) {
    this.chance = chance;
    this.coverage = coverage;
    this.transcript = new Transcript(this, recording);
    this.store = two ? new WorldStore(this) : null;
    this.plane = new Plane(this, Links.PLANE, policy, store);
    planes.add(plane);
    if (store != null) {
      store.onWritten(watch::written);
      planes.add(new Plane(this, Links.OTHER_PLANE, policy, store));
    }
    planes.forEach(each -> broker.serves(each.line));
    Timing timing = policy.services().getFirst().timing();
    for (ServicePolicy each : policy.services()) {
      if (each.mirrored()) {
        mirrors.put(each.service(), new WorldMirror(this, each.service(), new Chance(17)));
      }
    }
    this.probeEvery = timing.probeEvery().toMillis();
    this.quiet = new Quiet(this, timing);
    for (ServicePolicy service : policy.services()) {
      for (HostPolicy host : service.hosts()) {
        WorldHost made = new WorldHost(this, service, host);
        hosts.add(made);
        broker.serves(made.line);
        host.port()
            .ifPresent(
                id ->
                    switches
                        .computeIfAbsent(id.device(), name -> new WorldSwitch(this, name))
                        .has(id));
      }
    }
  }

  // --- who is there ---

  long now() {
    return agenda.now();
  }

  SitePolicy policy() {
    return plane.policy();
  }

  Optional<WorldHost> host(String service, String name) {
    for (WorldHost each : hosts) {
      if (each.serves(service) && each.policy.name().equals(name)) {
        return Optional.of(each);
      }
    }
    return Optional.empty();
  }

  WorldSwitch switchOf(PortId port) {
    WorldSwitch at = switches.get(port.device());
    if (at == null) {
      throw new IllegalStateException("no switch " + port.device());
    }
    return at;
  }

  /** One machine carries every host that lives from its port. */
  List<WorldHost> sameMachine(WorldHost host) {
    return hosts.stream()
        .filter(
            each ->
                each == host
                    || (host.policy.port().isPresent()
                        && each.policy.port().equals(host.policy.port())))
        .toList();
  }

  // --- its life ---

  /** The clocks of the machine of the first control plane lose time against everybody else's. */
  private void slowClock() {
    Plane slow = planes.getFirst();
    slow.clock.slept(SLOW_BY);
    if (store != null) {
      slow.post().fallsBehind(SLOW_BY);
    }
  }

  boolean relies(Assumption assumption) {
    return !without.contains(assumption);
  }

  /** Every service has been led by its primary for long, at epoch 7. */
  void led() {
    for (ServicePolicy service : policy().services()) {
      String primary = service.primary().name();
      broker.states.put(
          service.service(),
          new Effect.PublishState(service.service(), PublicState.LEADER, primary, 7));
      host(service.service(), primary)
          .ifPresent(
              host -> {
                host.acts = HostClaim.LEADER;
                host.epoch = 7;
              });
    }
  }

  void begin() {
    long phase = 1_000;
    for (WorldHost each : hosts) {
      each.line.start();
      agenda.every(each.service.timing().heartbeatEvery().toMillis(), 11_000 + phase, each::beat);
      phase += 700;
    }
    agenda.every(probeEvery, 10_000, this::look);
    agenda.every(quiet.period(), 18_000, quiet::look);
    mirrors.values().forEach(WorldMirror::begin);
    planes.forEach(each -> each.start(false));
    if (!relies(Assumption.KNOWN_SUPPLIES)) {
      hosts.forEach(each -> each.dualPower = true);
    }
    if (!relies(Assumption.LIKE_CLOCKS)) {
      agenda.every(SLOW_EVERY, SLOW_EVERY, this::slowClock);
    }
  }

  /** What the control plane looks at again and again, and what is checked as often. */
  private void look() {
    truth.turn(probeEvery);
    if (plane.runs()) {
      Plane by = plane;
      hosts.forEach(each -> each.probe(by));
      for (WorldSwitch each : switches.values()) {
        each.ports().forEach(port -> each.read(port, by));
      }
      by.ears.ping();
      boolean answers = witnesses && links.between(by.party, Links.ROUTER);
      agenda.in(
          10, () -> by.tell(new Signal.WitnessRound(Map.of("router", answers ? "" : "no answer"))));
      truth.look(probeEvery);
    }
  }

  /** Begins in the middle of things: as an engine believes that a house stands. */
  void goOn(State state, Instant now) {
    plane.goOn(state, now);
    List<Duration> looked = new ArrayList<>();
    for (ServiceState service : state.services()) {
      for (WorldHost each : hosts) {
        if (each.serves(service.policy().service())) {
          Duration heard = Standing.begins(this, each, service, state, now);
          long every = each.service.timing().heartbeatEvery().toMillis();
          agenda.every(every, every - heard.toMillis() % every, each::beat);
          looked.add(Standing.sinceProbe(service, each.policy.name(), now));
        }
      }
    }
    Standing.begins(this, state);
    long since = looked.stream().mapToLong(Duration::toMillis).min().orElse(0) % probeEvery;
    agenda.every(probeEvery, probeEvery - since, this::look);
  }

  void run(long until) {
    quiet.endsBy(until);
    while (true) {
      long next = agenda.next();
      Plane first = plane;
      long wake = first.wakeAt();
      for (Plane each : planes) {
        long its = each == first ? wake : each.wakeAt();
        if (its < wake) {
          first = each;
          wake = its;
        }
      }
      if (Math.min(next, wake) > until) {
        break;
      }
      if (next <= wake) {
        agenda.happen();
      } else {
        agenda.advance(wake);
        first.due();
      }
    }
    agenda.advance(until);
  }

  /** An answer on its way to whoever asked; a process that follows it there never hears it. */
  void answer(Plane by, long span, Supplier<Signal> answer) {
    DecisionLoop asker = by.loop();
    agenda.in(
        span,
        () -> {
          if (by.loop() == asker) {
            by.tell(answer.get());
          }
        });
  }

  /** What a mishap brings after so many milliseconds: its end, or its next act. */
  void after(long span, Runnable act) {
    agenda.plan(now() + span, act);
  }

  Violation violation(Breach breach) {
    return new Violation(breach, Duration.ofMillis(now()));
  }

  /**
   * An order has reached the broker and goes to everyone: to the host it names, and to control
   * planes that did not give it.
   */
  void deliver(Effect.SendOrder e, @Nullable Plane from) {
    host(e.service(), e.order().host()).ifPresent(host -> host.courier.bring(e.order()));
    for (Plane each : planes) {
      if (each != from) {
        each.line.down(() -> each.tell(new Signal.ForeignOrder(e.service(), e.order(), false)));
      }
    }
  }

  /** A plain request of the operator. */
  void ask(Command command, String service) {
    agenda.disturb();
    plane.asked(Request.of(nextRequest(), service, command, "", "operator:alice", "as planned"));
  }

  String nextRequest() {
    requests++;
    return "r" + requests;
  }

  /** Says in one word everything that was decided. */
  String digest() {
    return planes.stream().map(each -> each.disk.chain()).collect(Collectors.joining(" "));
  }

  /** Off commands that left. */
  long cuts() {
    return planes.stream().mapToLong(each -> each.hands.cuts).sum();
  }

  /** Promote orders that left, repeats included. */
  long promotions() {
    return planes.stream().mapToLong(each -> each.hands.promotions).sum();
  }

  // --- the lease ---

  /** Time by which leases run out; what was left out of quiet time is no part of it. */
  long leaseTime() {
    return now() - quiet.leftOut();
  }
}
