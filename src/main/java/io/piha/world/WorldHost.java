package io.piha.world;

import io.piha.arbiter.Absence;
import io.piha.arbiter.Effect;
import io.piha.arbiter.HostClaim;
import io.piha.arbiter.HostPolicy;
import io.piha.arbiter.Order;
import io.piha.arbiter.ProbeResult;
import io.piha.arbiter.PublicState;
import io.piha.arbiter.ServicePolicy;
import io.piha.arbiter.Signal;
import io.piha.arbiter.Verdict;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** A host that keeps its side of the contract, except where a mishap says otherwise. */
final class WorldHost {

  /** How far its machine is. */
  enum Machine {
    OFF,
    BOOTING,
    RUNNING,
    /** Powered and dead to the world; its watchdog may reset it. */
    HUNG
  }

  static final long USUAL_BOOT = 40_000;

  private final World world;
  final ServicePolicy service;
  final HostPolicy policy;
  final Line line;
  final Courier courier;

  private boolean power = true;
  Machine machine = Machine.RUNNING;

  /** Core runs: it beats, answers its own probe, and acts on automations. */
  boolean core = true;

  boolean dualPower;
  boolean broken;
  long boot = USUAL_BOOT;
  boolean mute;

  /** Nobody comes to ask its probes. */
  boolean unprobed;

  boolean obeys = true;

  /** It says that it leads and does nothing. */
  boolean lies;

  int lossPercent;
  int twicePercent;
  long late;
  long slowToObey;

  /** Of so many heartbeats one is lost; 0 for none. */
  int everyLost;

  /** When it boots it takes the leadership, whatever it hears. */
  boolean startsActive;

  /** Its cable sits on a port that nobody knows of: the port of the configuration is not its. */
  boolean moved;

  @Nullable Absence planned;

  HostClaim acts = HostClaim.PASSIVE;
  long epoch;
  private long demotedAt = -1;

  /** It has not heard yet, since its boot, who leads. */
  private boolean undecided;

  private final Map<String, Verdict> probes = new HashMap<>();
  private int boots;
  private int beats;

  WorldHost(World world, ServicePolicy service, HostPolicy policy) {
    this.world = world;
    this.service = service;
    this.policy = policy;
    this.line = new Line(world, policy.name(), this::connected, _ -> {});
    this.courier = new Courier(world, line, this::ordered);
  }

  /**
   * How it stands when the world begins.
   *
   * @param powered whether its port gives it power
   * @param lives whether it runs; one that does not stays dead as long as it has power
   * @param beats whether it is heard
   */
  void begins(boolean powered, boolean lives, boolean beats, HostClaim claim, long atEpoch) {
    power = powered;
    epoch = atEpoch;
    if (lives) {
      acts = claim;
      mute = !beats;
      line.isThere();
    } else {
      acts = HostClaim.PASSIVE;
      machine = powered() ? Machine.HUNG : Machine.OFF;
      broken = powered();
    }
  }

  boolean serves(String name) {
    return service.service().equals(name);
  }

  boolean powered() {
    return power || dualPower;
  }

  boolean alive() {
    return powered() && machine == Machine.RUNNING && core;
  }

  /** It really does the house's work. */
  boolean acting() {
    return alive() && acts == HostClaim.LEADER && !lies;
  }

  // --- what it says ---

  void beat() {
    boolean silent = !alive() && world.relies(Assumption.TRUE_NAMES);
    if (silent || mute || (lossPercent > 0 && world.chance.percent(lossPercent))) {
      return;
    }
    beats++;
    if (everyLost > 0 && beats % everyLost == 0) {
      return;
    }
    long delay = late == 0 ? 0 : world.chance.between(0, late);
    HostClaim claim = acts;
    long at = epoch;
    Optional<Absence> absence = Optional.ofNullable(planned);
    send(delay, claim, at, absence);
    if (twicePercent > 0 && world.chance.percent(twicePercent)) {
      send(delay + world.chance.between(0, 30_000), claim, at, absence);
    }
  }

  /** What becomes of its next heartbeat is a matter of chance, however quiet the last ones were. */
  boolean isFickle() {
    return lossPercent > 0 || twicePercent > 0 || late > 0;
  }

  private void send(long delay, HostClaim claim, long at, Optional<Absence> absence) {
    // In the name of one that is dead somebody else speaks.
    Runnable said = () -> everyoneHears(claim, at, absence);
    Runnable say = alive() ? () -> line.up(said) : said;
    if (delay == 0) {
      say.run();
    } else {
      world.agenda.in(delay, say);
    }
  }

  private void everyoneHears(HostClaim claim, long at, Optional<Absence> absence) {
    world.planes.forEach(each -> each.line.down(() -> heard(each, claim, at, absence)));
  }

  private void heard(Plane by, HostClaim claim, long at, Optional<Absence> absence) {
    by.tell(
        new Signal.Heartbeat(
            service.service(),
            policy.name(),
            Optional.of(claim),
            OptionalLong.of(at),
            absence,
            by.time()));
  }

  private void announce() {
    Effect.PublishState said =
        new Effect.PublishState(service.service(), PublicState.LEADER, policy.name(), epoch);
    line.up(() -> world.broker.retain(said, null));
  }

  // --- what it hears ---

  private void connected() {
    Effect.PublishState said = world.broker.states.get(service.service());
    if (said != null) {
      line.down(() -> sawState(said));
    }
    world.agenda.in(20, this::beat);
  }

  /** The state topic tells a host that has just started whether it leads. */
  void sawState(Effect.PublishState said) {
    if (!alive() || !undecided) {
      return;
    }
    boolean mine = said.host().equals(policy.name());
    if (mine && said.state() == PublicState.RECOVERING) {
      // It is waited for; it leads on as soon as the topic says so.
      return;
    }
    undecided = false;
    if (said.state() == PublicState.LEADER
        && mine
        && said.epoch() >= epoch
        && said.epoch() > demotedAt) {
      epoch = said.epoch();
      begin();
    }
  }

  void ordered(Order order) {
    if (!alive() || !obeys || order.epoch() < epoch) {
      return;
    }
    if (slowToObey > 0) {
      world.agenda.in(world.chance.between(0, slowToObey), () -> obey(order));
    } else {
      obey(order);
    }
  }

  private void obey(Order order) {
    if (!alive() || order.epoch() < epoch) {
      return;
    }
    undecided = false;
    switch (order.verb()) {
      case PROMOTE -> {
        if (order.epoch() > demotedAt) {
          epoch = order.epoch();
          begin();
          announce();
        }
      }
      case DEMOTE -> {
        acts = HostClaim.PASSIVE;
        epoch = order.epoch();
        demotedAt = order.epoch();
        beat();
      }
    }
  }

  private void begin() {
    boolean was = acting();
    acts = HostClaim.LEADER;
    if (!was && acting()) {
      world.truth.began(this);
    }
  }

  // --- its life ---

  void crash() {
    machine = Machine.HUNG;
    line.stop();
    boots++;
  }

  /** Its own watchdog, or a person, restarts it. */
  void restart(long bootTime) {
    boots++;
    line.stop();
    acts = HostClaim.PASSIVE;
    machine = Machine.BOOTING;
    if (broken) {
      return;
    }
    int mine = boots;
    world.agenda.in(
        bootTime,
        () -> {
          if (powered() && boots == mine) {
            up();
          }
        });
  }

  void up() {
    machine = Machine.RUNNING;
    core = true;
    acts = HostClaim.PASSIVE;
    undecided = true;
    line.start();
    if (startsActive) {
      usurp(Math.max(1, epoch));
    }
  }

  void power(boolean on) {
    if (on == power) {
      return;
    }
    power = on;
    if (dualPower) {
      return;
    }
    if (on) {
      restart(boot);
    } else {
      boots++;
      machine = Machine.OFF;
      acts = HostClaim.PASSIVE;
      line.stop();
    }
  }

  /** Takes the leadership by itself, against its side of the contract. */
  void usurp(long claimed) {
    if (alive()) {
      acts = HostClaim.LEADER;
      epoch = Math.max(epoch, claimed);
      beat();
    }
  }

  /** Says once that it has that epoch, which it has not. */
  void tells(long other) {
    if (alive()) {
      send(0, acts, other, Optional.empty());
    }
  }

  /** Its disk is put back to what it was long ago. */
  void forgetEpochs() {
    epoch = 0;
    demotedAt = -1;
  }

  void quit() {
    acts = HostClaim.PASSIVE;
    beat();
  }

  // --- its probes ---

  void probeSays(String probe, @Nullable Verdict verdict) {
    if (verdict == null) {
      probes.remove(probe);
    } else {
      probes.put(probe, verdict);
    }
  }

  boolean hasHonestProbes() {
    return probes.isEmpty() && !unprobed;
  }

  void honestProbes() {
    probes.clear();
  }

  void probe(Plane by) {
    if (unprobed) {
      return;
    }
    var started = by.time();
    boolean reached = world.links.between(by.party, policy.name());
    boolean answers = reached && powered() && machine == Machine.RUNNING;
    long patience = service.timing().probeTimeout().toMillis();
    boolean silent = !reached || machine == Machine.HUNG;
    long took = silent ? patience : answers ? Math.min(50, patience) : 20;
    Map<String, ProbeResult> results = new HashMap<>();
    for (String each : policy.probes()) {
      boolean up =
          (answers && (core || each.equals("supervisor")))
              || (reached && !world.relies(Assumption.TRUE_PROBES));
      Verdict verdict = probes.getOrDefault(each, up ? Verdict.UP : Verdict.DOWN);
      String detail =
          switch (verdict) {
            case UP -> "answers";
            case DOWN -> silent ? "no answer within " + took / 1e3 + " s" : "refused";
            case UNKNOWN -> "no route from here";
          };
      results.put(each, new ProbeResult(verdict, detail, Duration.ofMillis(took)));
    }
    world.answer(
        by,
        took,
        () -> new Signal.ProbeRound(service.service(), policy.name(), results, started, by.time()));
  }
}
