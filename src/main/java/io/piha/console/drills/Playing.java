package io.piha.console.drills;

import io.piha.console.kit.Spans;
import io.piha.drill.Rehearsal;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** A rehearsal that is played on the tiles, faster than life. */
public final class Playing {

  /** However long the rehearsal, it is shown in at most so many pictures. */
  private static final int PICTURES = 120;

  private final Rehearsal rehearsal;
  private final int stride;
  private int next;

  public Playing(Rehearsal rehearsal) {
    this.rehearsal = rehearsal;
    this.stride = Math.max(1, Math.ceilDiv(rehearsal.frames().size(), PICTURES));
  }

  /** The next picture; empty when it is over. */
  public Optional<Rehearsal.Frame> next() {
    if (next >= rehearsal.frames().size()) {
      return Optional.empty();
    }
    Rehearsal.Frame frame = rehearsal.frames().get(next);
    next += stride;
    return Optional.of(frame);
  }

  /** All of it. */
  public Rehearsal rehearsal() {
    return rehearsal;
  }

  /** What is rehearsed. */
  public String title() {
    return rehearsal.report().title();
  }

  /** How far it is, since it began. */
  public String clock() {
    Instant began = rehearsal.frames().getFirst().at();
    int shown = Math.min(Math.max(0, next - stride), rehearsal.frames().size() - 1);
    return "+" + Spans.clock(Duration.between(began, rehearsal.frames().get(shown).at()));
  }
}
