package io.piha.monitor.checks;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.time.Duration;
import java.util.Optional;

/**
 * What this machine's kernel knows of its own clock: whether something keeps it in step, and how
 * far off it may be at most (Linux {@code adjtimex(2)}, asked without the wish to change anything).
 */
final class KernelClock {
  /** {@code struct timex} is 208 bytes on 64-bit Linux; room to spare. */
  private static final int SIZE = 512;

  private static final int MAXERROR = 24;

  /** {@code TIME_ERROR}: nothing keeps it in step. */
  private static final int UNSYNCHRONISED = 5;

  /**
   * What it said.
   *
   * @param inStep whether something keeps it in step
   * @param within how far off it may be
   */
  record Reading(boolean inStep, Duration within) {}

  private KernelClock() {}

  /** Empty where the kernel is none of this kind, or does not tell. */
  @SuppressWarnings("restricted") // asks the kernel one question; the launcher allows native calls
  static Optional<Reading> read() {
    boolean known =
        System.getProperty("os.name").equals("Linux")
            && System.getProperty("os.arch").matches("amd64|aarch64");
    if (!known) {
      return Optional.empty();
    }
    try (Arena arena = Arena.ofConfined()) {
      Linker linker = Linker.nativeLinker();
      Optional<MemorySegment> call = linker.defaultLookup().find("adjtimex");
      if (call.isEmpty()) {
        return Optional.empty();
      }
      MemorySegment timex = arena.allocate(SIZE, 8);
      int state =
          (int)
              linker
                  .downcallHandle(
                      call.get(), FunctionDescriptor.of(ValueLayout.JAVA_INT, ValueLayout.ADDRESS))
                  .invokeExact(timex);
      if (state < 0) {
        return Optional.empty();
      }
      long micros = timex.get(ValueLayout.JAVA_LONG, MAXERROR);
      return Optional.of(new Reading(state != UNSYNCHRONISED, Duration.ofNanos(micros * 1000)));
    } catch (Throwable e) {
      // A foreign call may throw anything; without an answer there is no row, and nothing else.
      return Optional.empty();
    }
  }
}
