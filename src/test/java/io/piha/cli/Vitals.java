package io.piha.cli;

import com.sun.management.UnixOperatingSystemMXBean;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.function.ToLongFunction;
import java.util.stream.Stream;

/**
 * What a process holds at one moment.
 *
 * @param at since the beginning
 * @param heap bytes that are still used after a collection
 * @param classes bytes of loaded classes
 * @param resident bytes of memory that the whole process has, that of native libraries included
 * @param threads platform threads
 * @param files open files and sockets
 * @param kept bytes in the folder, without the scratch files of databases
 * @param records audit records that were ever written
 */
record Vitals(
    Duration at,
    long heap,
    long classes,
    long resident,
    long threads,
    long files,
    long kept,
    long records) {

  /** What may not grow, and by how much it may differ all the same: a share and a few. */
  private record Held(String word, ToLongFunction<Vitals> of, double share, long few) {}

  private static final List<Held> ALL =
      List.of(
          new Held("heap", Vitals::heap, 0.10, 4 << 20),
          new Held("classes", Vitals::classes, 0.05, 1 << 20),
          // The heap's limit is not reached within the hour, so that it may still grow a little.
          new Held("resident", Vitals::resident, 0.15, 32 << 20),
          new Held("threads", Vitals::threads, 0, 3),
          new Held("open files", Vitals::files, 0, 5));

  static Vitals of(Duration at, Path folder, long records) throws IOException {
    // Twice: what the first one finds unreachable may hold more by a cleaner.
    System.gc();
    System.gc();
    var memory = ManagementFactory.getMemoryMXBean();
    var system = (UnixOperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
    return new Vitals(
        at,
        memory.getHeapMemoryUsage().getUsed(),
        memory.getNonHeapMemoryUsage().getUsed(),
        residentBytes(),
        ManagementFactory.getThreadMXBean().getThreadCount(),
        system.getOpenFileDescriptorCount(),
        sizeOf(folder),
        records);
  }

  private static long residentBytes() throws IOException {
    Path status = Path.of("/proc/self/status");
    for (String line : Files.readAllLines(status)) {
      if (line.startsWith("VmRSS:")) {
        return 1024 * Long.parseLong(line.replaceAll("[^0-9]", ""));
      }
    }
    throw new IOException(status + " does not tell what is resident");
  }

  private static long sizeOf(Path folder) throws IOException {
    try (Stream<Path> all = Files.walk(folder)) {
      // Not a database's scratch files: they grow to a limit and are used again.
      return all.filter(Files::isRegularFile)
          .filter(file -> !file.toString().endsWith("-wal") && !file.toString().endsWith("-shm"))
          .mapToLong(Vitals::size)
          .sum();
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
  }

  private static long size(Path file) {
    try {
      return Files.size(file);
    } catch (NoSuchFileException gone) {
      return 0;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static String head() {
    return "    at  heap MB  classes MB  resident MB  threads  files  kept MB  records";
  }

  String line() {
    return String.format(
        Locale.ROOT,
        "%4d m  %7.1f  %10.1f  %11.1f  %7d  %5d  %7.1f  %7d",
        at.toMinutes(),
        heap / 1e6,
        classes / 1e6,
        resident / 1e6,
        threads,
        files,
        kept / 1e6,
        records);
  }

  /**
   * What grew from the middle third to the last, in words. The first third is left out: a program
   * that has just started still fills its caches.
   */
  static List<String> grown(List<Vitals> all) {
    List<Vitals> middle = all.subList(all.size() / 3, all.size() * 2 / 3);
    List<Vitals> last = all.subList(all.size() * 2 / 3, all.size());
    return ALL.stream()
        .filter(each -> grew(median(middle, each.of), median(last, each.of), each))
        .map(each -> each.word + " " + median(middle, each.of) + " then " + median(last, each.of))
        .toList();
  }

  private static boolean grew(long before, long after, Held held) {
    return after > before + Math.max((long) (before * held.share), held.few);
  }

  private static long median(List<Vitals> of, ToLongFunction<Vitals> what) {
    long[] sorted = of.stream().mapToLong(what).sorted().toArray();
    return sorted[sorted.length / 2];
  }

  /** Bytes kept for each audit record that was written between two moments. */
  static long bytesPerRecord(Vitals from, Vitals to) {
    return (to.kept - from.kept) / Math.max(1, to.records - from.records);
  }
}
