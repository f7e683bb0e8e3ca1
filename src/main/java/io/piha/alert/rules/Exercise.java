package io.piha.alert.rules;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A live drill of a service, so that people can tell what belongs to it from an alarm.
 *
 * @param began wall time of its first record
 * @param endsBy when nothing is marked any more, even if nobody ever says that it is done
 * @param done wall time at which it was over; null until then
 */
public record Exercise(Instant began, Instant endsBy, @Nullable Instant done) {

  /** Begins the title of everything that belongs to a drill. */
  static final String MARK = "[DRILL] ";

  /** A drill that was never ended must not hide an alarm for longer. */
  private static final Duration LONGEST = Duration.ofHours(2);

  /** One that has begun. A record that is heard late marks for less, never for longer. */
  static Exercise begun(Instant at, Instant now) {
    return new Exercise(at, (at.isBefore(now) ? at : now).plus(LONGEST), null);
  }

  Exercise over(Instant at) {
    return new Exercise(began, endsBy, at);
  }

  /** Whether what is told now belongs to it. */
  boolean goesOn(Instant now) {
    return done == null && now.isBefore(endsBy);
  }

  /** Whether all of an incident, from its first sign to its end, lay within this drill. */
  boolean covers(Instant begun, Instant over) {
    Instant end = done;
    return end != null && !begun.isBefore(began) && !over.isAfter(end) && !over.isAfter(endsBy);
  }

  static String marked(String title) {
    return title.startsWith(MARK) ? title : MARK + title;
  }
}
