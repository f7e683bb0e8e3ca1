package io.piha.journal;

/** A host as the history knows it, and what its newest heartbeats come to. */
final class BeatSource {
  private static final long NEVER = Long.MIN_VALUE;

  final long id;
  private long lastBeat = NEVER;
  private long minute = NEVER;
  private long count;
  private long longest;

  BeatSource(long id) {
    this.id = id;
  }

  /** Notes a heartbeat; gives how long after the one before it came, 0 for the first. */
  long gap(long at) {
    long gap = lastBeat == NEVER ? 0 : Math.max(0, at - lastBeat);
    lastBeat = at;
    return gap;
  }

  /** Whether the one noted last came in that very millisecond, of which one is kept. */
  boolean isAt(long at) {
    return lastBeat == at;
  }

  /** Whether the one noted last came after that. */
  boolean isAfter(long at) {
    return lastBeat > at;
  }

  /** The start of the minute that is being counted; far in the past when none is. */
  long minute() {
    return minute;
  }

  void count(long inMinute, long gap) {
    if (minute != inMinute) {
      minute = inMinute;
      count = 0;
      longest = 0;
    }
    count++;
    longest = Math.max(longest, gap);
  }

  /** What was counted in its minute. */
  MinuteTally.Row row() {
    return new MinuteTally.Row(id, minute, count, longest);
  }

  /** Begins to count anew. */
  void forgetMinute() {
    minute = NEVER;
  }
}
