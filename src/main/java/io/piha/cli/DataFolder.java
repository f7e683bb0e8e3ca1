package io.piha.cli;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The data folder in one control plane's hands: locked against a second one on this machine, and
 * with a name that stays the same over restarts.
 */
final class DataFolder implements AutoCloseable {

  private final Path folder;
  private final FileChannel channel;
  private final String id;
  private final String lock;

  private DataFolder(Path folder, FileChannel channel, String id, String lock) {
    this.folder = folder;
    this.lock = lock;
    this.channel = channel;
    this.id = id;
  }

  /**
   * Takes the folder, making it where it is missing.
   *
   * @throws IOException when another control plane has it, or it cannot be used
   */
  static DataFolder take(Path folder, String site) throws IOException {
    if (!Files.isDirectory(folder)) {
      try {
        Files.createDirectories(folder);
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwx------"));
      } catch (UnsupportedOperationException e) {
        // A file system without modes; its owner is trusted to guard it.
      }
    }
    Path lockFile = folder.resolve("control.lock");
    FileChannel channel =
        FileChannel.open(lockFile, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    @Nullable FileLock lock;
    try {
      lock = channel.tryLock();
    } catch (OverlappingFileLockException e) {
      lock = null;
    }
    if (lock == null) {
      channel.close();
      throw new IOException("another control plane is running on the data folder " + folder);
    }
    return new DataFolder(folder, channel, id(folder, site), key(lockFile));
  }

  /** The very file; a copy of the folder has another. */
  private static String key(Path lockFile) throws IOException {
    Object key = Files.readAttributes(lockFile, BasicFileAttributes.class).fileKey();
    return key == null ? UUID.randomUUID().toString() : key.toString();
  }

  private static String id(Path folder, String site) throws IOException {
    Path file = folder.resolve("control.id");
    if (Files.isRegularFile(file)) {
      String known = Files.readString(file).strip();
      if (known.matches("[A-Za-z0-9._-]{1,64}")) {
        return known;
      }
    }
    String host = System.getenv().getOrDefault("HOSTNAME", site).replaceAll("[^A-Za-z0-9-]", "-");
    String fresh =
        "piha-"
            + host.substring(0, Math.min(host.length(), 32))
            + "-"
            + UUID.randomUUID().toString().substring(0, 8);
    Files.writeString(file, fresh + "\n");
    return fresh;
  }

  Path folder() {
    return folder;
  }

  /** Names the lock that is held, among all of this machine. */
  String lock() {
    return lock;
  }

  String id() {
    return id;
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
