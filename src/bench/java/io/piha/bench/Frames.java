package io.piha.bench;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import javafx.animation.AnimationTimer;

/**
 * Notes for each frame how long after the one before it came, and how much processor time the
 * screen's thread spent in between; the second does not depend on what else the machine does.
 */
final class Frames extends AnimationTimer {
  private static final long LIMIT = 50_000_000;

  private final ThreadMXBean threads = ManagementFactory.getThreadMXBean();
  private final List<Long> gaps = new ArrayList<>();
  private final List<Long> work = new ArrayList<>();
  private long last;
  private long spent;

  @Override
  public void handle(long now) {
    long at = System.nanoTime();
    long cpu = threads.getCurrentThreadCpuTime();
    if (last != 0) {
      gaps.add(at - last);
      work.add(cpu - spent);
    }
    last = at;
    spent = cpu;
  }

  void tell(Sheet sheet, String name) {
    tell(sheet, name + ", between frames", gaps);
    tell(sheet, name + ", processor time of a frame", work);
  }

  private static void tell(Sheet sheet, String what, List<Long> nanos) {
    long[] sorted = nanos.stream().mapToLong(each -> each).sorted().toArray();
    long over = Arrays.stream(sorted).filter(each -> each > LIMIT).count();
    sheet.figure(what + ", median", sorted[sorted.length / 2] / 1e6, "ms");
    sheet.figure(what + ", p99", sorted[sorted.length * 99 / 100] / 1e6, "ms");
    sheet.figure(what + ", worst", sorted[sorted.length - 1] / 1e6, "ms");
    sheet.figure(what + ", over 50 ms", 100.0 * over / sorted.length, "%");
  }
}
