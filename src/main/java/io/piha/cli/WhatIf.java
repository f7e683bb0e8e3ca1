package io.piha.cli;

import io.piha.arbiter.Kind;
import io.piha.arbiter.ServiceState;
import io.piha.arbiter.State;
import io.piha.console.kit.Foretold;
import io.piha.console.kit.Foretold.Refused;
import io.piha.console.kit.Foretold.Why;
import io.piha.console.kit.Supposition;
import io.piha.world.Fault;
import io.piha.world.Forecast;
import io.piha.world.Foresight;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeoutException;
import java.util.function.BiFunction;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Answers "what if it happened now?" from what the engine believes; nothing is done. */
final class WhatIf {

  private static final Logger LOG = LoggerFactory.getLogger(WhatIf.class);

  /** What can be supposed although nobody leads. */
  private static final Set<Fault> OF_THE_HOUSE = EnumSet.of(Fault.BROKER_LOST, Fault.NETWORK_CUT);

  private final DryRuns runs;

  WhatIf(DryRuns runs) {
    this.runs = runs;
  }

  /** Never fails: what goes wrong is a refusal with its reason. */
  CompletableFuture<Foretold> ask(String service, Supposition what) {
    return runs.live((today, now, boots) -> lived(today, now, boots, service, fault(what)))
        .exceptionally(WhatIf::refused);
  }

  private static Foretold lived(
      State today,
      Instant now,
      BiFunction<String, String, Duration> boots,
      String service,
      Fault fault) {
    Optional<ServiceState> standing = today.service(service);
    if (standing.isEmpty()
        || (standing.get().book().leader() == null && !OF_THE_HOUSE.contains(fault))) {
      return new Refused(Why.IMPOSSIBLE);
    }
    String leader = standing.get().book().leader();
    Duration boot = boots.apply(service, leader == null ? "" : leader);
    try {
      return story(
          standing.get(), now, boot, Foresight.of(today, now, fault, service, boot), service);
    } catch (IllegalArgumentException e) {
      LOG.debug("{} of {} cannot be supposed", fault, service, e);
      return new Refused(Why.IMPOSSIBLE);
    }
  }

  private static Foretold.Story story(
      ServiceState standing, Instant now, Duration boot, Forecast seen, String service) {
    return new Foretold.Story(
        service,
        now,
        standing.revision(),
        boot,
        Optional.ofNullable(standing.book().leader()),
        DryRuns.told(seen).stream()
            .map(
                each -> new Foretold.Step(each.after(), each.kind(), each.severity(), each.words()))
            .toList(),
        seen.without(),
        seen.ledAtLast(),
        takesOver(seen),
        seen.phase(),
        seen.why(),
        seen.bottleneck().map(each -> new Foretold.Part(each.setting(), each.lasting())),
        seen.lived());
  }

  private static Optional<Duration> takesOver(Forecast seen) {
    return seen.steps().stream()
        .filter(each -> each.kind() == Kind.PROMOTED)
        .filter(each -> seen.ledAtLast().filter(name -> name.equals(each.host())).isPresent())
        .map(Forecast.Step::after)
        .reduce((_, last) -> last);
  }

  private static Foretold refused(Throwable trouble) {
    Throwable cause = trouble.getCause() == null ? trouble : trouble.getCause();
    if (cause instanceof DryRuns.Unready) {
      return new Refused(Why.UNREADY);
    }
    if (cause instanceof RejectedExecutionException) {
      return new Refused(Why.BUSY);
    }
    if (cause instanceof TimeoutException) {
      return new Refused(Why.LATE);
    }
    LOG.warn("what was supposed could not be lived through", cause);
    return new Refused(Why.FAILED);
  }

  private static Fault fault(Supposition what) {
    return switch (what) {
      case LEADER_DIES -> Fault.LEADER_DIES;
      case LEADER_CRASHES -> Fault.LEADER_CRASHES;
      case LEADER_HANGS -> Fault.LEADER_HANGS;
      case LEADER_IS_A_ZOMBIE -> Fault.LEADER_IS_A_ZOMBIE;
      case HEARTBEATS_MISSING -> Fault.HEARTBEATS_MISSING;
      case STANDBY_DIES -> Fault.STANDBY_DIES;
      case BOTH_DIE -> Fault.BOTH_DIE;
      case BROKER_LOST -> Fault.BROKER_LOST;
      case NETWORK_CUT -> Fault.NETWORK_CUT;
      case SWITCH_REFUSES -> Fault.SWITCH_REFUSES;
      case CONTROL_CRASHES -> Fault.CONTROL_CRASHES;
    };
  }
}
