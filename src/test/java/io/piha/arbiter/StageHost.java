package io.piha.arbiter;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** A host that keeps its side of the contract, except where a story says otherwise. */
final class StageHost {

  final Stage stage;
  final ServicePolicy service;
  final HostPolicy policy;

  boolean power = true;
  boolean running = true;
  boolean beats = true;
  boolean obeys = true;

  /** Whether its heartbeats carry a state and an epoch. */
  boolean bare;

  /** It lives on when its port is off. */
  boolean dualPower;

  /** From power-on until it runs; absent: it never comes up again. */
  @Nullable Duration boot;

  HostClaim acts = HostClaim.PASSIVE;
  long epoch = 0;
  private long demotedAt = -1;

  /** Probes that answer otherwise than the host's life says. */
  final Map<String, Verdict> probes = new HashMap<>();

  /** How much longer its probes take than they should; absent: they never end. */
  @Nullable Duration probesLate = Duration.ZERO;

  /** Set while it leads by its own mind. */
  private int boots;

  StageHost(Stage stage, ServicePolicy service, HostPolicy policy) {
    this.stage = stage;
    this.service = service;
    this.policy = policy;
  }

  boolean alive() {
    return (power || dualPower) && running;
  }

  void rhythm() {
    stage.repeat(service.timing().heartbeatEvery(), this::beat);
  }

  void beat() {
    if (alive() && beats && stage.broker) {
      say(bare ? Optional.empty() : Optional.of(acts), epoch, Optional.empty());
    }
  }

  void say(Optional<HostClaim> claim, long atEpoch, Optional<Absence> planned) {
    stage.tell(
        new Signal.Heartbeat(
            service.service(),
            policy.name(),
            claim,
            bare || atEpoch < 0 ? OptionalLong.empty() : OptionalLong.of(atEpoch),
            planned,
            stage.now));
  }

  void announce(PublicState state, long atEpoch) {
    Effect.PublishState said =
        new Effect.PublishState(service.service(), state, policy.name(), atEpoch);
    stage.retained.put(service.service(), said);
    stage.tell(stage.announcement(said, false));
  }

  void ordered(Order order) {
    if (!alive() || !obeys || order.epoch() < epoch) {
      return;
    }
    switch (order.verb()) {
      case PROMOTE -> {
        if (order.epoch() > demotedAt) {
          acts = HostClaim.LEADER;
          epoch = order.epoch();
          announce(PublicState.LEADER, epoch);
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

  // --- probes ---

  void probe() {
    Instant started = stage.now;
    Map<String, ProbeResult> results = new HashMap<>();
    Duration took = Duration.ofMillis(alive() ? 50 : 20);
    for (String each : policy.probes()) {
      Verdict verdict = probes.getOrDefault(each, alive() ? Verdict.UP : Verdict.DOWN);
      String detail =
          switch (verdict) {
            case UP -> "answers";
            case DOWN -> "refused";
            case UNKNOWN -> "no route from here";
          };
      results.put(each, new ProbeResult(verdict, detail, took));
    }
    if (probesLate == null) {
      return;
    }
    stage.in(
        took.plus(probesLate),
        () ->
            stage.tell(
                new Signal.ProbeRound(
                    service.service(), policy.name(), results, started, stage.now)));
  }

  // --- power ---

  void powered(boolean on) {
    if (on == power) {
      return;
    }
    power = on;
    if (dualPower) {
      return;
    }
    running = false;
    boots++;
    int mine = boots;
    if (on && boot != null) {
      stage.in(
          boot,
          () -> {
            if (power && boots == mine) {
              up();
            }
          });
    }
  }

  /** It starts passive unless the state topic says that it leads. */
  void up() {
    running = true;
    Effect.PublishState said = stage.retained.get(service.service());
    boolean leads =
        said != null
            && said.state() == PublicState.LEADER
            && said.host().equals(policy.name())
            && said.epoch() >= epoch;
    acts = leads ? HostClaim.LEADER : HostClaim.PASSIVE;
    if (leads && said != null) {
      epoch = said.epoch();
    }
    beat();
  }
}
