package io.piha.journal;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * How long a host takes to boot, from the restarts that were timed; see {@link Boot}.
 *
 * @param powerOn from the power's return to the first heartbeat
 * @param restart from the last heartbeat to the first one after a restart of its own
 */
public record BootTimes(Figures powerOn, Figures restart) {

  /** How many restarts of each cause are kept of a host; the oldest go. */
  public static final int KEPT = 200;

  /** Fewer boots than these say too little to recommend anything. */
  public static final int ENOUGH = 5;

  /** A shorter wait is never recommended, whatever was measured. */
  public static final Duration LEAST_WAIT = Duration.ofSeconds(60);

  /** Nothing was measured. */
  public static final BootTimes NONE = new BootTimes(Figures.NONE, Figures.NONE);

  /** The figures of these restarts, in any order. */
  public static BootTimes of(List<Boot> boots) {
    return new BootTimes(
        Figures.of(boots, Boot.Cause.POWER_ON), Figures.of(boots, Boot.Cause.RESTART));
  }

  /** Whether nothing was measured. */
  public boolean isEmpty() {
    return powerOn.count() == 0 && restart.count() == 0;
  }

  /**
   * The {@code recovery_wait} that this host needs: the p99 of its boots after power-on and two
   * heartbeats, in whole seconds, at least {@link #LEAST_WAIT}. Restarts of its own do not count:
   * often only Core began anew. Empty for fewer than {@link #ENOUGH} boots.
   *
   * @param heartbeatEvery how often the host beats when it is well
   */
  public Optional<Duration> recoveryWait(Duration heartbeatEvery) {
    if (powerOn.count() < ENOUGH) {
      return Optional.empty();
    }
    long millis = powerOn.p99().plus(heartbeatEvery.multipliedBy(2)).toMillis();
    Duration whole = Duration.ofSeconds(Math.ceilDiv(millis, 1_000));
    return Optional.of(whole.compareTo(LEAST_WAIT) < 0 ? LEAST_WAIT : whole);
  }

  /** Both in a sentence, honest about how few they are. */
  public String words() {
    if (isEmpty()) {
      return "no boot measured yet";
    }
    String booted = powerOn.words("boot after power-on", "boots after power-on");
    String restarted = restart.words("restart of its own", "restarts of its own");
    return powerOn.count() == 0
        ? restarted
        : restart.count() == 0 ? booted : booted + "; " + restarted;
  }

  /**
   * Percentiles by nearest rank: each is a time that was measured, none is made up between two.
   *
   * @param count how many were measured; with 0 all times are zero
   * @param p50 half of them were no longer
   * @param p95 with fewer than 20 the longest
   * @param p99 with fewer than 100 the longest
   */
  public record Figures(int count, Duration p50, Duration p95, Duration p99, Duration longest) {

    /** Nothing was measured. */
    public static final Figures NONE =
        new Figures(0, Duration.ZERO, Duration.ZERO, Duration.ZERO, Duration.ZERO);

    private static Figures of(List<Boot> boots, Boot.Cause cause) {
      List<Duration> sorted =
          boots.stream().filter(each -> each.cause() == cause).map(Boot::took).sorted().toList();
      return sorted.isEmpty()
          ? NONE
          : new Figures(
              sorted.size(),
              rank(sorted, 50),
              rank(sorted, 95),
              rank(sorted, 99),
              sorted.getLast());
    }

    private static Duration rank(List<Duration> sorted, int percent) {
      return sorted.get(Math.ceilDiv(percent * sorted.size(), 100) - 1);
    }

    private String words(String one, String many) {
      String counted = count + " " + (count == 1 ? one : many);
      if (count == 0) {
        return "no " + one;
      }
      if (count < ENOUGH) {
        return counted + ", too few for a p99; longest " + seconds(longest);
      }
      return counted
          + ": p50 "
          + seconds(p50)
          + ", p95 "
          + seconds(p95)
          + ", p99 "
          + seconds(p99)
          + (count < 100 ? " (the longest)" : "");
    }
  }

  /** Whole seconds, or tenths where there are only a few of them. */
  public static String seconds(Duration span) {
    long tenths = Math.ceilDiv(span.toMillis(), 100);
    return tenths < 100
        ? tenths / 10 + "." + tenths % 10 + " s"
        : Math.ceilDiv(span.toMillis(), 1_000) + " s";
  }
}
