package io.piha.recovery;

import io.piha.arbiter.StagedSnapshot;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * When the next snapshot of a host is due, by wall time: people schedule by it. A snapshot dated
 * into the future, by a clock that was wrong, puts nothing off.
 *
 * @param failures since the last success
 * @param failedAt when the last one failed; without meaning after a success
 */
record Timetable(int failures, Instant failedAt) {

  static final Timetable FRESH = new Timetable(0, Instant.EPOCH);

  private static final Duration FIRST_RETRY = Duration.ofMinutes(5);
  private static final Duration LONGEST_RETRY = Duration.ofHours(6);

  Timetable failed(Instant at) {
    return new Timetable(Math.min(failures + 1, 30), at);
  }

  boolean due(List<StagedSnapshot> staged, Duration every, Instant now) {
    boolean waits = failures > 0 && now.isBefore(failedAt.plus(retry(every)));
    boolean fresh =
        staged.stream()
            .map(StagedSnapshot::takenAt)
            .anyMatch(at -> !at.isAfter(now) && at.plus(every).isAfter(now));
    // A clock that was set back must not hold the retry up for longer than it is.
    boolean believable = !failedAt.isAfter(now);
    return !fresh && !(waits && believable);
  }

  /** The pause doubles with each failure, up to the usual distance or six hours. */
  private Duration retry(Duration every) {
    Duration pause = FIRST_RETRY.multipliedBy(1L << Math.min(failures - 1, 10));
    Duration longest = every.compareTo(LONGEST_RETRY) < 0 ? every : LONGEST_RETRY;
    return pause.compareTo(longest) < 0 ? pause : longest;
  }
}
