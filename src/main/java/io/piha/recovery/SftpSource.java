package io.piha.recovery;

import io.piha.recovery.staging.Progress;
import io.piha.recovery.staging.Source;
import io.piha.recovery.staging.TarEntry;
import io.piha.recovery.staging.TarWalk;
import io.piha.recovery.staging.TarWriter;
import io.piha.site.Snapshots;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;

/**
 * The files of a folder on another machine, fetched over SFTP into a tar. A file that changes while
 * it is read, or a connection that breaks, costs that file another beginning and not the whole.
 */
final class SftpSource implements Source {

  private static final int MOST_ATTEMPTS = 5;

  private final Snapshots access;
  private final Duration pause;
  private @Nullable SftpLine line;

  /**
   * @param pause before a broken connection is tried again
   */
  SftpSource(Snapshots access, Duration pause) {
    this.access = access;
    this.pause = pause;
  }

  @Override
  public String ending() {
    return "tar";
  }

  @Override
  public Pulled pull(String name, Path part, Room room, Progress progress)
      throws IOException, InterruptedException {
    SftpAddress at = SftpAddress.of(access.url().reveal(), access.url().toString());
    progress.step("connecting to " + at.target());
    try {
      SftpTree tree = SftpTree.list(line(at).files(), at.path());
      room.need(tree.bytes() + 1536L * tree.entries().size());
      progress.step("fetching " + tree.files() + " files");
      try (FileChannel file = FileChannel.open(part, StandardOpenOption.WRITE)) {
        write(tree.entries(), at, file, tree.bytes(), progress);
      }
      progress.step("reading the files back");
      try (InputStream in = new BufferedInputStream(Files.newInputStream(part), 1 << 16)) {
        TarWalk.Seen seen = TarWalk.through(in, (_, _) -> {});
        if (seen.entries() != tree.entries().size()) {
          throw new IOException(
              seen.entries() + " members were read back, " + tree.entries().size() + " written");
        }
      }
      return new Pulled(true, tree.files() + " files" + tree.leftOut());
    } finally {
      hangUp();
    }
  }

  private SftpLine line(SftpAddress at) throws IOException {
    SftpLine open = line;
    if (open == null) {
      open = SftpLine.open(at, access.knownHosts().orElseThrow(), access.keyFile().orElseThrow());
      line = open;
    }
    return open;
  }

  private void hangUp() {
    SftpLine open = line;
    line = null;
    if (open != null) {
      open.close();
    }
  }

  private void write(
      List<TarEntry> entries, SftpAddress at, FileChannel file, long total, Progress progress)
      throws IOException, InterruptedException {
    TarWriter tar = new TarWriter(unbuffered(file));
    long moved = 0;
    for (TarEntry each : entries) {
      if (each.type() == TarEntry.Type.FILE) {
        member(tar, each, at, file, moved, total, progress);
        moved += each.bytes();
      } else {
        tar.header(each);
      }
    }
    tar.end();
  }

  private static OutputStream unbuffered(FileChannel file) {
    return Channels.newOutputStream(file);
  }

  /** One file, begun anew where its header stands when something was wrong. */
  private void member(
      TarWriter tar,
      TarEntry listed,
      SftpAddress at,
      FileChannel file,
      long moved,
      long total,
      Progress progress)
      throws IOException, InterruptedException {
    long start = file.position();
    String path = at.path() + "/" + listed.name();
    TarEntry entry = listed;
    for (int attempt = 1; ; attempt++) {
      try {
        if (attempt > 1) {
          entry = SftpTree.entry(listed.name(), line(at).files().lstat(path));
        }
        tar.header(entry);
        copy(path, entry, at, file, moved, total, progress);
        tar.pad(entry.bytes());
        return;
      } catch (IOException e) {
        if (Thread.currentThread().isInterrupted()) {
          throw new InterruptedException();
        }
        if (attempt >= MOST_ATTEMPTS) {
          throw new IOException(
              "cannot fetch " + path + " from " + at.target() + ": " + e.getMessage(), e);
        }
        progress.step(path + ": " + e.getMessage() + "; trying again");
        file.truncate(start);
        file.position(start);
        if (!(e instanceof Changed)) {
          hangUp();
        }
        Thread.sleep(pause.toMillis() / 2 + ThreadLocalRandom.current().nextLong(pause.toMillis()));
      }
    }
  }

  private void copy(
      String path,
      TarEntry entry,
      SftpAddress at,
      FileChannel file,
      long moved,
      long total,
      Progress progress)
      throws IOException {
    OutputStream out = unbuffered(file);
    byte[] buffer = new byte[1 << 15];
    long count = 0;
    try (InputStream in = line(at).files().read(path)) {
      for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
        count += n;
        if (count > entry.bytes()) {
          throw new Changed("it grew while it was read");
        }
        out.write(buffer, 0, n);
        progress.moved(moved + count, total);
      }
    }
    if (count < entry.bytes()) {
      throw new Changed("it ended at byte " + count + " of " + entry.bytes());
    }
  }

  /** The file is not what it was when it was listed. */
  private static final class Changed extends IOException {
    private static final long serialVersionUID = 1L;

    Changed(String what) {
      super(what);
    }
  }
}
