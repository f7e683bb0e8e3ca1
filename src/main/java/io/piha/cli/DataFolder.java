package io.piha.cli;

import io.piha.engine.Rfc3339;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The data folder in one control plane's hands: locked against a second one on this machine, and
 * with a name that stays the same over restarts.
 */
final class DataFolder implements AutoCloseable {

  private static final String ID = "control.id";

  private final Path folder;
  private final FileChannel channel;
  private final String site;
  private final Residence residence;
  private final String lock;
  private volatile String id;
  private volatile boolean othersSeen;
  private volatile Namesakes namesakes = new Namesakes("");

  private DataFolder(
      Path folder, FileChannel channel, String site, Residence residence, String lock)
      throws IOException {
    this.folder = folder;
    this.lock = lock;
    this.channel = channel;
    this.site = site;
    this.residence = residence;
    this.id = id(folder, site);
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
    return new DataFolder(folder, channel, site, Residence.of(folder, lockFile), key(lockFile));
  }

  /** The very file; a copy of the folder has another. */
  private static String key(Path lockFile) throws IOException {
    Object key = Files.readAttributes(lockFile, BasicFileAttributes.class).fileKey();
    return key == null ? UUID.randomUUID().toString() : key.toString();
  }

  private static String id(Path folder, String site) throws IOException {
    Path file = folder.resolve(ID);
    if (Files.isRegularFile(file)) {
      String known = Files.readString(file).strip();
      if (known.matches("[A-Za-z0-9._-]{1,64}")) {
        return known;
      }
    }
    return fresh(file, site);
  }

  private static String fresh(Path file, String site) throws IOException {
    String host = System.getenv().getOrDefault("HOSTNAME", site).replaceAll("[^A-Za-z0-9-]", "-");
    String fresh =
        "piha-"
            + host.substring(0, Math.min(host.length(), 32))
            + "-"
            + UUID.randomUUID().toString().substring(0, 8);
    Path half = file.resolveSibling(file.getFileName() + ".new");
    Files.writeString(half, fresh + "\n");
    Files.move(half, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
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

  /**
   * Takes another name, for somebody else lives under this one.
   *
   * @return what happened, in a sentence
   */
  String rename() throws IOException {
    String before = id;
    id = fresh(folder.resolve(ID), site);
    othersSeen = true;
    return "control plane "
        + before
        + " is active from another copy of the data folder "
        + folder
        + "; this one is called "
        + id
        + " from now on";
  }

  /** Whether, since this was asked last, another was seen to live under this one's name. */
  boolean othersSeen() {
    boolean seen = othersSeen;
    othersSeen = false;
    return seen;
  }

  /** A control plane starts on it, at that time; to be called before it says anything. */
  void lives(Instant startedAt) {
    String life = Rfc3339.text(startedAt);
    residence.lives(life);
    namesakes = new Namesakes(life);
  }

  /** Judges those who live under the name of the one that started last. */
  Namesakes namesakes() {
    return namesakes;
  }

  /**
   * Whether a control plane of that name that started then was the last one on this very folder.
   */
  boolean isFormerLife(String name, String startedAt) {
    return name.equals(id) && residence.isFormerLife(startedAt);
  }

  /** The end of a sentence that says where the folder was before; empty when it was here. */
  String moved() {
    return residence.moved().map(from -> "; its data was " + from + " before").orElse("");
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
