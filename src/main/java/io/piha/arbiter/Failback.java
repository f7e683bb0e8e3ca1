package io.piha.arbiter;

import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * The guided return to the primary: power on and probes first while the standby leads on, then
 * demote, {@code maintenance}, and the order; whatever fails, somebody leads in the end (S15).
 */
final class Failback {

  private Failback() {}

  /** Why a return to the primary is refused now; empty when it may begin. */
  static Optional<String> refusal(Desk desk, boolean force) {
    String primary = desk.policy.primary().name();
    if (!(desk.phase() instanceof Phase.Steady steady) || desk.leader == null) {
      return Optional.of("nobody leads steadily now (" + PhaseWord.of(desk) + ")");
    }
    if (steady.failback() != null) {
      return Optional.of("a failback is under way already");
    }
    if (primary.equals(desk.leader)) {
      return Optional.of("the primary " + primary + " leads already");
    }
    for (Incident each : desk.incidents()) {
      if (!each.acked() && !force) {
        return Optional.of("incident " + each.id() + " is not acknowledged; acknowledge it first");
      }
    }
    Optional<String> unmirrored = force ? Optional.empty() : Mirroring.unmirrored(desk);
    if (unmirrored.isPresent() || Vacancy.held(desk, primary)) {
      return unmirrored;
    }
    return unready(desk, primary).map(why -> primary + " does not answer its probes: " + why);
  }

  static Optional<String> unready(Desk desk, String host) {
    Vitals vitals = desk.vitals(host);
    if (vitals.absentAt(desk.now())) {
      return Optional.of("it announced an absence");
    }
    return Judgement.probesUnfit(desk.host(host), desk.timing, vitals, desk.now());
  }

  static void begin(Desk desk, Request request) {
    String primary = desk.policy.primary().name();
    String standby = Objects.requireNonNull(desk.leader);
    Takeover takeover =
        new Takeover(
            primary,
            standby,
            Takeover.Cause.FAILBACK,
            request.force(),
            request.id(),
            request.by(),
            request.reason().isEmpty() ? "return to the primary" : request.reason(),
            null,
            null);
    desk.operation(request.id(), "failback", "running", "waiting for " + primary);
    boolean held = Vacancy.held(desk, primary);
    desk.noteBy(
        request.by(),
        Kind.FAILBACK_STARTED,
        Severity.INFO,
        primary,
        held
            ? "port of "
                + primary
                + " is switched on; "
                + standby
                + " leads on until "
                + primary
                + " answers all its probes"
            : primary + " answers all its probes; " + standby + " will be ordered to demote",
        Map.of());
    if (held) {
      Isolation.release(desk, primary);
      desk.become(
          new Phase.Steady(
              new Phase.Raising(
                  takeover, desk.now(), desk.now().plus(desk.timing.failbackTimeout()))));
    } else {
      depose(desk, takeover);
    }
  }

  private static void depose(Desk desk, Takeover takeover) {
    Depose.begin(desk, takeover.due(desk.now().plus(desk.timing.failbackTimeout())));
  }

  /** Waiting for the primary's probes, the standby leading on. */
  static void raising(Desk desk, Phase.Raising raising) {
    String primary = raising.takeover().to();
    if (Vacancy.held(desk, primary)) {
      // Another service's promotion rested on it.
      Isolation.release(desk, primary);
    }
    Vitals vitals = desk.vitals(primary);
    boolean answered =
        vitals.roundStarted() != null
            && vitals.roundStarted().isAfter(raising.since())
            && !Vacancy.held(desk, primary)
            && unready(desk, primary).isEmpty();
    if (answered) {
      depose(desk, raising.takeover());
    } else if (!raising.until().isAfter(desk.now())) {
      giveUp(
          desk,
          raising,
          primary
              + " did not answer its probes within "
              + Words.span(desk.timing.failbackTimeout()));
    }
  }

  static void giveUp(Desk desk, Phase.Raising raising, String why) {
    String from = Objects.requireNonNull(raising.takeover().from());
    desk.note(
        Kind.FAILBACK_FAILED,
        Severity.CRITICAL,
        raising.takeover().to(),
        Judgement.heardNow(desk, from) ? why + "; " + from + " leads on" : why);
    desk.operation(raising.takeover().requestId(), "failback", "failed", why);
    desk.become(new Phase.Steady(null));
  }

  /** The standby does not lead any more, as {@code how} says; the primary gets ready. */
  static void maintain(Desk desk, Takeover takeover, String how) {
    desk.leader = null;
    String from = Objects.requireNonNull(takeover.from());
    desk.lost(from);
    desk.become(new Phase.Readying(takeover, desk.now()));
    desk.operation(
        takeover.requestId(),
        "failback",
        "running",
        how + "; waiting for " + takeover.to() + " to be ready");
    desk.publish(PublicState.MAINTENANCE, takeover.to(), desk.highest);
    desk.probe(takeover.to());
  }

  static void readying(Desk desk, Phase.Readying phase) {
    Takeover takeover = phase.takeover();
    Vitals vitals = desk.vitals(takeover.to());
    Instant deadline = Objects.requireNonNull(takeover.deadline());
    boolean ready =
        vitals.roundStarted() != null
            && !vitals.roundStarted().isBefore(phase.since())
            && unready(desk, takeover.to()).isEmpty();
    if (ready) {
      Succession.claim(desk, takeover, "the demotion of " + takeover.from() + " is sure");
    } else if (!deadline.isAfter(desk.now())) {
      Setback.fail(
          desk,
          takeover,
          takeover.to() + " was not ready within " + Words.span(desk.timing.failbackTimeout()));
    } else {
      Instant ended = vitals.roundEnded();
      if (ended == null || ended.plusSeconds(1).isBefore(desk.now())) {
        desk.probe(takeover.to());
      }
    }
  }
}
