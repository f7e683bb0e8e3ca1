package io.piha.testing;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Assumptions;

/**
 * A file system of a few megabytes that really fills up: a tmpfs, mounted where the test says. That
 * takes root and CAP_SYS_ADMIN, as in CI; elsewhere the test is skipped and says so.
 */
public final class SmallDisk implements AutoCloseable {
  private final Path folder;
  private final Path ballast;

  private SmallDisk(Path folder) {
    this.folder = folder;
    this.ballast = folder.resolve("ballast");
  }

  /** Mounts it over the folder, which is made; skips the test where that is not possible. */
  public static SmallDisk at(Path folder, int megabytes) throws IOException, InterruptedException {
    Files.createDirectories(folder);
    try {
      var _ =
          Programs.run(
              "mount", "-t", "tmpfs", "-o", "size=" + megabytes + "m", "tmpfs", folder.toString());
    } catch (IllegalStateException e) {
      Assumptions.abort("A small file system cannot be mounted here: " + e.getMessage());
    }
    return new SmallDisk(folder);
  }

  /** Its root. */
  public Path folder() {
    return folder;
  }

  /** Takes all the room that is left but so many bytes. */
  public void fill(long but) throws IOException {
    long room = Files.getFileStore(folder).getUsableSpace() - but;
    byte[] block = new byte[4096];
    try (OutputStream out = Files.newOutputStream(ballast)) {
      for (long written = 0; written < room; written += block.length) {
        out.write(block);
      }
    } catch (IOException full) {
      // As full as it gets.
    }
  }

  /** Gives the room back. */
  public void free() throws IOException {
    Files.deleteIfExists(ballast);
  }

  @Override
  public void close() {
    var _ = Programs.must("umount", List.of("-l", folder.toString()));
  }
}
