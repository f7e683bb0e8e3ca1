package io.piha.console.timeline;

import io.piha.arbiter.Verdict;
import io.piha.journal.PowerChange;
import io.piha.journal.VerdictChange;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;

/** What was heard of one host, ready to be drawn; all times in milliseconds since 1970. */
final class HostStrip {

  /** From this time on the worst of the host's probes said so. */
  record Judged(long at, Verdict verdict, String text) {

    /** The worst of them, each the last word of one probe. */
    static Judged worst(Instant at, Collection<VerdictChange> probes) {
      VerdictChange worst =
          Collections.max(probes, Comparator.comparingInt(each -> badness(each.verdict())));
      return new Judged(
          at.toEpochMilli(),
          worst.verdict(),
          worst.verdict() == Verdict.UP
              ? worst.verdict().word()
              : worst.probe() + " " + worst.verdict().word() + ": " + worst.detail());
    }

    private static int badness(Verdict verdict) {
      return switch (verdict) {
        case UP -> 0;
        case UNKNOWN -> 1;
        case DOWN -> 2;
      };
    }
  }

  /** Whether a silence came near its limit: two thirds of it. */
  static boolean late(long silence, long limit) {
    return silence * 3 > limit * 2;
  }

  private final String host;
  private final Duration timeout;
  private final long[] beats;
  private final long width;
  private final long[] counts;
  private final long[] gaps;
  private final List<Judged> verdicts;
  private final List<PowerChange> power;

  /**
   * @param beats single heartbeats, or the beginnings of buckets, ascending
   * @param width of a bucket; 0 where each heartbeat stands for itself
   * @param counts heartbeats in each bucket; empty for single ones
   * @param gaps the silence that ended at a heartbeat, or the longest that ended in a bucket; 0
   *     where nobody had listened before
   * @param verdicts the host's probes together, each from its time on
   * @param power what the host's port read as, each from its time on
   */
  HostStrip(
      String host,
      Duration timeout,
      long[] beats,
      long width,
      long[] counts,
      long[] gaps,
      List<Judged> verdicts,
      List<PowerChange> power) {
    this.host = host;
    this.timeout = timeout;
    this.beats = beats;
    this.width = width;
    this.counts = counts;
    this.gaps = gaps;
    this.verdicts = verdicts;
    this.power = power;
  }

  String host() {
    return host;
  }

  Duration timeout() {
    return timeout;
  }

  long[] beats() {
    return beats;
  }

  long width() {
    return width;
  }

  long[] counts() {
    return counts;
  }

  long[] gaps() {
    return gaps;
  }

  List<PowerChange> power() {
    return power;
  }

  /** The greatest draw in it, W; at least that of a small computer, so that a trace has a scale. */
  double mostWatts() {
    double most = 5;
    for (PowerChange each : power) {
      most = Math.max(most, each.watts().orElse(0));
    }
    return most;
  }

  List<Judged> verdicts() {
    return verdicts;
  }

  /** How many heartbeats the fullest bucket has. */
  long fullest() {
    long most = 1;
    for (long count : counts) {
      most = Math.max(most, count);
    }
    return most;
  }

  /** The place of the first heartbeat or bucket that begins at this time or later. */
  int firstFrom(long millis) {
    int low = 0;
    int high = beats.length;
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (beats[middle] < millis) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low;
  }

  /** The end of the last heartbeat or bucket at this time or before; −1 for none. */
  long lastUntil(long millis) {
    int next = firstFrom(millis + 1);
    return next == 0 ? -1 : beats[next - 1];
  }
}
