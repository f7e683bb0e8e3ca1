package io.piha.bench;

import java.util.Arrays;

/** Measured durations in nanoseconds. */
final class Times {
  private final long[] nanos;
  private int count;

  Times(int capacity) {
    nanos = new long[capacity];
  }

  void add(long duration) {
    nanos[count++] = duration;
  }

  /**
   * The duration, in milliseconds, that so large a share does not exceed.
   *
   * @param share 0.5 for the median, 1 for the worst
   */
  double at(double share) {
    long[] sorted = Arrays.copyOf(nanos, count);
    Arrays.sort(sorted);
    int place = (int) Math.ceil(share * sorted.length) - 1;
    return sorted[Math.clamp(place, 0, sorted.length - 1)] / 1e6;
  }
}
