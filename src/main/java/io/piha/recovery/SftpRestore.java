package io.piha.recovery;

import io.piha.recovery.staging.TarEntry;
import io.piha.recovery.staging.TarWalk;
import io.piha.site.Snapshots;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.apache.sshd.sftp.client.SftpClient;
import org.apache.sshd.sftp.client.SftpClient.Attributes;

/**
 * Puts the files of a snapshot back under a folder of another machine. They are all brought beside
 * what is there first, so that a broken connection or a full disk changes nothing; then whatever
 * lies on top of the folder is exchanged by renames, and what was there before is kept.
 */
final class SftpRestore {

  /** So many folders with what was there before a restore are left in place. */
  static final int KEPT = 3;

  private final Snapshots access;
  private final InstantSource clock;
  private final Instant until;

  /**
   * @param until nothing is begun after it
   */
  SftpRestore(Snapshots access, InstantSource clock, Instant until) {
    this.access = access;
    this.clock = clock;
    this.until = until;
  }

  /**
   * Restores the files.
   *
   * @param act names the act, and the folders it makes there
   * @return what was done, in words
   * @throws IOException with a message that says what is true there now
   */
  String restore(Path tar, String act, Telling telling) throws IOException {
    SftpAddress at = SftpAddress.of(access.url().reveal(), access.url().toString());
    telling.step("connecting to " + at.target());
    try (SftpLine line =
        SftpLine.open(at, access.knownHosts().orElseThrow(), access.keyFile().orElseThrow())) {
      SftpClient files = line.files();
      String staged = at.path() + "/" + SftpTree.STAGED + act;
      String before = at.path() + "/" + SftpTree.BEFORE + act;
      Set<String> tops;
      long count;
      try {
        files.mkdir(staged);
        telling.step("bringing the files to " + at.target());
        Bringing bringing = new Bringing(files, staged, Files.size(tar), telling);
        count = bringing.all(tar);
        tops = bringing.tops;
      } catch (IOException | RuntimeException e) {
        // The library's streams wrap what breaks under them, each in its own way.
        var _ = clear(files, staged);
        throw new IOException(
            "the files could not be brought to "
                + at.target()
                + ": "
                + plain(e)
                + "; nothing was changed there",
            e);
      }
      telling.step("exchanging the files");
      new Exchange(files, at.path(), staged, before).run(tops);
      int gone = forget(files, at.path(), before);
      return count
          + " files were put in place; what was there before lies in "
          + before
          + (gone == 0 ? "" : "; " + gone + " older of these were taken away");
    }
  }

  /**
   * Takes away what earlier restores put aside, but for the newest; it holds the secrets of a house
   * and fills its disk. What cannot be taken away stays: the restore is done.
   *
   * @return how many
   */
  private int forget(SftpClient files, String folder, String newest) {
    int gone = 0;
    try {
      List<SftpClient.DirEntry> aside = new ArrayList<>();
      for (SftpClient.DirEntry each : files.readEntries(folder)) {
        String name = each.getFilename();
        if (SftpTree.isSetAside(name)
            && !name.contains("/")
            && !newest.endsWith("/" + name)
            && each.getAttributes().isDirectory()
            && each.getAttributes().getModifyTime() != null) {
          aside.add(each);
        }
      }
      aside.sort(
          Comparator.comparing((SftpClient.DirEntry each) -> each.getAttributes().getModifyTime())
              .reversed());
      for (SftpClient.DirEntry each :
          aside.subList(Math.min(KEPT - 1, aside.size()), aside.size())) {
        if (clock.instant().isAfter(until)) {
          break;
        }
        if (clear(files, folder + "/" + each.getFilename())) {
          gone++;
        }
      }
    } catch (IOException | RuntimeException stays) {
      // They are asked for again after the next restore.
    }
    return gone;
  }

  private static String plain(Exception e) {
    return String.valueOf(e.getMessage()).replaceAll("\\p{Cntrl}", " ");
  }

  /** Takes away a folder of our own with all that is below it; false when something stays. */
  private static boolean clear(SftpClient files, String folder) {
    try {
      for (SftpClient.DirEntry each : files.readEntries(folder)) {
        String name = each.getFilename();
        if (name.equals(".") || name.equals("..") || name.contains("/")) {
          continue;
        }
        if (each.getAttributes().isDirectory()) {
          var _ = clear(files, folder + "/" + name);
        } else {
          files.remove(folder + "/" + name);
        }
      }
      files.rmdir(folder);
      return true;
    } catch (IOException | RuntimeException stays) {
      // It is named after the act, in the way of nothing, and left out of snapshots.
      return false;
    }
  }

  // --- bringing ---

  /** Writes every member of the tar below the folder. */
  private final class Bringing {
    private final SftpClient files;
    private final String folder;
    private final long total;
    private final Telling telling;
    private final Set<String> tops = new HashSet<>();
    private final Set<String> made = new HashSet<>();
    private final Map<String, TarEntry> folders = new TreeMap<>(Comparator.reverseOrder());
    private long moved;
    private long count;

    Bringing(SftpClient files, String folder, long total, Telling telling) {
      this.files = files;
      this.folder = folder;
      this.total = total;
      this.telling = telling;
    }

    long all(Path tar) throws IOException {
      try (InputStream in = new BufferedInputStream(Files.newInputStream(tar), 1 << 16)) {
        TarWalk.through(in, this::member);
      }
      // Last, for a folder that nobody may write takes no files; innermost first.
      for (Map.Entry<String, TarEntry> each : folders.entrySet()) {
        files.setStat(folder + "/" + each.getKey(), attributes(each.getValue()));
      }
      return count;
    }

    private void member(TarEntry entry, InputStream content) throws IOException {
      if (entry.type() == TarEntry.Type.FOLDER && entry.name().matches("\\.?/?")) {
        return; // the folder itself, which is there already
      }
      String name = safe(entry.name());
      if (Thread.currentThread().isInterrupted()) {
        throw new InterruptedIOException("stopped");
      }
      if (clock.instant().isAfter(until)) {
        throw new IOException("it took too long");
      }
      tops.add(name.split("/", 2)[0]);
      parents(name);
      String path = folder + "/" + name;
      switch (entry.type()) {
        case FOLDER -> {
          if (made.add(name)) {
            files.mkdir(path);
          }
          folders.put(name, entry);
        }
        case LINK -> files.symLink(path, entry.link());
        case FILE -> {
          write(path, entry, content);
          count++;
        }
        case OTHER -> throw new IOException(name + " is neither file nor folder");
      }
    }

    private void parents(String name) throws IOException {
      for (int slash = name.indexOf('/'); slash > 0; slash = name.indexOf('/', slash + 1)) {
        if (made.add(name.substring(0, slash))) {
          files.mkdir(folder + "/" + name.substring(0, slash));
        }
      }
    }

    private void write(String path, TarEntry entry, InputStream content) throws IOException {
      byte[] buffer = new byte[1 << 15];
      long size = 0;
      try (OutputStream out =
          files.write(
              path,
              SftpClient.OpenMode.Create,
              SftpClient.OpenMode.Exclusive,
              SftpClient.OpenMode.Write)) {
        for (int n = content.read(buffer); n >= 0; n = content.read(buffer)) {
          out.write(buffer, 0, n);
          size += n;
          moved += n;
          telling.moved(moved, total);
        }
      }
      files.setStat(path, attributes(entry));
      if (size != entry.bytes() || files.stat(path).getSize() != size) {
        throw new IOException(path + " did not arrive whole");
      }
    }
  }

  private static Attributes attributes(TarEntry of) {
    return new Attributes().perms(of.mode()).modifyTime(FileTime.from(of.changedAt()));
  }

  /** A name inside the folder, whatever the tar says. */
  private static String safe(String name) throws IOException {
    String plain = name.replaceFirst("^\\./", "").replaceFirst("/$", "");
    boolean bad =
        plain.isEmpty()
            || plain.startsWith("/")
            || plain.indexOf('\0') >= 0
            || List.of(plain.split("/", -1)).stream()
                .anyMatch(each -> each.isEmpty() || each.equals(".") || each.equals(".."));
    if (bad) {
      throw new IOException("the snapshot names something outside its folder");
    }
    return plain;
  }

  // --- exchanging ---

  /** What lies on top of the folder goes aside, and what was brought takes its place. */
  private static final class Exchange {
    private final SftpClient files;
    private final String folder;
    private final String staged;
    private final String before;
    private final List<String[]> done = new ArrayList<>();

    Exchange(SftpClient files, String folder, String staged, String before) {
      this.files = files;
      this.folder = folder;
      this.staged = staged;
      this.before = before;
    }

    void run(Set<String> tops) throws IOException {
      try {
        files.mkdir(before);
      } catch (IOException | RuntimeException e) {
        var _ = clear(files, staged);
        throw new IOException(
            before + " cannot be made: " + plain(e) + "; nothing was changed there", e);
      }
      try {
        for (SftpClient.DirEntry each : files.readEntries(folder)) {
          String name = each.getFilename();
          boolean ours = !name.equals(".") && !name.equals("..") && !SftpTree.isLeftOut("", name);
          if (ours) {
            rename(folder + "/" + name, before + "/" + name);
          }
        }
        for (String name : tops) {
          rename(staged + "/" + name, folder + "/" + name);
        }
      } catch (IOException | RuntimeException e) {
        throw new IOException(
            "the exchange of the files in "
                + folder
                + " failed: "
                + plain(e)
                + (undone()
                    ? "; all is there as it was before"
                    : "; it is half done, and what was there before lies in " + before),
            e);
      }
      try {
        files.rmdir(staged);
      } catch (IOException | RuntimeException stays) {
        // Empty and in nobody's way.
      }
    }

    private void rename(String from, String to) throws IOException {
      files.rename(from, to);
      done.add(new String[] {from, to});
    }

    private boolean undone() {
      try {
        for (int i = done.size() - 1; i >= 0; i--) {
          files.rename(done.get(i)[1], done.get(i)[0]);
        }
      } catch (IOException | RuntimeException e) {
        return false;
      }
      var _ = clear(files, staged);
      var _ = clear(files, before);
      return true;
    }
  }
}
