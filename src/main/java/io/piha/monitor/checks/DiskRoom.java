package io.piha.monitor.checks;

import io.piha.engine.CheckView;
import io.piha.site.Site;
import java.io.IOException;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Room for the journal, the log and the snapshots. Without it nothing can be decided. */
final class DiskRoom {
  private static final long MIB = 1L << 20;

  /** A snapshot or two still fit above this. */
  static final long SHORT = 1024 * MIB;

  /** The journal still fits above this, for some days. */
  static final long VERY_SHORT = 200 * MIB;

  private DiskRoom() {}

  /** One row for each file system that the site writes to. */
  static List<CheckView> of(Site site) {
    Map<String, Path> folders = new LinkedHashMap<>();
    folders.put("data_dir", site.dataDir());
    folders.put("log_dir", site.logDir());
    List<CheckView> rows = new ArrayList<>();
    List<FileStore> seen = new ArrayList<>();
    folders.forEach(
        (key, folder) -> {
          try {
            FileStore store = Files.getFileStore(existing(folder));
            if (!seen.contains(store)) {
              seen.add(store);
              rows.add(judge(key, store.getUsableSpace(), store.getTotalSpace()));
            }
          } catch (IOException e) {
            rows.add(
                new CheckView(
                    "disk",
                    key,
                    "cannot be looked at: " + e.getMessage(),
                    CheckView.Level.NOTICE,
                    "is " + folder + " there, and may this user see it?"));
          }
        });
    return rows;
  }

  /** A folder that is made later lies where its parent lies. */
  private static Path existing(Path folder) {
    Path at = folder.toAbsolutePath();
    while (!Files.exists(at) && at.getParent() != null) {
      at = at.getParent();
    }
    return at;
  }

  static CheckView judge(String name, long free, long total) {
    String said = words(free) + " free of " + words(total);
    if (free >= SHORT) {
      return CheckView.quiet("disk", name, said);
    }
    return new CheckView(
        "disk",
        name,
        said,
        free < VERY_SHORT ? CheckView.Level.BAD : CheckView.Level.NOTICE,
        "make room; without it nothing more can be written down, and then nothing is decided");
  }

  static String words(long bytes) {
    double mib = bytes / (double) MIB;
    return mib < 1024
        ? String.format(Locale.ROOT, "%.0f MiB", mib)
        : mib < 1024 * 1024
            ? String.format(Locale.ROOT, "%.1f GiB", mib / 1024)
            : String.format(Locale.ROOT, "%.1f TiB", mib / 1024 / 1024);
  }
}
