package io.piha.arbiter;

import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What is known of a host's life; changes with every heartbeat and is never worth a disk write.
 *
 * @param heard arrival of the last live heartbeat
 * @param claim what it last said of itself
 * @param epoch the epoch it last named; −1 when it named none
 * @param passiveSince since when it has said, without a break, that it does not lead
 * @param results its probes' last results
 * @param roundStarted start of the last probe round
 * @param roundEnded end of the last probe round
 * @param allUp end of the last round with every probe up
 * @param allUpStarted start of that round
 * @param absence an announced absence
 * @param absentUntil until when its silence is believed
 * @param asked when its probes were last asked for by a decision, until they answer
 */
public record Vitals(
    @Nullable Instant heard,
    @Nullable HostClaim claim,
    long epoch,
    @Nullable Instant passiveSince,
    Map<String, ProbeResult> results,
    @Nullable Instant roundStarted,
    @Nullable Instant roundEnded,
    @Nullable Instant allUp,
    @Nullable Instant allUpStarted,
    @Nullable Absence absence,
    @Nullable Instant absentUntil,
    @Nullable Instant asked) {

  static final Vitals NOTHING =
      new Vitals(null, null, -1, null, Map.of(), null, null, null, null, null, null, null);

  /** Whether an announced absence is still believed. */
  boolean absentAt(Instant now) {
    return absentUntil != null && now.isBefore(absentUntil);
  }

  Vitals beat(Instant at, @Nullable HostClaim said, long namedEpoch) {
    Instant passive = said == HostClaim.PASSIVE ? (passiveSince != null ? passiveSince : at) : null;
    return new Vitals(
        at,
        said,
        namedEpoch,
        passive,
        results,
        roundStarted,
        roundEnded,
        allUp,
        allUpStarted,
        null,
        null,
        asked);
  }

  Vitals announced(Absence kind, Instant until) {
    return new Vitals(
        heard,
        claim,
        epoch,
        passiveSince,
        results,
        roundStarted,
        roundEnded,
        allUp,
        allUpStarted,
        kind,
        until,
        asked);
  }

  Vitals probed(Signal.ProbeRound round, boolean everyProbeUp) {
    return new Vitals(
        heard,
        claim,
        epoch,
        passiveSince,
        round.results(),
        round.startedAt(),
        round.endedAt(),
        everyProbeUp ? round.endedAt() : allUp,
        everyProbeUp ? round.startedAt() : allUpStarted,
        absence,
        absentUntil,
        null);
  }

  Vitals asking(Instant at) {
    return new Vitals(
        heard,
        claim,
        epoch,
        passiveSince,
        results,
        roundStarted,
        roundEnded,
        allUp,
        allUpStarted,
        absence,
        absentUntil,
        at);
  }

  /** Forgets how long the host has been passive: it was just told otherwise. */
  Vitals toldAnew() {
    return new Vitals(
        heard,
        claim,
        epoch,
        null,
        results,
        roundStarted,
        roundEnded,
        allUp,
        allUpStarted,
        absence,
        absentUntil,
        asked);
  }
}
