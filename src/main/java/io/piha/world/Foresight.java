package io.piha.world;

import io.piha.arbiter.Decision;
import io.piha.arbiter.Effect;
import io.piha.arbiter.Entry;
import io.piha.arbiter.HostPolicy;
import io.piha.arbiter.Kind;
import io.piha.arbiter.Outlook;
import io.piha.arbiter.Phase;
import io.piha.arbiter.Request;
import io.piha.arbiter.ServiceState;
import io.piha.arbiter.Signal;
import io.piha.arbiter.State;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The dry run: a house that stands as the engine believes today, one hypothetical request or fault,
 * and the real decision loop living through what follows. Nothing of it leaves; the same question
 * to the same state has the same answer.
 *
 * <p>The simulated hosts obey, and what is dead today stays dead. What is on its way in the real
 * house (an unanswered probe, a command to the switch) is not known to the simulated one, and is
 * asked for again.
 */
public final class Foresight {

  private static final long STEP = 250;
  private static final long SETTLED = Duration.ofSeconds(75).toMillis();
  private static final long HORIZON = Duration.ofMinutes(30).toMillis();
  private static final long TEN_MINUTES = Duration.ofMinutes(10).toMillis();
  private static final int STEPS = 200;

  private final World world;
  private final String service;
  private final List<Forecast.Step> steps = new ArrayList<>();
  private long lastStep;
  private long without;
  private Effect.@Nullable Answer answer;

  private Foresight(State today, Instant now, String service, Duration boot) {
    this.service = service;
    this.world = new World(today.policy(), new Chance(1), new Coverage(), false);
    world.transcript.read(this::recorded);
    world.goOn(today, now);
    world.hosts.forEach(each -> each.boot = boot.toMillis());
  }

  /**
   * What a request would bring about.
   *
   * @param now at least as late as everything that the state remembers
   * @param boot how long a host takes to boot
   */
  public static Forecast of(State today, Instant now, Request request, Duration boot) {
    Foresight foresight = new Foresight(today, now, request.service(), boot);
    foresight.world.plane.onDecision(foresight::decided);
    foresight.world.plane.asked(request.asReal());
    Effect.Answer said = foresight.answer;
    if (said != null && !said.accepted()) {
      return foresight.told();
    }
    foresight.live(SETTLED);
    return foresight.told();
  }

  /** What a fault would bring about. */
  public static Forecast of(State today, Instant now, Fault fault, String service, Duration boot) {
    Foresight foresight = new Foresight(today, now, service, boot);
    foresight.strike(fault);
    foresight.live(foresight.noticed(fault) + SETTLED);
    return foresight.told();
  }

  private ServiceState standing() {
    return world
        .plane
        .state()
        .service(service)
        .orElseThrow(() -> new IllegalArgumentException("there is no service " + service));
  }

  // --- what happens ---

  private void strike(Fault fault) {
    String leader = standing().book().leader();
    int first = leader == null ? 0 : place(leader);
    switch (fault) {
      case LEADER_DIES -> happens(Mishap.Kind.HOST_DIES_FOR_GOOD, first);
      case LEADER_CRASHES -> world.hosts.get(first).crash();
      case LEADER_HANGS -> happens(Mishap.Kind.HOST_HANGS, first);
      case LEADER_IS_A_ZOMBIE -> happens(Mishap.Kind.HOST_ZOMBIE, first);
      case HEARTBEATS_MISSING -> happens(Mishap.Kind.HEARTBEATS_MISSING, first);
      case STANDBY_DIES -> happens(Mishap.Kind.HOST_DIES_FOR_GOOD, standby(leader));
      case BOTH_DIE -> {
        happens(Mishap.Kind.HOST_DIES_FOR_GOOD, first);
        happens(Mishap.Kind.HOST_DIES_FOR_GOOD, standby(leader));
      }
      case BROKER_LOST -> happens(Mishap.Kind.BROKER_CRASHES, 0);
      case NETWORK_CUT -> happens(Mishap.Kind.PLANE_CUT_OFF, 0);
      case SWITCH_REFUSES -> {
        happens(Mishap.Kind.SWITCH_REFUSES, 0);
        happens(Mishap.Kind.HOST_DIES_FOR_GOOD, first);
      }
      case CONTROL_CRASHES -> {
        happens(Mishap.Kind.HOST_DIES_FOR_GOOD, first);
        long middle = standing().policy().timing().heartbeatTimeout().toMillis() + 10_000;
        world.after(middle, world.plane::die);
        world.after(middle + 20_000, () -> world.plane.start(false));
      }
    }
    // What strikes is not by chance, so everything else takes its usual time.
    world.agenda.plan(world.now(), () -> world.calm = true);
  }

  /** When the last of it would be noticed: what ends by itself is looked at to its end. */
  private long noticed(Fault fault) {
    long silence = standing().policy().timing().heartbeatTimeout().toMillis();
    return switch (fault) {
      case BROKER_LOST, NETWORK_CUT -> TEN_MINUTES + silence;
      case LEADER_DIES,
          LEADER_CRASHES,
          LEADER_HANGS,
          LEADER_IS_A_ZOMBIE,
          HEARTBEATS_MISSING,
          STANDBY_DIES,
          BOTH_DIE,
          SWITCH_REFUSES,
          CONTROL_CRASHES ->
          silence;
    };
  }

  private void happens(Mishap.Kind kind, int target) {
    long lasting =
        switch (kind) {
          case BROKER_CRASHES, PLANE_CUT_OFF -> TEN_MINUTES;
          default -> HORIZON * 2;
        };
    new Mischief(world).plan(new Mishap(world.now(), kind, target, lasting, 0));
  }

  private int place(String host) {
    for (int i = 0; i < world.hosts.size(); i++) {
      WorldHost each = world.hosts.get(i);
      if (each.serves(service) && each.policy.name().equals(host)) {
        return i;
      }
    }
    return 0;
  }

  /** The first host in the order of the file that lives and is not the leader. */
  private int standby(@Nullable String leader) {
    for (HostPolicy each : standing().policy().hosts()) {
      if (!each.name().equals(leader) && world.hosts.get(place(each.name())).alive()) {
        return place(each.name());
      }
    }
    throw new IllegalArgumentException("no other host of " + service + " is alive");
  }

  // --- what comes of it ---

  private void live(long atLeast) {
    while (world.now() < HORIZON && (world.now() < atLeast || !isSettled())) {
      world.run(world.now() + STEP);
      if (world.hosts.stream().noneMatch(each -> each.serves(service) && each.acting())) {
        without += STEP;
      }
    }
  }

  private boolean isSettled() {
    if (!world.plane.runs() || world.now() - lastStep < SETTLED) {
      return false;
    }
    Phase phase = standing().book().phase();
    boolean rests =
        (phase instanceof Phase.Steady steady && steady.failback() == null)
            || phase instanceof Phase.Leaderless
            || (phase instanceof Phase.Suspect suspect && isTold(suspect));
    return rests
        && world.plane.state().ports().values().stream().allMatch(p -> p.book().act() == null);
  }

  /** A suspicion that a person was told of, and that waits for nothing else. */
  private static boolean isTold(Phase.Suspect suspect) {
    return switch (suspect.told()) {
      case HOST_ANSWERS, NO_VERDICT -> true;
      case NOTHING, MIXED -> false;
    };
  }

  private void recorded(long at, Entry entry) {
    boolean told = entry.kind() != Kind.REQUEST_ACCEPTED && entry.kind() != Kind.REQUEST_REFUSED;
    if (told && steps.size() < STEPS) {
      lastStep = at;
      steps.add(
          new Forecast.Step(
              Duration.ofMillis(at),
              entry.service() == null ? "" : entry.service(),
              entry.kind(),
              entry.severity(),
              entry.host(),
              entry.reason()));
    }
  }

  private void decided(State before, Signal signal, Instant now, Decision decision) {
    for (Effect each : decision.effects()) {
      if (each instanceof Effect.Answer said && answer == null) {
        answer = said;
      }
    }
  }

  private Forecast told() {
    Optional<String> acting =
        world.hosts.stream()
            .filter(each -> each.serves(service) && each.acting())
            .map(each -> each.policy.name())
            .findFirst();
    Effect.Answer said = answer;
    String phase = "";
    String why = "";
    if (world.plane.runs()) {
      Outlook outlook = Outlook.of(world.plane.state(), service, world.plane.time());
      phase = outlook.phase();
      why = outlook.why();
    }
    return new Forecast(
        said == null || said.accepted(),
        said == null ? "" : said.why(),
        steps,
        Duration.ofMillis(without),
        acting,
        phase,
        why,
        Duration.ofMillis(world.now()));
  }
}
