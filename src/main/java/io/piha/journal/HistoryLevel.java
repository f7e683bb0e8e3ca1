package io.piha.journal;

import java.time.Duration;

/** How finely heartbeats are kept; each level is made from the one before. */
enum HistoryLevel {
  /** Each heartbeat itself. */
  BEAT(0, Duration.ofMillis(1), Duration.ofDays(7)),
  MINUTE(1, Duration.ofMinutes(1), Duration.ofDays(31)),
  HOUR(2, Duration.ofHours(1), Duration.ofDays(400)),
  DAY(3, Duration.ofDays(1), Duration.ofDays(36_500));

  /** How the tables call it; the finer level's number is one less. */
  final int number;

  final long width;
  final Duration keep;

  HistoryLevel(int number, Duration width, Duration keep) {
    this.number = number;
    this.width = width.toMillis();
    this.keep = keep;
  }

  /** The start of the bucket that a time lies in. */
  long floor(long millis) {
    return Math.floorDiv(millis, width) * width;
  }
}
