package io.piha.console.kit;

import io.piha.engine.Snapshot;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;

/**
 * The snapshot that is shown and how old it is: the newest, or one of the past. Between snapshots
 * time goes on: {@link #now} is the snapshot's own time plus what has passed here since, so an
 * observer's clock need not agree. In the past time stands still.
 */
public final class Live {

  /** Without a new snapshot for this long the picture counts as stale. */
  public static final Duration STALE = Duration.ofSeconds(3);

  private final InstantSource clock;
  private final Duration limit;
  private final ReadOnlyBooleanWrapper past = new ReadOnlyBooleanWrapper(this, "past");
  private Optional<Snapshot> newest = Optional.empty();
  private Optional<Snapshot> then = Optional.empty();
  private String rehearsed = "";
  private Instant received = Instant.EPOCH;

  /**
   * @param clock never jumps; only differences of it are used
   */
  public Live(InstantSource clock) {
    this(clock, STALE);
  }

  /**
   * @param clock never jumps; only differences of it are used
   * @param stale without a new snapshot for this long the picture counts as stale
   */
  public Live(InstantSource clock, Duration stale) {
    this.clock = clock;
    this.limit = stale;
  }

  /** Takes a new picture; it is not shown while the past is. */
  public void take(Snapshot snapshot) {
    newest = Optional.of(snapshot);
    received = clock.instant();
  }

  /** Shows a picture of the past. */
  public void turnTo(Snapshot picture) {
    then = Optional.of(picture);
    rehearsed = "";
    past.set(true);
  }

  /**
   * Shows a picture of a rehearsal, in which nothing is real.
   *
   * @param what says which rehearsal, and how far it is
   */
  public void rehearse(Snapshot picture, String what) {
    then = Optional.of(picture);
    rehearsed = what;
    past.set(true);
  }

  /** What is rehearsed in what is shown; empty when it is the past or the present. */
  public String rehearsed() {
    return rehearsed;
  }

  /** Shows the newest picture again. */
  public void backToNow() {
    then = Optional.empty();
    rehearsed = "";
    past.set(false);
  }

  /** Whether what is shown is the past, or a rehearsal; then nothing may be asked for. */
  public ReadOnlyBooleanProperty past() {
    return past.getReadOnlyProperty();
  }

  /** The picture that is shown, once there is one. */
  public Optional<Snapshot> snapshot() {
    return then.or(() -> newest);
  }

  /** The newest picture, whatever is shown. */
  public Optional<Snapshot> newest() {
    return newest;
  }

  /** How long ago the newest picture came. */
  public Duration age() {
    return Duration.between(received, clock.instant());
  }

  /** Whether pictures have stopped coming. */
  public boolean stale() {
    return newest.isPresent() && age().compareTo(limit) > 0;
  }

  /** The time of what is shown: the engine's now, as far as it can be told, or the past moment. */
  public Instant now() {
    return then.map(Snapshot::at).orElseGet(this::present);
  }

  /** The engine's time now, whatever is shown. */
  public Instant present() {
    return newest.map(picture -> picture.at().plus(age())).orElseGet(clock::instant);
  }
}
