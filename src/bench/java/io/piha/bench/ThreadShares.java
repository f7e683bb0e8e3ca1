package io.piha.bench;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;

/**
 * The processor time of a process by thread, in nanoseconds, compiler and collector included
 * (Linux: {@code /proc/PID/task/TID/schedstat}, first field). Threads that ended are not counted.
 */
record ThreadShares(Map<String, Long> nanos) {

  /** Of this process. */
  static ThreadShares now() throws IOException {
    return of(ProcessHandle.current().pid());
  }

  /** Of that process, a virtual machine too. */
  static ThreadShares of(long pid) throws IOException {
    Map<String, Long> found = new HashMap<>();
    try (DirectoryStream<Path> tasks =
        Files.newDirectoryStream(Path.of("/proc", Long.toString(pid), "task"))) {
      for (Path task : tasks) {
        String stat = Files.readString(task.resolve("schedstat"));
        String name = Files.readString(task.resolve("comm")).strip() + " " + task.getFileName();
        found.put(name, Long.parseLong(stat.substring(0, stat.indexOf(' '))));
      }
    }
    return new ThreadShares(found);
  }

  /** What was used since then, by kind of thread. */
  Map<String, Long> since(ThreadShares before) {
    Map<String, Long> kinds = new TreeMap<>();
    nanos.forEach(
        (name, now) ->
            kinds.merge(kind(name), now - before.nanos.getOrDefault(name, 0L), Long::sum));
    return kinds;
  }

  private static String kind(String thread) {
    if (thread.startsWith("engine")) {
      return "engine loop";
    }
    if (thread.startsWith("MQTT")) {
      return "MQTT library";
    }
    if (thread.startsWith("history")) {
      return "history";
    }
    if (thread.startsWith("ForkJoinPool")) {
      return "virtual threads";
    }
    if (thread.startsWith("C1 ") || thread.startsWith("C2 ")) {
      return "compiler";
    }
    if (thread.startsWith("VM Thread") || thread.startsWith("GC")) {
      return "collector";
    }
    return "rest";
  }
}
