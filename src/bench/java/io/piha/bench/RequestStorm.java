package io.piha.bench;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;

/**
 * How late decisions are while somebody sends a hundred bad requests a second; beside the same
 * without them.
 */
final class RequestStorm implements Benchmark {
  private static final int A_SECOND = 100;
  private static final long PAUSE_NANOS = 1_000_000_000L / A_SECOND;
  private static final int SAMPLES = 60;
  private static final Duration RHYTHM = Duration.ofMillis(50);

  /** Of a host that nobody has, unknown, without sense, deep, and too long; requests are open. */
  private static final List<String> BAD =
      List.of(
          "promote nobody",
          "reset-nobody",
          "{\"cmd\":\"promote\",\"host\":\"nobody\",\"force\":true,\"reason\":\"mine\"}",
          "{\"cmd\":\"sudo\",\"host\":\"haos\"}",
          "{\"cmd\":\"freeze\",\"until\":\"yesterday\"}",
          "{\"cmd\":\"promote\",\"host\":" + "[".repeat(2_000),
          "{\"cmd\":\"freeze\",\"reason\":\"" + "y".repeat(20_000) + "\"}",
          "\u0000\u0007\uFFFF");

  @Override
  public String name() {
    return "request-storm";
  }

  @Override
  public void run(Sheet sheet) throws Exception {
    round(sheet, false);
    round(sheet, true);
  }

  private static void round(Sheet sheet, boolean storm) throws Exception {
    try (PromotionTrial trial = new PromotionTrial(1, RHYTHM, SAMPLES);
        WireClient stranger = new WireClient(trial.plant().broker.port(), "bench-stranger")) {
      AtomicInteger sent = new AtomicInteger();
      Thread wind =
          Thread.ofPlatform().daemon().name("bench-storm").unstarted(() -> blow(stranger, sent));
      if (storm) {
        wind.start();
      }
      long began = System.nanoTime();
      trial.oneByOne(1);
      double seconds = (System.nanoTime() - began) / 1e9;
      wind.interrupt();
      String what = storm ? "100 bad requests a second" : "no requests";
      trial.tell(sheet, what);
      sheet.figure(what + ": sent", sent.get() / seconds, "a second");
    }
  }

  private static void blow(WireClient stranger, AtomicInteger sent) {
    String topic = Services.prefix(0) + "/cmd";
    long began = System.nanoTime();
    try {
      while (!Thread.currentThread().isInterrupted()) {
        int number = sent.getAndIncrement();
        stranger.publish(topic, BAD.get(number % BAD.size()), false);
        stranger.flush();
        LockSupport.parkNanos(began + (number + 1) * PAUSE_NANOS - System.nanoTime());
      }
    } catch (IOException e) {
      // the broker went with the trial
    }
  }
}
