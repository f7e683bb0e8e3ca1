package io.piha.world;

import io.piha.arbiter.Decision;
import io.piha.arbiter.Effect;
import io.piha.arbiter.Entry;
import io.piha.arbiter.Outlook;
import io.piha.arbiter.Request;
import io.piha.arbiter.ServicePolicy;
import io.piha.arbiter.Signal;
import io.piha.arbiter.SitePolicy;
import io.piha.arbiter.State;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A simulated house to rehearse on: harm is done to it and taken back, requests are made, and time
 * passes when it is told to. The control plane in it is the real decision loop. The same acts on
 * the same state have the same outcome.
 */
public final class Stage {

  /** More records than any rehearsal has; what comes after is not kept. */
  private static final int RECORDS = 5_000;

  /** More messages than any rehearsal hears; what comes after is not kept. */
  private static final int HEARD = 50_000;

  private static final Duration SETTLING = Duration.ofMinutes(30);

  private final World world;
  private final String service;
  private final List<Noted> records = new ArrayList<>();
  private final List<Heard> heard = new ArrayList<>();
  private State lastState;
  private Effect.@Nullable Answer answer;

  /**
   * A record that the control plane wrote.
   *
   * @param at by the clock of the rehearsed control plane
   */
  public record Noted(Instant at, Entry entry) {}

  /**
   * A heartbeat, a round of probes or a reading of a port that the control plane took in.
   *
   * @param at by the clock of the rehearsed control plane
   */
  public record Heard(Instant at, Signal signal) {}

  private Stage(World world, String service, State begins) {
    this.world = world;
    this.service = service;
    this.lastState = begins;
    world.transcript.read(this::recorded);
  }

  /**
   * A house that stands as an engine believes that its own does.
   *
   * @param now at least as late as everything that the state remembers
   * @param boot how long a host takes to boot
   */
  public static Stage of(State today, Instant now, String service, Duration boot) {
    World world = new World(today.policy(), new Chance(1), new Coverage(), false);
    Stage stage = new Stage(world, service, today);
    world.goOn(today, now);
    stage.begin(boot);
    return stage;
  }

  /**
   * A house of that configuration in which all has been well for long.
   *
   * @param boot how long a host takes to boot
   */
  public static Stage healthy(SitePolicy policy, String service, Duration boot) {
    World world = new World(policy, new Chance(1), new Coverage(), false);
    world.led();
    world.begin();
    Stage stage = new Stage(world, service, world.plane.state());
    stage.begin(boot);
    while (world.now() < SETTLING.toMillis() && !stage.outlook().missing().isEmpty()) {
      stage.pass(Duration.ofSeconds(1));
    }
    stage.records.clear();
    stage.heard.clear();
    return stage;
  }

  private void begin(Duration boot) {
    world.hosts.forEach(each -> each.boot = boot.toMillis());
    world.plane.onDecision(this::decided);
  }

  /** The time by the clock of the rehearsed control plane. */
  public Instant now() {
    return world.plane.time();
  }

  /** Lets time pass. */
  public void pass(Duration span) {
    world.run(world.now() + span.toMillis());
  }

  /** What the control plane believes; what it last believed while it does not run. */
  public State state() {
    if (world.plane.runs()) {
      lastState = world.plane.state();
    }
    return lastState;
  }

  /** The service, as the control plane judges it. */
  public Outlook outlook() {
    return Outlook.of(state(), service, now());
  }

  /** What was recorded since the stage was set, oldest first. */
  public List<Noted> records() {
    return List.copyOf(records);
  }

  /** What was taken in since the stage was set, oldest first. */
  public List<Heard> heard() {
    return List.copyOf(heard);
  }

  /** The host that really does the work; empty when none does. */
  public Optional<String> acting() {
    return world.hosts.stream()
        .filter(each -> each.serves(service) && each.acting())
        .map(each -> each.policy.name())
        .findFirst();
  }

  /** Asks as an operator does; the answer is that of the arbiter. */
  public Effect.Answer ask(Request request) {
    answer = null;
    world.agenda.disturb();
    world.plane.asked(request);
    Effect.Answer said = answer;
    return said != null
        ? said
        : new Effect.Answer(request.id(), false, "the control plane does not run");
  }

  // --- harm, and its end ---

  /**
   * Does harm.
   *
   * @param host the host meant; of no meaning for harm to the house
   */
  public void harm(Harm harm, String host) {
    world.agenda.disturb();
    switch (harm) {
      case LEADER_DIES, STANDBY_DIES -> {
        for (WorldHost each : world.sameMachine(host(host))) {
          each.broken = true;
          each.crash();
        }
      }
      case LEADER_HANGS -> world.sameMachine(host(host)).forEach(WorldHost::crash);
      case HEARTBEATS_MISSING -> host(host).mute = true;
      case BROKER_LOST -> world.broker.crash();
      case NETWORK_CUT -> {
        others().forEach(this::cut);
        world.broker.reconsider();
      }
      case SWITCH_REFUSES -> mood(WorldSwitch.Mood.REFUSES);
      case CONTROL_CRASHES -> {
        lastState = state();
        world.plane.die();
      }
    }
  }

  /** Takes harm back; harm that was not done is none to take back. */
  public void mend(Harm harm, String host) {
    world.agenda.disturb();
    switch (harm) {
      case LEADER_DIES, LEADER_HANGS, STANDBY_DIES -> {
        for (WorldHost each : world.sameMachine(host(host))) {
          each.broken = false;
          if (each.powered() && each.machine != WorldHost.Machine.RUNNING) {
            each.restart(each.boot);
          }
        }
      }
      case HEARTBEATS_MISSING -> host(host).mute = false;
      case BROKER_LOST -> world.broker.start(true);
      case NETWORK_CUT -> {
        world.links.healAll();
        world.broker.reconsider();
      }
      case SWITCH_REFUSES -> mood(WorldSwitch.Mood.OBEYS);
      case CONTROL_CRASHES -> world.plane.start(false);
    }
  }

  private WorldHost host(String name) {
    return world
        .host(service, name)
        .orElseThrow(() -> new IllegalArgumentException(service + " has no host " + name));
  }

  private List<String> others() {
    List<String> others = new ArrayList<>(List.of(Links.SWITCH, Links.ROUTER));
    for (WorldHost each : world.hosts) {
      if (!others.contains(each.policy.name())) {
        others.add(each.policy.name());
      }
    }
    return others;
  }

  private void cut(String other) {
    for (String one : List.of(Links.PLANE, Links.BROKER)) {
      world.links.cut(one, other);
      world.links.cut(other, one);
    }
  }

  private void mood(WorldSwitch.Mood mood) {
    world.switches.values().forEach(each -> each.mood(mood, 0));
  }

  // --- what is seen ---

  private void recorded(long at, Entry entry) {
    if (records.size() < RECORDS) {
      records.add(new Noted(world.plane.time(), entry));
    }
  }

  private void decided(State before, Signal signal, Instant now, Decision decision) {
    switch (signal) {
      case Signal.Heartbeat _, Signal.ProbeRound _, Signal.PortRead _ -> {
        if (heard.size() < HEARD) {
          heard.add(new Heard(now, signal));
        }
      }
      case Signal.OfService _, Signal.OfPort _, Signal.OfSite _ -> {}
    }
    for (Effect each : decision.effects()) {
      if (each instanceof Effect.Answer said) {
        answer = said;
      }
    }
  }

  /** The policy of the service that is rehearsed. */
  public ServicePolicy policy() {
    return world
        .policy()
        .service(service)
        .orElseThrow(() -> new IllegalArgumentException("there is no service " + service));
  }
}
