package io.piha.bench;

import java.time.Duration;

/**
 * From the moment a promotion is due (the wait for the silent leader is over) until its order has
 * reached another client of the broker.
 *
 * <p>In between lie two decisions, two commits to the disk, the publication of the new epoch with
 * the broker's confirmation, and the order's own way through the broker.
 */
final class DecisionLatency implements Benchmark {
  private static final int SAMPLES = 300;

  /** After these the compilers have little left to do, as in a process that has lived. */
  private static final int MATURE = 500;

  @Override
  public String name() {
    return "decision";
  }

  @Override
  public void run(Sheet sheet) throws Exception {
    String one = "one service, a heartbeat every 50 ms";
    run(sheet, 1, Duration.ofMillis(50), 1, one);
    try (PromotionTrial trial = new PromotionTrial(1, Duration.ofMillis(50), MATURE, SAMPLES)) {
      trial.oneByOne(1);
      trial.tell(sheet, one + ", after " + MATURE + " promotions");
    }
    run(sheet, 100, Duration.ofMillis(300), 67, "100 services, a heartbeat every 0.3 s");
    run(sheet, 1_000, Duration.ofSeconds(3), 67, "1,000 services, a heartbeat every 3 s");
    run(sheet, 10_000, Duration.ofSeconds(30), 67, "10,000 services, a heartbeat every 30 s");
    if (Boolean.getBoolean("natural")) {
      run(sheet, 1_000, Duration.ofSeconds(30), 7, "1,000 services, a heartbeat every 30 s");
    }
  }

  private static void run(Sheet sheet, int services, Duration every, int step, String what)
      throws Exception {
    try (PromotionTrial trial = new PromotionTrial(services, every, SAMPLES)) {
      trial.oneByOne(step);
      trial.tell(sheet, what);
      if (services == 1_000) { // of fewer and of more some lead again before the last is silent
        trial.allAtOnce(sheet, services);
      }
    }
  }
}
