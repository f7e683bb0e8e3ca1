package io.piha.site;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * Notices that a configuration, or the secrets it names, changed, and hands on what it says now. It
 * decides nothing: whether a change is taken is up to whoever receives it.
 *
 * <p>It looks at content and access rights, not at time stamps alone, and waits until two looks in
 * a row agree, so that a file that is still being written is not read half-way. A file of which the
 * file system says that nothing at all changed is read at every tenth look only. A receiver that
 * throws is offered the same again at the next look.
 */
public final class SiteWatch implements AutoCloseable {
  private static final int TRUSTED_LOOKS = 9;

  private final Path file;
  private final Map<String, String> env;
  private final Duration every;
  private final Consumer<Loaded> receiver;
  private final CountDownLatch closed = new CountDownLatch(1);
  private final Thread thread;
  private final Map<Path, Seen> seen = new HashMap<>();

  /** What was read of a file, and how often more it need not be read when its stamp is the same. */
  private record Seen(Map<String, Object> stamp, String print, int trusted) {}

  /**
   * Begins to watch; what the files say at this moment is taken as known, so load after this.
   *
   * @param file the configuration
   * @param env the environment, for {@code ${env:NAME}}
   * @param every how often it looks; 1 s suits people
   * @param receiver is called on the watch's own thread and should only enqueue
   */
  public SiteWatch(Path file, Map<String, String> env, Duration every, Consumer<Loaded> receiver) {
    this.file = file;
    this.env = Map.copyOf(env);
    this.every = every;
    this.receiver = receiver;
    List<Path> files = SiteLoader.read(file, this.env).files();
    String known = prints(files);
    this.thread = Thread.ofVirtual().name("site-watch").unstarted(() -> watch(files, known));
    thread.start();
  }

  private void watch(List<Path> first, String start) {
    List<Path> files = first;
    String known = start;
    String before = start;
    while (!waited()) {
      String now = prints(files);
      boolean settled = now.equals(before) && !now.equals(known);
      before = now;
      if (settled) {
        SiteLoader.Outcome outcome = SiteLoader.read(file, env);
        if (!outcome.files().equals(files)) {
          files = outcome.files();
          now = prints(files);
          before = now;
          outcome = SiteLoader.read(file, env);
        }
        if (handed(outcome.loaded())) {
          known = now;
        }
      }
    }
  }

  /** Waits for the next look; true when there is none any more. */
  private boolean waited() {
    try {
      return closed.await(every.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException _) {
      return true;
    }
  }

  private boolean handed(Loaded loaded) {
    try {
      receiver.accept(loaded);
      return true;
    } catch (RuntimeException _) {
      return false;
    }
  }

  private String prints(List<Path> files) {
    seen.keySet().retainAll(files);
    StringBuilder prints = new StringBuilder();
    for (Path each : files) {
      prints.append(each).append(' ').append(print(each)).append('\n');
    }
    return prints.toString();
  }

  private String print(Path file) {
    Map<String, Object> stamp = stamp(file);
    Seen before = seen.get(file);
    if (before != null
        && before.trusted() > 0
        && !stamp.isEmpty()
        && stamp.equals(before.stamp())) {
      seen.put(file, new Seen(stamp, before.print(), before.trusted() - 1));
      return before.print();
    }
    try {
      String print = read(file);
      seen.put(file, new Seen(stamp, print, TRUSTED_LOOKS));
      return print;
    } catch (IOException e) {
      seen.remove(file); // a look that failed says nothing of the next
      return Reasons.of(e);
    }
  }

  /** The time of its last change of any kind is set by the system alone; empty where none is. */
  private static Map<String, Object> stamp(Path file) {
    try {
      return Files.readAttributes(file, "unix:ino,dev,size,lastModifiedTime,ctime");
    } catch (IOException | UnsupportedOperationException | IllegalArgumentException _) {
      return Map.of();
    }
  }

  private static String read(Path file) throws IOException {
    try (InputStream in = Files.newInputStream(file)) {
      byte[] content = in.readNBytes(YamlParser.MOST_CHARACTERS + 1);
      byte[] hash = MessageDigest.getInstance("SHA-256").digest(content);
      return HexFormat.of().formatHex(hash) + rights(file);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }

  private static String rights(Path file) throws IOException {
    PosixFileAttributeView view = Files.getFileAttributeView(file, PosixFileAttributeView.class);
    return view == null
        ? ""
        : " " + PosixFilePermissions.toString(view.readAttributes().permissions());
  }

  /** Stops watching and waits until no call of the receiver is under way, at most 5 s. */
  @Override
  public void close() {
    closed.countDown();
    try {
      if (Thread.currentThread() != thread) {
        var _ = thread.join(Duration.ofSeconds(5));
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }
}
