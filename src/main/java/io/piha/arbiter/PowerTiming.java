package io.piha.arbiter;

import io.piha.arbiter.PortState.Act;
import io.piha.arbiter.PortState.Doing;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** How long a port may take for what it was told, and when it next wants to be asked. */
final class PowerTiming {

  static final Duration COMMAND_GRACE = Duration.ofSeconds(5);
  private static final Duration READ_EVERY = Duration.ofMillis(400);

  private PowerTiming() {}

  static Duration deadline(PortDesk port) {
    return port.turn.policy.switchDeadline(port.id);
  }

  /** Whether that port's switch can only cycle it, as one act of its own. */
  static boolean isCycler(PortDesk port) {
    return port.turn.policy.cyclers().contains(port.id.device());
  }

  static Duration offTime(PortDesk port) {
    return port.turn.policy.guard().offTime();
  }

  static Duration proofTime(PortDesk port, Act act) {
    return proofTime(port.turn.policy, act);
  }

  private static Duration proofTime(SitePolicy policy, Act act) {
    return policy
        .service(act.service())
        .map(each -> each.timing().fenceProof())
        .orElse(Timing.DEFAULT.fenceProof());
  }

  /** When the port next wants to be asked. */
  static Optional<Instant> due(PortState port, SitePolicy policy) {
    Act act = port.book().act();
    if (act == null) {
      return port.book().owedSince() != null && port.book().hold() == null
          ? Optional.of(port.book().owedSince())
          : Optional.empty();
    }
    Instant asked = port.readAsked();
    Instant nextRead =
        asked != null
            ? asked.plusSeconds(6).plusMillis(1)
            : (port.answeredAt() == null ? act.stepAt() : later(port.answeredAt(), act.stepAt()))
                .plus(readEvery(policy, act));
    if (port.resumed()) {
      return Optional.of(nextRead);
    }
    Duration limit = policy.switchDeadline(port.id());
    return Optional.of(
        switch (act.step()) {
          case OFF_COMMANDED, ON_COMMANDED -> act.stepAt().plus(limit).plus(COMMAND_GRACE);
          case OFF_CONFIRMED -> act.stepAt().plus(policy.guard().offTime());
          case OFF_READING -> {
            Instant until = act.stepAt().plus(limit);
            if (act.doing() == Doing.HOLD) {
              until = until.plus(proofTime(policy, act));
            }
            yield nextRead.isBefore(until) ? nextRead : until;
          }
          case ON_READING -> {
            Instant until = act.stepAt().plus(limit);
            yield nextRead.isBefore(until) ? nextRead : until;
          }
        });
  }

  private static Duration readEvery(SitePolicy policy, Act act) {
    Duration quarter = proofTime(policy, act).dividedBy(4);
    if (act.doing() != Doing.HOLD || quarter.compareTo(READ_EVERY) > 0) {
      return READ_EVERY;
    }
    return quarter.compareTo(Duration.ofMillis(20)) < 0 ? Duration.ofMillis(20) : quarter;
  }

  private static Instant later(Instant one, Instant other) {
    return one.isAfter(other) ? one : other;
  }
}
