package io.piha.world;

import io.piha.arbiter.Absence;
import io.piha.arbiter.Arbiter;
import io.piha.arbiter.Book;
import io.piha.arbiter.Command;
import io.piha.arbiter.Decision;
import io.piha.arbiter.Effect;
import io.piha.arbiter.HostClaim;
import io.piha.arbiter.HostPolicy;
import io.piha.arbiter.Order;
import io.piha.arbiter.Phase;
import io.piha.arbiter.PortId;
import io.piha.arbiter.PortReading;
import io.piha.arbiter.PortState;
import io.piha.arbiter.ProbeResult;
import io.piha.arbiter.PublicState;
import io.piha.arbiter.Request;
import io.piha.arbiter.ServiceState;
import io.piha.arbiter.Signal;
import io.piha.arbiter.SitePolicy;
import io.piha.arbiter.State;
import io.piha.arbiter.Takeover;
import io.piha.arbiter.Verdict;
import io.piha.rules.Breach;
import io.piha.rules.Rule;
import io.piha.rules.RuleWatch;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * A house of one service, two hosts and one port at one moment: small enough that all that can
 * happen in it can be tried. Nothing is by chance; what is on its way arrives in its order, and
 * between any two arrivals one of the {@link Move}s may come.
 */
final class SmallWorld {

  private static final String SERVICE = House.SERVICE;
  private static final PortId PORT = House.PORT;
  private static final long TICK = 10_000;
  private static final long BOOT = 45_000;
  private static final long STUCK = Duration.ofMinutes(25).toMillis();

  /** What the world, or a person, may do between two arrivals. */
  enum Move {
    HAOS_CRASHES,
    HAOS_DIES,
    HAOS_RETURNS,
    HAOS_MUTE,
    HAOS_ANNOUNCES_RESTART,
    STANDBY_DIES,
    STANDBY_DEAF,
    STANDBY_USURPS,
    BROKER,
    WITNESS,
    SWITCH_REFUSES,
    SWITCH_LIES,
    SWITCH_SILENT,
    PLANE_DIES_BEFORE_IT_ACTS,
    PLANE_DIES_AFTER_IT_ACTED,
    PLANE_STALLS,
    FREEZE,
    THAW,
    ACK,
    PROMOTE,
    RESET,
    FAILBACK
  }

  /** A host as it is. */
  record Host(
      String name,
      boolean lives,
      boolean broken,
      boolean mute,
      boolean deaf,
      HostClaim claim,
      long epoch,
      boolean undecided) {
    boolean acts() {
      return lives && claim == HostClaim.LEADER;
    }

    Host died(boolean forGood) {
      return new Host(name, false, forGood, mute, deaf, HostClaim.PASSIVE, epoch, false);
    }

    Host booted() {
      return new Host(name, true, false, mute, deaf, HostClaim.PASSIVE, epoch, true);
    }

    Host says(HostClaim what, long at) {
      return new Host(name, lives, broken, mute, deaf, what, at, false);
    }

    Host muted() {
      return new Host(name, lives, broken, !mute, deaf, claim, epoch, undecided);
    }

    Host deafened() {
      return new Host(name, lives, broken, mute, !deaf, claim, epoch, undecided);
    }
  }

  /** What is on its way. */
  private sealed interface Coming {
    long at();
  }

  private record Tick(long at) implements Coming {}

  private record Boots(long at, String host) implements Coming {}

  private record Done(long at, Effect effect, Instant asked, boolean orphan) implements Coming {}

  private State state;
  private final RuleWatch watch;
  private Host haos;
  private Host standby;
  private boolean power = true;
  private boolean broker = true;
  private boolean witness = true;
  private @Nullable Move switchMood;
  private Effect.@Nullable PublishState retained;
  private List<Coming> coming = new ArrayList<>();
  private long now;
  private long phaseSince;
  private int requests;
  private final BiConsumer<State, Signal> seen;

  /** How many moves may still come. */
  int left;

  /** A step boundary: something was decided, or a round of evidence is over. */
  boolean boundary;

  final @Nullable SmallWorld parent;
  final String came;

  /** A house that has been led by its primary for two minutes. */
  SmallWorld(SitePolicy policy, int moves, BiConsumer<State, Signal> seen) {
    this.seen = seen;
    this.parent = null;
    this.came = "";
    this.left = moves;
    this.watch = new RuleWatch();
    this.haos = new Host("haos", true, false, false, false, HostClaim.LEADER, 7, false);
    this.standby = new Host("standby", true, false, false, false, HostClaim.PASSIVE, 7, false);
    this.state = Arbiter.begin(policy, time());
    this.retained = new Effect.PublishState(SERVICE, PublicState.LEADER, "haos", 7);
    starts();
    coming.add(new Tick(now + TICK));
    while (now < 200_000) {
      advance();
    }
    boundary = true;
  }

  private SmallWorld(SmallWorld from, String came) {
    this.seen = from.seen;
    this.parent = from;
    this.came = came;
    this.left = from.left;
    this.watch = new RuleWatch();
    Fingerprint.copy(from.watch, watch);
    this.haos = from.haos;
    this.standby = from.standby;
    this.state = from.state;
    this.power = from.power;
    this.broker = from.broker;
    this.witness = from.witness;
    this.switchMood = from.switchMood;
    this.retained = from.retained;
    this.coming = new ArrayList<>(from.coming);
    this.now = from.now;
    this.phaseSince = from.phaseSince;
    this.requests = from.requests;
  }

  Instant time() {
    return World.ZERO.plusMillis(now);
  }

  long fingerprint() {
    List<Object> relative = new ArrayList<>();
    for (Coming each : coming) {
      relative.add(each.at() - now);
      relative.add(each instanceof Done done ? done.effect() : each.getClass().getSimpleName());
    }
    return Fingerprint.of(
        time(),
        state,
        watch,
        haos,
        standby,
        List.of(power, broker, witness, boundary, switchMood == null ? "" : switchMood),
        Optional.ofNullable(retained),
        relative,
        now - phaseSince > STUCK / 2 ? 1L : 0L);
  }

  ServiceState service() {
    return state.services().get(0);
  }

  // --- what may come next ---

  /** The world in which nothing unforeseen comes. */
  SmallWorld next() {
    SmallWorld next = new SmallWorld(this, "");
    next.advance();
    return next;
  }

  /** The worlds in which one move comes now. */
  List<SmallWorld> moved() {
    List<SmallWorld> all = new ArrayList<>();
    for (Move each : Move.values()) {
      SmallWorld moved = new SmallWorld(this, Transcript.at(now) + " " + each);
      if (moved.make(each)) {
        moved.left--;
        moved.boundary = true;
        all.add(moved);
      }
    }
    return all;
  }

  private boolean make(Move move) {
    switch (move) {
      case HAOS_CRASHES, HAOS_DIES -> {
        if (!haos.lives()) {
          return false;
        }
        haos = haos.died(move == Move.HAOS_DIES);
      }
      case HAOS_RETURNS -> {
        if (haos.lives() || !power) {
          return false;
        }
        haos = haos.booted();
        saw(haos);
      }
      case HAOS_MUTE -> haos = haos.muted();
      case HAOS_ANNOUNCES_RESTART -> {
        if (!haos.lives() || !broker) {
          return false;
        }
        beat(haos, Optional.of(Absence.RESTART));
        haos = haos.died(false);
        coming.add(new Boots(now + 2 * BOOT, "haos"));
      }
      case STANDBY_DIES -> standby = standby.lives() ? standby.died(true) : standby.booted();
      case STANDBY_DEAF -> standby = standby.deafened();
      case STANDBY_USURPS -> {
        if (!standby.lives() || standby.acts()) {
          return false;
        }
        standby = standby.says(HostClaim.LEADER, standby.epoch());
      }
      case BROKER -> {
        broker = !broker;
        tell(broker ? new Signal.BrokerConnected() : new Signal.BrokerLost("connection closed"));
        hearRetained();
      }
      case WITNESS -> witness = !witness;
      case SWITCH_REFUSES, SWITCH_LIES, SWITCH_SILENT ->
          switchMood = switchMood == move ? null : move;
      case PLANE_DIES_BEFORE_IT_ACTS -> dies(false);
      case PLANE_DIES_AFTER_IT_ACTED -> dies(true);
      case PLANE_STALLS -> tell(new Signal.Stalled(Duration.ofSeconds(7)));
      case FREEZE -> ask(Command.FREEZE, "");
      case THAW -> ask(Command.THAW, "");
      case ACK -> ask(Command.ACK, "");
      case PROMOTE -> ask(Command.PROMOTE, "standby");
      case RESET -> ask(Command.RESET, "haos");
      case FAILBACK -> ask(Command.FAILBACK, "");
    }
    return true;
  }

  private void ask(Command command, String host) {
    requests++;
    tell(
        new Signal.Asked(
            Request.of("r" + requests, SERVICE, command, host, "operator:alice", "tried")));
  }

  /** The process dies and is started again at once; what it waited for is lost. */
  private void dies(boolean acted) {
    List<Coming> kept = new ArrayList<>();
    for (Coming each : coming) {
      if (!(each instanceof Done done)) {
        kept.add(each);
      } else if (acted) {
        kept.add(new Done(done.at(), done.effect(), done.asked(), true));
      }
    }
    coming = kept;
    Map<String, Book> books = new HashMap<>();
    Map<String, Long> revisions = new HashMap<>();
    for (ServiceState each : state.services()) {
      books.put(each.policy().service(), each.book());
      revisions.put(each.policy().service(), each.revision());
    }
    Map<PortId, PortState.PortBook> ports = new HashMap<>();
    state.ports().forEach((id, port) -> ports.put(id, port.book()));
    watch.died();
    state =
        Arbiter.begin(state.policy(), time(), books, revisions, ports, state.nextIncident())
            .booting(state.bootGrace());
    starts();
  }

  private void starts() {
    tell(new Signal.Started(false));
    if (broker) {
      tell(new Signal.BrokerConnected());
      hearRetained();
    }
  }

  private void hearRetained() {
    Effect.PublishState said = retained;
    if (broker && said != null) {
      tell(
          new Signal.Announcement(
              SERVICE,
              Optional.of(said.state()),
              said.host(),
              said.state() == PublicState.LEADER ? HostClaim.LEADER : HostClaim.PASSIVE,
              OptionalLong.of(said.epoch()),
              true,
              time()));
    }
  }

  // --- time ---

  private void advance() {
    Coming first = coming.getFirst();
    for (Coming each : coming) {
      first = each.at() < first.at() ? each : first;
    }
    Instant due = Instant.MAX;
    Signal asked = new Signal.SightDue();
    Optional<Instant> service = Arbiter.serviceDeadline(state, SERVICE, time());
    if (service.isPresent() && service.get().isBefore(due)) {
      due = service.get();
      asked = new Signal.Due(SERVICE);
    }
    Optional<Instant> port = Arbiter.portDeadline(state, PORT);
    if (port.isPresent() && port.get().isBefore(due)) {
      due = port.get();
      asked = new Signal.PortDue(PORT);
    }
    Optional<Instant> site = Arbiter.siteDeadline(state);
    if (site.isPresent() && site.get().isBefore(due)) {
      due = site.get();
      asked = new Signal.SightDue();
    }
    if (due.isBefore(World.ZERO.plusMillis(first.at()))) {
      now = Math.max(now + 1, Duration.between(World.ZERO, due).toMillis());
      tell(asked);
    } else {
      now = first.at();
      coming.remove(first);
      arrive(first);
    }
    stuck();
  }

  private void arrive(Coming what) {
    switch (what) {
      case Tick tick -> {
        coming.add(new Tick(tick.at() + TICK));
        beat(haos, Optional.empty());
        beat(standby, Optional.empty());
        if (broker) {
          tell(new Signal.RoundTrip());
        }
        tell(new Signal.WitnessRound(Map.of("router", witness ? "" : "no answer")));
        probed(haos, time());
        probed(standby, time());
        read(time());
        boundary = true;
      }
      case Boots boots -> {
        if (boots.host().equals("haos") && power && !haos.broken() && !haos.lives()) {
          haos = haos.booted();
          saw(haos);
        }
      }
      case Done done -> done(done);
    }
  }

  private void done(Done done) {
    switch (done.effect()) {
      case Effect.PublishState e -> {
        if (broker) {
          retained = e;
          saw(haos);
          saw(standby);
        }
        if (!done.orphan()) {
          tell(
              new Signal.StatePublished(
                  SERVICE, e.state(), e.epoch(), broker, broker ? "" : "not connected"));
        }
      }
      case Effect.SendOrder e -> {
        boolean sent = broker;
        if (!done.orphan()) {
          tell(new Signal.OrderSent(SERVICE, e.order().id(), sent, sent ? "" : "not connected"));
        }
        if (sent) {
          ordered(e.order());
        }
      }
      case Effect.ProbeHost e -> probed(host(e.host()), done.asked());
      case Effect.ReadPort _ -> read(done.asked());
      case Effect.SetPort e -> set(e, done.orphan());
      case Effect.PublishFreeze _, Effect.Answer _, Effect.HandOver _, Effect.ToUpkeep _ -> {}
    }
  }

  private Host host(String name) {
    return name.equals("haos") ? haos : standby;
  }

  private void put(Host host) {
    if (host.name().equals("haos")) {
      haos = host;
    } else {
      standby = host;
    }
  }

  // --- hosts ---

  private void beat(Host host, Optional<Absence> absence) {
    if (host.lives() && !host.mute() && broker) {
      tell(
          new Signal.Heartbeat(
              SERVICE,
              host.name(),
              Optional.of(host.claim()),
              OptionalLong.of(host.epoch()),
              absence,
              time()));
    }
  }

  /** A host that has booted learns from the state topic whether it leads. */
  private void saw(Host host) {
    Effect.PublishState said = retained;
    if (said == null || !broker || !host.lives() || !host.undecided()) {
      return;
    }
    boolean mine = said.host().equals(host.name());
    if (mine && said.state() == PublicState.RECOVERING) {
      return;
    }
    boolean leads = mine && said.state() == PublicState.LEADER && said.epoch() >= host.epoch();
    put(
        host.says(
            leads ? HostClaim.LEADER : HostClaim.PASSIVE, Math.max(said.epoch(), host.epoch())));
    acted(host.name());
  }

  private void ordered(Order order) {
    Host host = host(order.host());
    if (!host.lives() || host.deaf() || order.epoch() < host.epoch()) {
      return;
    }
    if (order.verb() == Order.Verb.PROMOTE) {
      put(host.says(HostClaim.LEADER, order.epoch()));
      acted(order.host());
      retained = new Effect.PublishState(SERVICE, PublicState.LEADER, order.host(), order.epoch());
      tell(
          new Signal.Announcement(
              SERVICE,
              Optional.of(PublicState.LEADER),
              order.host(),
              HostClaim.LEADER,
              OptionalLong.of(order.epoch()),
              false,
              time()));
    } else {
      put(host.says(HostClaim.PASSIVE, order.epoch()));
      beat(host(order.host()), Optional.empty());
    }
  }

  /** S21: nobody begins to act beside another after an automatic promotion behind a true fence. */
  private void acted(String name) {
    if (name.equals("standby")
        && standby.acts()
        && haos.acts()
        && service().book().phase() instanceof Phase.Ordered ordered
        && ordered.takeover().cause() == Takeover.Cause.FAILOVER
        && ordered.takeover().unfenced() == null
        && ordered.takeover().to().equals("standby")) {
      throw broken(new Breach(Rule.S21, SERVICE, "haos acts while standby takes over"));
    }
  }

  private void probed(Host host, Instant started) {
    Verdict verdict = host.lives() ? Verdict.UP : Verdict.DOWN;
    Map<String, ProbeResult> results = new HashMap<>();
    HostPolicy policy = service().policy().host(host.name()).orElseThrow();
    for (String each : policy.probes()) {
      results.put(
          each,
          new ProbeResult(verdict, host.lives() ? "answers" : "refused", Duration.ofMillis(20)));
    }
    tell(new Signal.ProbeRound(SERVICE, host.name(), results, started, time()));
  }

  // --- the switch ---

  private void read(Instant started) {
    Optional<PortReading> reading =
        switchMood == Move.SWITCH_SILENT
            ? Optional.empty()
            : Optional.of(
                new PortReading(
                    power,
                    power ? PortReading.Delivery.DELIVERING : PortReading.Delivery.NOT_DELIVERING,
                    OptionalDouble.empty()));
    tell(new Signal.PortRead(PORT, reading, reading.isEmpty() ? "no answer" : "", started));
  }

  private void set(Effect.SetPort set, boolean orphan) {
    Signal.SetAnswer answer =
        switch (switchMood) {
          case SWITCH_REFUSES -> Signal.SetAnswer.REFUSED;
          case SWITCH_SILENT -> Signal.SetAnswer.UNKNOWN;
          case null, default -> Signal.SetAnswer.ACCEPTED;
        };
    if (switchMood == null && set.on() != power) {
      power = set.on();
      if (!power) {
        haos = haos.died(haos.broken());
      } else {
        coming.add(new Boots(now + BOOT, "haos"));
      }
    }
    if (!orphan) {
      tell(new Signal.PortSet(PORT, set.actId(), set.on(), answer, answer.toString()));
    }
  }

  // --- decisions ---

  private void tell(Signal signal) {
    State before = state;
    seen.accept(before, signal);
    Decision decision = Arbiter.decide(before, signal, time());
    List<Breach> breaches = watch.decided(before, signal, time(), decision);
    if (!breaches.isEmpty()) {
      throw broken(breaches.getFirst());
    }
    watch.written();
    Phase was = before.services().get(0).book().phase();
    state = decision.next();
    if (was.getClass() != service().book().phase().getClass()) {
      phaseSince = now;
    }
    boundary |= !decision.effects().isEmpty() || !decision.entries().isEmpty();
    for (Effect each : decision.effects()) {
      long takes =
          switch (each) {
            case Effect.ToBroker _ -> 20;
            case Effect.ToSwitch _ -> 50;
            case Effect.ProbeHost _ -> 100;
            case Effect.ToUpkeep _, Effect.HandOver _, Effect.Answer _ -> 0;
          };
      if (takes > 0) {
        coming.add(new Done(now + takes, each, time(), false));
      }
    }
  }

  /** S26, L9: whatever is under way ends. */
  private void stuck() {
    boolean rests =
        switch (service().book().phase()) {
          case Phase.Steady _, Phase.Leaderless _, Phase.Suspect _ -> true;
          case Phase.FirstLook _,
              Phase.Recovering _,
              Phase.Deposing _,
              Phase.Fencing _,
              Phase.Readying _,
              Phase.Claiming _,
              Phase.Ordered _ ->
              false;
        };
    if (rests || !broker || !witness) {
      phaseSince = rests ? phaseSince : now;
    } else if (now - phaseSince > STUCK) {
      throw broken(
          new Breach(Rule.S26, SERVICE, service().book().phase() + " has no way out after 25 min"));
    }
  }

  private Violation broken(Breach breach) {
    return new Violation(breach, Duration.ofMillis(now));
  }

  /** The moves that led here. */
  List<String> path() {
    List<String> all = new ArrayList<>();
    for (SmallWorld each = this; each != null; each = each.parent) {
      if (!each.came.isEmpty()) {
        all.addFirst(each.came);
      }
    }
    return all;
  }
}
