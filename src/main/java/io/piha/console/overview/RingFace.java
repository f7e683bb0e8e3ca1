package io.piha.console.overview;

import io.piha.console.kit.Spans;
import io.piha.console.kit.Tone;
import io.piha.console.kit.Words;
import io.piha.engine.Snapshot.HostView;
import io.piha.engine.Snapshot.ProbeView;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.Optional;

/**
 * The ring of a tile: how long a host has been silent, against the silence that counts.
 *
 * @param fill 0 just heard … 1 the limit is reached
 */
record RingFace(double fill, String figure, String caption, Tone tone) {

  /** From here on one should look: more than two thirds of the limit. */
  private static final double LATE = 0.67;

  static RingFace of(HostView host, Instant now, Words words) {
    return host.lastHeartbeat()
        .map(at -> heard(host, Duration.between(at, now), words))
        .orElseGet(() -> unheard(host, now, words));
  }

  private static RingFace heard(HostView host, Duration silence, Words words) {
    double share = (double) silence.toMillis() / Math.max(1, host.timeout().toMillis());
    // Arc and figure move together, once a second; finer steps would only cost frames.
    double whole = (double) silence.toSeconds() * 1000 / Math.max(1, host.timeout().toMillis());
    double fill = Math.clamp(Math.round(whole * 100) / 100.0, 0, 1);
    String figure = Spans.clock(silence);
    return share >= 1
        ? new RingFace(1, figure, words.say("ring.silent"), overdue(host))
        : new RingFace(
            fill, figure, words.say("ring.of", Spans.clock(host.timeout())), calm(host, share));
  }

  private static Tone calm(HostView host, double share) {
    if (!host.state().equals("leader")) {
      return Tone.QUIET;
    }
    return share > LATE ? Tone.NOTICE : Tone.LEADING;
  }

  private static Tone overdue(HostView host) {
    return switch (host.state()) {
      case "fenced", "planned", "maintenance" -> Tone.NOTICE;
      default -> Tone.BAD;
    };
  }

  private static RingFace unheard(HostView host, Instant now, Words words) {
    Optional<Instant> probed =
        host.probes().stream()
            .map(ProbeView::at)
            .flatMap(Optional::stream)
            .max(Comparator.naturalOrder());
    return probed
        .map(
            at ->
                new RingFace(
                    0, Spans.clock(Duration.between(at, now)), words.say("ring.probe"), Tone.QUIET))
        .orElseGet(() -> new RingFace(0, "–", words.say("ring.never"), Tone.QUIET));
  }
}
