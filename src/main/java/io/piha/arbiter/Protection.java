package io.piha.arbiter;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The honest answer to the question that matters on a quiet day: if the leader died now, would the
 * house go on? Each missing piece is named.
 */
final class Protection {

  private Protection() {}

  static List<String> missing(Desk desk) {
    List<String> missing = new ArrayList<>();
    String leader = desk.leader;
    boolean steady = desk.phase() instanceof Phase.Steady;
    if (leader == null || !steady) {
      missing.add(leader == null ? "nobody leads" : leader + " is not leading steadily");
    }
    if (!desk.turn.sighted(desk)) {
      missing.add(
          "blind: "
              + (desk.clearSince() == null
                  ? desk.blindness()
                  : "not sighted for " + Words.span(desk.timing.heartbeatTimeout()) + " yet"));
    }
    if (desk.frozen()) {
      missing.add("frozen: nothing is promoted by itself");
    }
    if (Judgement.bestFit(desk, leader).isEmpty()) {
      missing.add("no fit standby: " + Judgement.whyNoneFit(desk, leader));
    }
    int failovers = Judgement.failoversToday(desk.failovers, desk.now());
    if (failovers >= desk.policy.maxFailoversPerDay()) {
      missing.add("budget of automatic promotions is spent (" + failovers + "); acknowledge");
    }
    if (leader != null) {
      fence(desk, desk.host(leader)).ifPresent(missing::add);
    }
    return List.copyOf(missing);
  }

  /** Why the fence of that host could not be had now; empty when it could. */
  static Optional<String> fence(Desk desk, HostPolicy host) {
    boolean cycles = desk.policy.fence() == Fence.CYCLE;
    if (desk.policy.fence() == Fence.NONE || host.unfencedAllowed()) {
      return Optional.empty();
    }
    if (host.port().isEmpty()) {
      return Optional.of("fence: " + host.name() + " has no power port");
    }
    PortDesk port = desk.turn.port(host.port().get());
    if (port.hold() != null) {
      return Optional.of(
          "fence: port " + port.id + " of the leader " + host.name() + " is held off");
    }
    if (!port.trouble.isEmpty()) {
      return Optional.of("fence: switch " + port.id.device() + " does not answer: " + port.trouble);
    }
    PortReading reading = port.reading;
    Instant readAt = port.readAt;
    if (reading == null || readAt == null) {
      return Optional.of("fence: port " + port.id + " was not read yet");
    }
    if (freshUntil(desk, readAt).isBefore(desk.now())) {
      return Optional.of(
          "fence: port " + port.id + " was last read " + Words.since(readAt, desk.now()) + " ago");
    }
    Optional<String> failed = SelfTest.failed(desk, host.name(), port, reading);
    if (failed.isPresent()) {
      return Optional.of("fence: " + failed.get());
    }
    if (port.act() != null) {
      return Optional.of("fence: port " + port.id + " is being switched");
    }
    // Other services that live from the same port would fall silent with this leader.
    return PowerGuard.limit(
            port,
            desk,
            host.name(),
            cycles ? PortState.Doing.CYCLE : PortState.Doing.HOLD,
            true,
            false)
        .map(no -> "fence: " + no.why());
  }

  private static Instant freshUntil(Desk desk, Instant readAt) {
    return readAt.plus(desk.timing.probeEvery().multipliedBy(3)).plusSeconds(5);
  }

  /** When what the good answer rests on is next too old, if nothing new comes. */
  static @Nullable Instant due(Desk desk, String leader) {
    if (desk.unprotected()) {
      return null;
    }
    Instant probed = null;
    for (HostPolicy each : desk.policy.hosts()) {
      if (!each.name().equals(leader)) {
        probed = Judgement.later(probed, desk.vitals(each.name()).roundEnded());
      }
    }
    Instant read = desk.host(leader).port().map(id -> desk.turn.port(id).readAt).orElse(null);
    return Claims.earlier(
        probed == null ? null : ifToCome(desk, Judgement.freshUntil(desk.timing, probed)),
        read == null ? null : ifToCome(desk, freshUntil(desk, read)));
  }

  /** Just after that moment; what has passed has been said. */
  private static @Nullable Instant ifToCome(Desk desk, Instant until) {
    Instant after = until.plusMillis(1);
    return desk.now().isBefore(after) ? after : null;
  }

  /** Says it when the answer changes; blindness and incidents speak for themselves. */
  static void watch(Desk desk) {
    if (!(desk.phase() instanceof Phase.Steady) || !desk.turn.sighted(desk)) {
      return;
    }
    List<String> missing = missing(desk);
    if (missing.isEmpty() && desk.unprotected()) {
      desk.unprotected(false);
      desk.note(
          Kind.PROTECTED,
          Severity.INFO,
          desk.leader,
          "if " + desk.leader + " died now, the house would go on");
    } else if (!missing.isEmpty() && !desk.unprotected()) {
      desk.unprotected(true);
      desk.note(
          Kind.UNPROTECTED,
          Severity.WARNING,
          desk.leader,
          "if the leader died now, the house would not go on: " + String.join("; ", missing));
    }
  }
}
