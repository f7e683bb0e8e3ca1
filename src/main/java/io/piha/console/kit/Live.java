package io.piha.console.kit;

import io.piha.engine.Snapshot;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;

/**
 * The newest snapshot and how old it is. Between snapshots time goes on: {@link #now} is the
 * snapshot's own time plus what has passed here since, so an observer's clock need not agree.
 */
public final class Live {

  /** Without a new snapshot for this long the picture counts as stale. */
  public static final Duration STALE = Duration.ofSeconds(3);

  private final InstantSource clock;
  private Optional<Snapshot> newest = Optional.empty();
  private Instant received = Instant.EPOCH;

  /**
   * @param clock never jumps; only differences of it are used
   */
  public Live(InstantSource clock) {
    this.clock = clock;
  }

  /** Takes a new picture. */
  public void take(Snapshot snapshot) {
    newest = Optional.of(snapshot);
    received = clock.instant();
  }

  /** The newest picture, once there is one. */
  public Optional<Snapshot> snapshot() {
    return newest;
  }

  /** How long ago the newest picture came. */
  public Duration age() {
    return Duration.between(received, clock.instant());
  }

  /** Whether pictures have stopped coming. */
  public boolean stale() {
    return newest.isPresent() && age().compareTo(STALE) > 0;
  }

  /** The engine's time now, as far as it can be told from here. */
  public Instant now() {
    return newest.map(picture -> picture.at().plus(age())).orElseGet(clock::instant);
  }
}
