package io.piha.console.dialog;

import io.piha.console.kit.Changed;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;

/** A gesture that works for a short while only, after it was armed on purpose. */
final class Arming {

  /** Long enough to press and hold, too short to be forgotten. */
  static final Duration LASTS = Duration.ofSeconds(10);

  private final ReadOnlyObjectWrapper<Long> left = new ReadOnlyObjectWrapper<>(0L);
  private Optional<Instant> until = Optional.empty();

  void arm(Instant now) {
    until = Optional.of(now.plus(LASTS));
    tick(now);
  }

  void disarm() {
    until = Optional.empty();
    Changed.set(left, 0L);
  }

  /** Time has passed. */
  void tick(Instant now) {
    long millis = until.map(end -> Duration.between(now, end).toMillis()).orElse(0L);
    if (millis <= 0) {
      disarm();
    } else {
      Changed.set(left, (millis + 999) / 1000);
    }
  }

  /** Whole seconds that are left; 0 while it is not armed. */
  ReadOnlyObjectProperty<Long> left() {
    return left.getReadOnlyProperty();
  }
}
