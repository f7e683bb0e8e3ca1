package io.piha.arbiter;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Keeps its own account of what was heard, seen and switched, and complains when the arbiter breaks
 * a safety rule by it. It shares no judgement with the code that it watches.
 */
final class SecondAccount implements Stage.Onlooker {

  private final Stage stage;
  private final Map<String, Instant> beat = new HashMap<>();
  private final Map<String, Signal.ProbeRound> rounds = new HashMap<>();
  private final Map<String, Long> epochs = new HashMap<>();
  private final Set<String> sent = new HashSet<>();
  private final Map<PortId, List<Instant>> cycles = new HashMap<>();
  private final Map<PortId, Instant> darkSince = new HashMap<>();
  private Instant unsighted;
  private boolean broker;
  private boolean witness;
  private @Nullable Instant stalled;

  SecondAccount(Stage stage) {
    this.stage = stage;
    this.unsighted = stage.now;
  }

  @Override
  public void decided(State before, Signal signal, Decision decision, Instant now) {
    see(signal, now);
    for (ServiceState service : decision.next().services()) {
      String name = service.policy().service();
      for (Effect effect : decision.effects()) {
        if (effect instanceof Effect.SendOrder send && send.service().equals(name)) {
          order(service, send.order(), now);
        }
      }
      light(service, now);
      noFurther(before, service, signal);
    }
    for (Effect effect : decision.effects()) {
      if (effect instanceof Effect.SetPort set && !set.on()) {
        cut(decision.next(), set, now);
      }
    }
  }

  private void see(Signal signal, Instant now) {
    switch (signal) {
      case Signal.Heartbeat s -> {
        if (stalled == null || !now.isBefore(stalled.plusSeconds(1))) {
          beat.put(s.host(), now);
        }
      }
      case Signal.ProbeRound s -> rounds.put(s.host(), s);
      case Signal.BrokerConnected _ -> broker = false;
      case Signal.RoundTrip _ -> broker = true;
      case Signal.BrokerLost _ -> broker = false;
      case Signal.WitnessRound s -> witness = s.answers().containsValue("");
      case Signal.Stalled _ -> {
        unsighted = now;
        stalled = now;
      }
      case Signal.Started _ -> {
        broker = false;
        witness = false;
        unsighted = now;
      }
      default -> {}
    }
    if (!broker || !witness) {
      unsighted = now;
    }
  }

  private void order(ServiceState service, Order order, Instant now) {
    Timing timing = service.policy().timing();
    String name = service.policy().service();
    if (order.verb() == Order.Verb.DEMOTE) {
      boolean leads =
          order.host().equals(service.book().leader())
              && !(service.book().phase() instanceof Phase.Deposing);
      hold(!leads, "S16: the leader " + order.host() + " is ordered to demote");
      return;
    }
    if (!sent.add(order.id())) {
      return;
    }
    hold(
        order.epoch() > epochs.getOrDefault(name, 0L),
        "S1: epoch " + order.epoch() + " is not above " + epochs.get(name));
    epochs.put(name, order.epoch());
    Effect.PublishState known = stage.retained.get(name);
    hold(known != null && known.epoch() >= order.epoch(), "S1: the epoch is not known outside");
    if (!(service.book().phase() instanceof Phase.Ordered ordered)
        || !ordered.takeover().automatic()) {
      return;
    }
    hold(sighted(timing, now), "S5: a promote order while blind");
    hold(service.book().freeze() == null, "S6: a promote order while frozen");
    Signal.ProbeRound to = rounds.get(order.host());
    hold(to != null && allUp(to), "S7: " + order.host() + " is not fit");
    if (to != null) {
      Duration age = Duration.between(to.endedAt(), now);
      Duration fresh = timing.probeEvery().plus(timing.probeTimeout());
      hold(age.compareTo(fresh) <= 0, "S7: " + order.host() + " was probed " + age + " ago");
    }
    String from = ordered.takeover().from();
    if (from != null && !from.equals(order.host())) {
      silent(service, from, now);
      fenced(service, ordered.takeover(), from);
    }
  }

  private void silent(ServiceState service, String from, Instant now) {
    Timing timing = service.policy().timing();
    Duration quiet = timing.heartbeatTimeout().plus(timing.recoveryWait());
    Instant heard = beat.get(from);
    hold(
        heard == null || !heard.plus(quiet).isAfter(now), "S2: " + from + " was heard at " + heard);
    Signal.ProbeRound probed = rounds.get(from);
    hold(
        probed != null
            && !probed.endedAt().plus(timing.probeTimeout()).plusSeconds(1).isBefore(now)
            && probed.results().values().stream().anyMatch(r -> r.verdict() == Verdict.DOWN),
        "S2: no fresh probe of " + from + " with something down");
  }

  private void fenced(ServiceState service, Takeover takeover, String from) {
    HostPolicy host = service.policy().host(from).orElseThrow();
    if (service.policy().fence() == Fence.HOLD_OFF
        && host.port().isPresent()
        && !host.unfencedAllowed()
        && takeover.unfenced() == null) {
      hold(!stage.port(host.port().get()).on, "S3: the port of " + from + " is not off");
    }
    hold(
        takeover.unfenced() == null
            || host.unfencedAllowed()
            || takeover.force()
            || service.policy().fence() == Fence.NONE,
        "S3: unfenced though that is not allowed: " + takeover.unfenced());
  }

  private void cut(State state, Effect.SetPort set, Instant now) {
    PortState port = state.ports().get(set.port());
    PortState.Act act = port == null ? null : port.book().act();
    if (act == null || !act.automatic()) {
      return;
    }
    ServicePolicy service = state.policy().service(act.service()).orElseThrow();
    hold(sighted(service.timing(), now), "S5: a cut while blind");
    if (act.doing() == PortState.Doing.HOLD) {
      for (ServiceState each : state.services()) {
        boolean contested = each.book().contests().containsKey(act.host());
        hold(
            !each.policy().service().equals(act.service())
                || contested
                || each.book().freeze() == null
                || (each.book().phase() instanceof Phase.Fencing f && !f.takeover().automatic()),
            "S6: a fencing cut while frozen");
      }
      return;
    }
    List<Instant> past = cycles.computeIfAbsent(set.port(), _ -> new ArrayList<>());
    GuardPolicy guard = state.policy().guard();
    int today = 0;
    for (Instant each : past) {
      hold(!each.plus(guard.minInterval()).isAfter(now), "S4: cycled at " + each + " already");
      today += each.plus(Duration.ofHours(24)).isAfter(now) ? 1 : 0;
    }
    hold(today < guard.maxPerDay(), "S4: " + today + " cycles today already");
    past.add(now);
  }

  /** S8 and S23, as far as the switch does what it is told. */
  private void light(ServiceState service, Instant now) {
    Timing timing = service.policy().timing();
    Phase phase = service.book().phase();
    boolean led = service.book().leader() != null || phase instanceof Phase.Ordered;
    for (HostPolicy host : service.policy().hosts()) {
      if (host.port().isEmpty()) {
        continue;
      }
      StagePort port = stage.port(host.port().get());
      boolean counts = !port.on && !led && port.mood == StagePort.Mood.OBEYS && port.steady();
      if (!counts) {
        darkSince.remove(port.id);
      } else {
        Instant since = darkSince.computeIfAbsent(port.id, _ -> now);
        Duration most = timing.heartbeatTimeout().plusSeconds(60).plusSeconds(35);
        hold(
            !since.plus(most).isBefore(now),
            "S8: port " + port.id + " is dark since " + since + " and nobody leads");
      }
    }
  }

  /** S12: a live heartbeat of the leader ends what was begun against it. */
  private void noFurther(State before, ServiceState after, Signal signal) {
    if (!(signal instanceof Signal.Heartbeat beat)
        || !beat.service().equals(after.policy().service())
        || (stalled != null && beat.arrivedAt().isBefore(stalled.plusSeconds(1)))) {
      return;
    }
    Integer place = before.index().get(beat.service());
    Book was = before.services().get(place == null ? 0 : place).book();
    boolean against = was.phase() instanceof Phase.Suspect && beat.host().equals(was.leader());
    hold(
        !against || !(after.book().phase() instanceof Phase.Suspect),
        "S12: " + beat.host() + " is heard and still suspected");
  }

  private boolean sighted(Timing timing, Instant now) {
    return !unsighted.plus(timing.heartbeatTimeout()).isAfter(now);
  }

  private static boolean allUp(Signal.ProbeRound round) {
    return round.results().values().stream().allMatch(r -> r.verdict() == Verdict.UP);
  }

  private void hold(boolean rule, String broken) {
    if (!rule) {
      throw new AssertionError(
          Duration.between(Stage.ZERO, stage.now) + " " + broken + "\n" + stage.trace());
    }
  }
}
