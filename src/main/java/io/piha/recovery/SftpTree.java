package io.piha.recovery;

import io.piha.recovery.staging.TarEntry;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.apache.sshd.sftp.client.SftpClient;

/**
 * What a folder on another machine holds, before anything is fetched: folders before what is in
 * them. What Core can make again is left out, and so is its database, which is never whole while it
 * is written.
 *
 * @param bytes of all files together
 * @param leftOut what was left out, as the end of a sentence; empty when nothing was
 */
record SftpTree(List<TarEntry> entries, long bytes, String leftOut) {

  private static final int MOST_ENTRIES = 1_000_000;
  private static final int DEEPEST = 64;
  private static final Set<String> MADE_AGAIN = Set.of("tts", "deps", "backups");

  /** What a restore brings before it exchanges anything. */
  static final String STAGED = ".piha-restore-";

  /** What was there before a restore. */
  static final String BEFORE = ".piha-before-";

  private static final Pattern SET_ASIDE =
      Pattern.compile(Pattern.quote(BEFORE) + ".+-restore-[0-9]+");

  /** Whether a restore of ours made a folder of that name for what was there before. */
  static boolean isSetAside(String name) {
    return SET_ASIDE.matcher(name).matches();
  }

  SftpTree {
    entries = List.copyOf(entries);
  }

  /** How many files there are. */
  long files() {
    return entries.stream().filter(each -> each.type() == TarEntry.Type.FILE).count();
  }

  static SftpTree list(SftpClient files, String root) throws IOException {
    List<TarEntry> found = new ArrayList<>();
    List<String> left = new ArrayList<>();
    Deque<String> open = new ArrayDeque<>(List.of(""));
    long bytes = 0;
    while (!open.isEmpty()) {
      String folder = open.removeLast();
      List<SftpClient.DirEntry> inside = new ArrayList<>();
      String path = folder.isEmpty() ? root : root + "/" + folder;
      try {
        files.readEntries(path).forEach(inside::add);
      } catch (IOException e) {
        throw new IOException("cannot list " + path + ": " + e.getMessage(), e);
      }
      inside.sort(Comparator.comparing(SftpClient.DirEntry::getFilename));
      for (SftpClient.DirEntry each : inside) {
        String name = each.getFilename();
        if (name.equals(".") || name.equals("..") || name.contains("/")) {
          continue;
        }
        String inner = folder.isEmpty() ? name : folder + "/" + name;
        if (isLeftOut(folder, name)) {
          left.add(inner);
          continue;
        }
        TarEntry entry = entry(inner, each.getAttributes());
        if (entry.type() == TarEntry.Type.LINK) {
          entry = linked(entry, files.readLink(root + "/" + inner));
        }
        if (entry.type() == TarEntry.Type.OTHER) {
          continue;
        }
        found.add(entry);
        bytes += entry.bytes();
        if (found.size() > MOST_ENTRIES || inner.chars().filter(c -> c == '/').count() > DEEPEST) {
          throw new IOException(root + " holds more, or deeper folders, than can be saved");
        }
        if (entry.type() == TarEntry.Type.FOLDER) {
          open.addLast(inner);
        }
      }
      if (Thread.currentThread().isInterrupted()) {
        throw new java.io.InterruptedIOException("stopped while " + root + " was listed");
      }
    }
    // Depth first would also do; by name a reader finds things.
    found.sort(Comparator.comparing(TarEntry::name));
    return new SftpTree(found, bytes, left.isEmpty() ? "" : ", without " + words(left));
  }

  private static String words(List<String> left) {
    int most = 6;
    return String.join(", ", left.subList(0, Math.min(most, left.size())))
        + (left.size() > most ? " and " + (left.size() - most) + " more" : "");
  }

  /** Whether it stays out of a snapshot, and so stays where it is when one is restored. */
  static boolean isLeftOut(String folder, String name) {
    return name.equals("__pycache__")
        || (folder.isEmpty()
            && (MADE_AGAIN.contains(name)
                || name.startsWith("home-assistant_v2.db")
                || name.startsWith("home-assistant.log")
                || name.startsWith(STAGED)
                || name.startsWith(BEFORE)));
  }

  /** What the other side says of one, without the target of a link. */
  static TarEntry entry(String name, SftpClient.Attributes of) {
    TarEntry.Type type =
        of.isRegularFile()
            ? TarEntry.Type.FILE
            : of.isDirectory()
                ? TarEntry.Type.FOLDER
                : of.isSymbolicLink() ? TarEntry.Type.LINK : TarEntry.Type.OTHER;
    return new TarEntry(
        name,
        type,
        type == TarEntry.Type.FILE ? of.getSize() : 0,
        of.getPermissions() & 07777,
        of.getModifyTime() == null ? Instant.EPOCH : of.getModifyTime().toInstant(),
        "");
  }

  private static TarEntry linked(TarEntry of, String link) {
    return new TarEntry(of.name(), of.type(), 0, of.mode(), of.changedAt(), link);
  }
}
