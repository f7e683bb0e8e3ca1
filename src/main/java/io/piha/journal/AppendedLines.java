package io.piha.journal;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A file that only grows, by whole lines that are on the disk when {@link #append} returns. Others
 * may move it away or empty it at any time (logrotate does both, as it is told).
 */
final class AppendedLines implements AutoCloseable {
  private final Path file;
  private final FileChannel channel;
  private final @Nullable Object identity;
  private final Optional<String> lastLine;
  private long size;

  private AppendedLines(
      Path file, FileChannel channel, @Nullable Object identity, LinesEnd end, long size) {
    this.file = file;
    this.channel = channel;
    this.identity = identity;
    this.lastLine = end.lastLine();
    this.size = size;
  }

  /** Opens or makes the file and its folders, and cuts off a last line that was torn. */
  static AppendedLines open(Path file) throws IOException {
    Path folder = file.toAbsolutePath().resolveSibling("");
    Files.createDirectories(folder);
    boolean isNew = !Files.exists(file);
    LinesEnd end;
    try (FileChannel all =
        FileChannel.open(
            file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
      end = LinesEnd.of(all);
      if (end.length() < all.size()) {
        all.truncate(end.length());
        all.force(true);
      }
    }
    FileChannel channel =
        FileChannel.open(file, StandardOpenOption.WRITE, StandardOpenOption.APPEND);
    try {
      if (isNew) {
        syncFolder(folder);
      }
      return new AppendedLines(file, channel, attributes(file).fileKey(), end, end.length());
    } catch (IOException e) {
      Sqlite.closeQuietly(channel, e);
      throw e;
    }
  }

  /**
   * Puts a file with a foreign end aside, as {@code NAME.aside-1} and so on, never over another.
   */
  static Path putAside(Path file) throws IOException {
    Path aside = file;
    for (int i = 1; Files.exists(aside); i++) {
      aside = file.resolveSibling(file.getFileName() + ".aside-" + i);
    }
    return Files.move(file, aside, StandardCopyOption.ATOMIC_MOVE);
  }

  /** The last whole line that was found on opening. */
  Optional<String> lastLine() {
    return lastLine;
  }

  /** Whether the path still leads to this file, with what was written and nothing else. */
  boolean isStillThere() {
    try {
      BasicFileAttributes now = attributes(file);
      return now.size() == size && (identity == null || identity.equals(now.fileKey()));
    } catch (IOException e) {
      return false; // moved away, most likely; opening it anew shows
    }
  }

  /** Appends lines and waits until the disk has them. */
  void append(List<String> lines) throws IOException {
    ByteBuffer bytes =
        ByteBuffer.wrap((String.join("\n", lines) + "\n").getBytes(StandardCharsets.UTF_8));
    int count = bytes.remaining();
    while (bytes.hasRemaining()) {
      channel.write(bytes);
    }
    channel.force(false);
    size += count;
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }

  private static BasicFileAttributes attributes(Path file) throws IOException {
    return Files.readAttributes(file, BasicFileAttributes.class);
  }

  /** So that the name of a new file survives a power cut as well as its content. */
  private static void syncFolder(Path folder) {
    try (FileChannel opened = FileChannel.open(folder, StandardOpenOption.READ)) {
      opened.force(true);
    } catch (IOException e) {
      // Windows opens no folders and needs no such thing
    }
  }
}
