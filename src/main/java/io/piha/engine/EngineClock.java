package io.piha.engine;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.OptionalLong;

/**
 * The one clock of decisions: wall time once, at the start, and monotonic time since. A corrected
 * wall clock moves nothing (rule S20).
 *
 * <p>A suspended machine shows as a difference between the time since boot, which counts suspension
 * (Linux: {@code /proc/uptime}), and the monotonic clock, which does not.
 */
public final class EngineClock implements Spans {

  private static final Path UPTIME = Path.of("/proc/uptime");
  private static final Path BOOT_ID = Path.of("/proc/sys/kernel/random/boot_id");

  private final Instant anchor;
  private final long anchorNanos;

  public EngineClock() {
    this.anchor = Instant.now();
    this.anchorNanos = System.nanoTime();
  }

  /** The instant by which decisions are made. */
  @Override
  public Instant instant() {
    return anchor.plusNanos(System.nanoTime() - anchorNanos);
  }

  @Override
  public Mark mark() {
    return new Mark(System.nanoTime(), sinceBootNanos());
  }

  /** Monotonic nanoseconds, for spans. */
  long nanos() {
    return System.nanoTime();
  }

  /** Wall time as it is now, for people and for the audit log only. */
  public Instant wall() {
    return Instant.now();
  }

  /** Time since the machine started, suspension included; empty where the system does not tell. */
  static OptionalLong sinceBootNanos() {
    try {
      String text = Files.readString(UPTIME);
      double seconds = Double.parseDouble(text.substring(0, text.indexOf(' ')));
      return OptionalLong.of((long) (seconds * 1e9));
    } catch (IOException | RuntimeException e) {
      return OptionalLong.empty();
    }
  }

  /** Names this run of the machine, for others; empty where the system does not tell. */
  public String machine() {
    return bootId();
  }

  /** Names this run of the machine; empty where the system does not tell. */
  static String bootId() {
    try {
      return Files.readString(BOOT_ID).strip();
    } catch (IOException e) {
      return "";
    }
  }

  /** Whether the gap is longer than any pause that proves nothing. */
  static boolean isStall(Duration gap) {
    return gap.compareTo(Duration.ofSeconds(5)) > 0;
  }
}
