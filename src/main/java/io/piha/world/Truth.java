package io.piha.world;

import io.piha.arbiter.Book;
import io.piha.arbiter.Effect;
import io.piha.arbiter.Fence;
import io.piha.arbiter.HostPolicy;
import io.piha.arbiter.Phase;
import io.piha.arbiter.PortId;
import io.piha.arbiter.ServiceState;
import io.piha.arbiter.State;
import io.piha.arbiter.Takeover;
import io.piha.arbiter.Timing;
import io.piha.rules.Breach;
import io.piha.rules.Rule;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The rules that only the world itself can check: who really acts, where power really flows. */
final class Truth {

  private static final long RETAINED_WRONG = 60_000;
  private static final long STUCK = Duration.ofMinutes(30).toMillis();
  private static final long PASSED_OVER = Duration.ofMinutes(10).toMillis();

  /** A term, its whole vigil, and what opening takes. */
  private static final long TURNS = 50_000;

  private final World world;

  /** The control plane's own running time: what happens while it sleeps it cannot mend. */
  private long lived;

  private long unled;
  private final Map<PortId, Long> darkSince = new HashMap<>();
  private final Map<String, Long> retainedWrongSince = new HashMap<>();
  private final Map<String, Long> underWaySince = new HashMap<>();
  private final Map<String, Long> passedOverSince = new HashMap<>();
  private final Map<String, Long> strandedSince = new HashMap<>();

  Truth(World world) {
    this.world = world;
  }

  private Violation broken(Rule rule, String service, String why) {
    return world.violation(new Breach(rule, service, why));
  }

  // --- S21 ---

  /** A host begins to act because it was ordered or told to. */
  void began(WorldHost host) {
    if (!world.plane.runs()) {
      return;
    }
    ServiceState service = service(world.plane.state(), host.service.service());
    if (service == null
        || !(service.book().phase() instanceof Phase.Ordered ordered)
        || !ordered.takeover().to().equals(host.policy.name())
        || ordered.takeover().cause() != Takeover.Cause.FAILOVER
        || ordered.takeover().unfenced() != null
        || service.policy().fence() != Fence.HOLD_OFF) {
      return;
    }
    for (WorldHost each : world.hosts) {
      boolean bound =
          each != host
              && each.serves(host.service.service())
              && each.policy.name().equals(ordered.takeover().from())
              && each.policy.port().isPresent();
      boolean excused = each.dualPower && world.relies(Assumption.KNOWN_SUPPLIES);
      if (bound && each.acting() && !excused) {
        throw broken(
            Rule.S21,
            host.service.service(),
            each.policy.name() + " still acts while " + host.policy.name() + " takes over");
      }
    }
  }

  private static @Nullable ServiceState service(State state, String name) {
    Integer place = state.index().get(name);
    return place == null ? null : state.services().get(place);
  }

  // --- every few seconds ---

  /**
   * L5: of two control planes one acts, unless both are kept from it.
   *
   * @param since milliseconds since the look before
   */
  void turn(long since) {
    if (world.store == null) {
      return;
    }
    world.store.oneMayAct();
    boolean able =
        world.store.up && world.store.slowness == 0 && world.planes.stream().allMatch(this::isFree);
    unled = !able || world.plane.runs() ? 0 : unled + since;
    if (unled > TURNS) {
      throw broken(Rule.L5, "", "no control plane acts for " + unled / 1_000 + " s");
    }
  }

  private boolean isFree(Plane plane) {
    return plane.isUp() && !plane.isStalled() && world.links.between(plane.party, Links.STORE);
  }

  /**
   * Looks, while the control plane runs.
   *
   * @param since milliseconds since the look before
   */
  void look(long since) {
    lived += since;
    State state = world.plane.state();
    for (ServiceState each : state.services()) {
      light(each);
      retained(each);
      underWay(state, each);
      passedOver(state, each);
      stranded(state, each);
    }
  }

  /** S8, S23: as far as the switch does what it is told. */
  private void light(ServiceState service) {
    Timing timing = service.policy().timing();
    Phase phase = service.book().phase();
    boolean led = service.book().leader() != null || phase instanceof Phase.Ordered;
    for (HostPolicy host : service.policy().hosts()) {
      PortId port = host.port().orElse(null);
      if (port == null) {
        continue;
      }
      WorldSwitch at = world.switchOf(port);
      boolean counts =
          !at.isOn(port)
              && !led
              && at.isSteady()
              && world.links.between(world.plane.party, Links.SWITCH)
              && !neededElsewhere(service, port);
      if (!counts) {
        darkSince.remove(port);
        continue;
      }
      long since = darkSince.computeIfAbsent(port, _ -> lived);
      long most = timing.heartbeatTimeout().toMillis() + 60_000 + 45_000;
      if (since + most < lived) {
        throw broken(
            Rule.S8,
            service.policy().service(),
            "port " + port + " is dark for " + (lived - since) / 1_000 + " s and nobody leads");
      }
    }
  }

  /** Another service's promotion rests on the same port. */
  private boolean neededElsewhere(ServiceState service, PortId port) {
    for (ServiceState other : world.plane.state().services()) {
      boolean there =
          other.policy().hosts().stream().anyMatch(h -> h.port().equals(Optional.of(port)));
      if (!other.policy().service().equals(service.policy().service())
          && there
          && !(other.book().phase() instanceof Phase.Steady)) {
        return true;
      }
    }
    return false;
  }

  /** Something has to end in time, so that no time is left out. */
  boolean isWaiting() {
    return !strandedSince.isEmpty() || !passedOverSince.isEmpty() || !darkSince.isEmpty();
  }

  /** L4: what is retained is what the book last said, or becomes it soon. */
  private void retained(ServiceState service) {
    String name = service.policy().service();
    Book.PublicWord said = service.book().published();
    Effect.PublishState there = world.broker.states.get(name);
    boolean right =
        said == null
            || (there != null
                && there.state() == said.state()
                && there.host().equals(said.host())
                && there.epoch() == said.epoch());
    boolean able =
        world.plane.line.isConnected()
            && world.plane.isWorking()
            && world.broker.slowness == 0
            && world.links.between(world.plane.party, Links.BROKER);
    if (right || !able) {
      retainedWrongSince.remove(name);
      return;
    }
    long since = retainedWrongSince.computeIfAbsent(name, _ -> lived);
    if (since + RETAINED_WRONG < lived) {
      throw broken(Rule.L4, name, "retained is " + there + ", the book says " + said);
    }
  }

  /** L9: nothing is under way for ever while the world allows it to end. */
  private void underWay(State state, ServiceState service) {
    String name = service.policy().service();
    boolean rests =
        service.book().phase() instanceof Phase.Steady
            || service.book().phase() instanceof Phase.Leaderless
            || service.book().phase() instanceof Phase.Suspect;
    Instant now = world.plane.time();
    boolean sighted = state.sight().clearFor(Duration.ofMinutes(5), now);
    boolean able = world.switches.values().stream().allMatch(WorldSwitch::isSteady);
    if (rests || !sighted || !able || !world.plane.isWorking()) {
      underWaySince.remove(name);
      return;
    }
    long since = underWaySince.computeIfAbsent(name, _ -> lived);
    if (since + STUCK < lived) {
      throw broken(
          Rule.L9,
          name,
          service.book().phase().getClass().getSimpleName()
              + " is under way for "
              + (lived - since) / 60_000
              + " min");
    }
  }

  /** L10: nobody is fit, says the book, and somebody is. */
  private void passedOver(State state, ServiceState service) {
    String name = service.policy().service();
    Optional<WorldHost> fit =
        service.book().phase() instanceof Phase.Leaderless phase
                && phase.cause() == Phase.Obstacle.NONE_FIT
                && service.book().freeze() == null
                && service.book().stopped() == null
                && state.sight().clearFor(Duration.ofMinutes(5), world.plane.time())
                && world.plane.isWorking()
            ? world.hosts.stream().filter(each -> isFit(service, each)).findFirst()
            : Optional.empty();
    if (fit.isEmpty()) {
      passedOverSince.remove(name);
      return;
    }
    long since = passedOverSince.computeIfAbsent(name, _ -> lived);
    if (since + PASSED_OVER < lived) {
      throw broken(
          Rule.L10,
          name,
          fit.get().policy.name()
              + " is fit for "
              + (lived - since) / 60_000
              + " min, and nobody leads");
    }
  }

  /**
   * S23: the only hosts that live, or would with power, are in the dark, whatever the book says
   * about who leads.
   */
  private void stranded(State state, ServiceState service) {
    String name = service.policy().service();
    boolean able =
        world.plane.isWorking()
            && state.sight().clearFor(Duration.ofMinutes(5), world.plane.time())
            && world.switches.values().stream().allMatch(WorldSwitch::isSteady)
            && world.links.between(world.plane.party, Links.SWITCH)
            && service.book().stopped() == null
            && service.book().absences().isEmpty();
    boolean dark = false;
    for (WorldHost each : world.hosts) {
      if (each.serves(name)) {
        dark = dark || (!each.powered() && !each.broken);
        able = able && !(each.powered() && !each.broken) && each.hasHonestProbes();
      }
    }
    if (!able || !dark) {
      strandedSince.remove(name);
      return;
    }
    long since = strandedSince.computeIfAbsent(name, _ -> lived);
    if (since + bound(service.policy().timing()) < lived) {
      throw broken(
          Rule.S23,
          name,
          "whoever could live is dark for "
              + (lived - since) / 1_000
              + " s, and the phase is "
              + service.book().phase());
    }
  }

  /** Until the silence of who is believed to lead is judged, and then the bound of S8. */
  private static long bound(Timing timing) {
    return timing
            .heartbeatTimeout()
            .multipliedBy(2)
            .plus(timing.probeTimeout())
            .plus(timing.recoveryWait())
            .plus(timing.failbackTimeout())
            .toMillis()
        + 3 * 60_000;
  }

  private boolean isFit(ServiceState service, WorldHost host) {
    return host.serves(service.policy().service())
        && host.alive()
        && host.hasHonestProbes()
        && !host.mute
        && world.links.between(world.plane.party, host.policy.name())
        && service.book().incidents().stream()
            .noneMatch(each -> each.failed().contains(host.policy.name()))
        && !service.book().absences().containsKey(host.policy.name())
        && host.policy.port().map(port -> world.switchOf(port).isSteady()).orElse(true);
  }

  // --- when all is well again ---

  /** L9, L10, S23: with every fault healed and the operator's word given, the house is led. */
  void allIsWell() {
    for (ServiceState each : world.plane.state().services()) {
      String name = each.policy().service();
      String leader = each.book().leader();
      WorldHost host = leader == null ? null : world.host(name, leader).orElse(null);
      if (!(each.book().phase() instanceof Phase.Steady)) {
        throw broken(Rule.L9, name, "all is well, and the phase is " + each.book().phase());
      }
      if (host == null || !host.acting()) {
        throw broken(Rule.L9, name, "all is well, and " + leader + " does not act");
      }
      for (WorldHost other : world.hosts) {
        if (other != host && other.serves(name) && other.acting()) {
          throw broken(Rule.L6, name, other.policy.name() + " acts beside the leader " + leader);
        }
      }
    }
  }
}
