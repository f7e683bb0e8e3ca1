package io.piha.bench;

import java.io.PrintStream;
import java.util.Arrays;

/** Measured durations in nanoseconds, told as median, 99th percentile and worst. */
final class Times {
  private final long[] nanos;
  private int count;

  Times(int capacity) {
    nanos = new long[capacity];
  }

  void add(long duration) {
    nanos[count++] = duration;
  }

  void print(PrintStream out, String what) {
    long[] sorted = Arrays.copyOf(nanos, count);
    Arrays.sort(sorted);
    out.printf(
        "  %-46s median %10.3f ms   p99 %10.3f ms   worst %10.3f ms%n",
        what, at(sorted, 0.5), at(sorted, 0.99), at(sorted, 1));
  }

  private static double at(long[] sorted, double share) {
    int place = (int) Math.ceil(share * sorted.length) - 1;
    return sorted[Math.clamp(place, 0, sorted.length - 1)] / 1e6;
  }
}
