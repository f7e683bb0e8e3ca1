package io.piha.recovery.core;

import io.piha.recovery.staging.TarBroken;
import io.piha.recovery.staging.TarEntry;
import io.piha.recovery.staging.TarWalk;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.zip.GZIPInputStream;

/**
 * A Home Assistant backup: a tar that holds one compressed tar for each part of the house. The
 * parts that are not encrypted are read to their ends too.
 */
final class Archive {

  private Archive() {}

  /**
   * What was read.
   *
   * @param parts tars inside that were read whole
   */
  record Read(long bytes, int members, int parts) {}

  /**
   * Reads it to its end.
   *
   * @throws TarBroken when it, or a part of it, is not whole
   */
  static Read through(InputStream in) throws IOException {
    int[] parts = new int[1];
    TarWalk.Seen seen =
        TarWalk.through(
            new BufferedInputStream(in, 1 << 16),
            (entry, content) -> {
              if (entry.type() == TarEntry.Type.FILE && part(entry, content)) {
                parts[0]++;
              }
            });
    if (seen.entries() == 0) {
      throw new TarBroken("the backup is empty", seen.bytes());
    }
    return new Read(seen.bytes(), seen.entries(), parts[0]);
  }

  /** True when it was a readable part and is whole; an encrypted one begins otherwise. */
  private static boolean part(TarEntry entry, InputStream content) throws IOException {
    if (!entry.name().endsWith(".tar.gz")) {
      return false;
    }
    BufferedInputStream in = new BufferedInputStream(content);
    in.mark(2);
    boolean compressed = in.read() == 0x1f && in.read() == 0x8b;
    in.reset();
    if (!compressed) {
      return false;
    }
    try {
      TarWalk.through(new GZIPInputStream(in, 1 << 16), (_, _) -> {});
      return true;
    } catch (IOException e) {
      throw new TarBroken(
          CoreDoor.brief(entry.name()) + " inside the backup is not whole: " + CoreDoor.why(e), 0);
    }
  }
}
