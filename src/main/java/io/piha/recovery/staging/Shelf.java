package io.piha.recovery.staging;

import io.piha.arbiter.StagedSnapshot;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The staged snapshots of one host of one service, in a folder of their own. A snapshot is there
 * when its manifest is; what has none is the rest of an interrupted pull, and is swept away.
 */
public final class Shelf {

  private static final Logger LOG = LoggerFactory.getLogger(Shelf.class);
  private static final DateTimeFormatter STAMP =
      DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'", Locale.ROOT).withZone(ZoneOffset.UTC);

  /** The disk is never filled to its last byte: the journal lives there too. */
  private static final long RESERVE = 64L << 20;

  private static final String PART = ".part";
  private static final String MANIFEST = ".json";

  private final Path folder;
  private final String host;

  private Shelf(Path folder, String host) {
    this.folder = folder;
    this.host = host;
  }

  /**
   * Opens the folder and sweeps away what an interrupted pull left.
   *
   * @param root the folder of all snapshots
   * @throws IOException when it cannot be made or read
   */
  public static Shelf open(Path root, String service, String host) throws IOException {
    Shelf shelf = new Shelf(Files.createDirectories(root.resolve(service).resolve(host)), host);
    shelf.sweep();
    return shelf;
  }

  /** The folder as it is, also while something is pulled into it. */
  public static Shelf at(Path root, String service, String host) throws IOException {
    return new Shelf(Files.createDirectories(root.resolve(service).resolve(host)), host);
  }

  /** How many of how old are kept; the newest verified one always is. */
  public record Keep(int count, Optional<Duration> age) {}

  /** All that are here, newest first. */
  public List<StagedSnapshot> list() {
    List<StagedSnapshot> found = new ArrayList<>();
    try (Stream<Path> files = Files.list(folder)) {
      for (Path each : files.filter(file -> file.toString().endsWith(MANIFEST)).toList()) {
        read(each).ifPresent(found::add);
      }
    } catch (IOException | UncheckedIOException e) {
      LOG.warn("the snapshots in {} cannot be listed: {}", folder, e.toString());
    }
    found.sort(Comparator.comparing(StagedSnapshot::takenAt).reversed());
    return found;
  }

  private Optional<StagedSnapshot> read(Path manifest) {
    try {
      if (Files.size(manifest) > Manifest.LONGEST) {
        throw new IllegalArgumentException("too long");
      }
      StagedSnapshot of = Manifest.read(Files.readString(manifest));
      Optional<Path> file = file(of.id());
      if (file.isEmpty() || Files.size(file.get()) != of.bytes()) {
        LOG.warn("{} is not as its manifest says; it is not offered", of.id());
        return Optional.empty();
      }
      return Optional.of(of);
    } catch (IOException | IllegalArgumentException e) {
      LOG.warn("{} cannot be read: {}", manifest, e.getMessage());
      return Optional.empty();
    }
  }

  /** The file of a snapshot that is here. */
  public Optional<Path> file(String id) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files
          .filter(each -> stem(each).equals(id))
          .filter(each -> !each.toString().endsWith(MANIFEST) && !each.toString().endsWith(PART))
          .findFirst();
    }
  }

  /** A name for a snapshot that is taken now; no other has it. */
  public String name(Instant wall) throws IOException {
    String plain = host + "-" + STAMP.format(wall);
    String name = plain;
    for (int i = 2; file(name).isPresent(); i++) {
      name = plain + "-" + i;
    }
    return name;
  }

  /** An empty file to write a snapshot into before it has its name. */
  public Path part(String id, String ending) throws IOException {
    Path part = folder.resolve(id + "." + ending + PART);
    Files.deleteIfExists(part);
    return Durable.create(part);
  }

  /** Fails when there is no room for so many bytes more; something is always left over. */
  public void need(long bytes) throws IOException {
    long free = Files.getFileStore(folder).getUsableSpace();
    if (free - RESERVE < bytes) {
      throw new IOException(
          "no room in %s: %d MB are free, %d MB are needed and %d MB are always left free; make room or keep fewer snapshots"
              .formatted(folder, free >> 20, (bytes >> 20) + 1, RESERVE >> 20));
    }
  }

  /**
   * Gives a finished part its name, durably.
   *
   * @param takenAt wall time
   */
  public StagedSnapshot keep(
      Path part, String id, String kind, Instant takenAt, Source.Pulled pulled) throws IOException {
    StagedSnapshot of =
        new StagedSnapshot(
            id,
            host,
            kind,
            takenAt,
            Files.size(part),
            sha256(part),
            pulled.verified(),
            pulled.note());
    String name = String.valueOf(part.getFileName());
    Durable.rename(part, folder.resolve(name.substring(0, name.length() - PART.length())));
    Path manifest = folder.resolve(id + MANIFEST + PART);
    Files.deleteIfExists(manifest);
    Files.writeString(Durable.create(manifest), Manifest.write(of));
    Durable.rename(manifest, folder.resolve(id + MANIFEST));
    return of;
  }

  /** The digest of a file as it lies on the disk, lower-case hex. */
  public static String sha256(Path file) throws IOException {
    try (InputStream in = Files.newInputStream(file);
        DigestInputStream read = new DigestInputStream(in, MessageDigest.getInstance("SHA-256"))) {
      byte[] buffer = new byte[1 << 16];
      while (read.read(buffer) >= 0) {
        if (Thread.currentThread().isInterrupted()) {
          throw new java.io.InterruptedIOException("stopped while " + file + " was read");
        }
      }
      return HexFormat.of().formatHex(read.getMessageDigest().digest());
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  /**
   * Takes away what is too many or too old; never the newest verified one.
   *
   * @return the ids of those that went
   */
  public List<String> prune(Keep keep, Instant wall) throws IOException {
    List<StagedSnapshot> all = list();
    Optional<StagedSnapshot> newest = all.stream().filter(StagedSnapshot::verified).findFirst();
    List<String> gone = new ArrayList<>();
    int kept = 0;
    for (StagedSnapshot each : all) {
      boolean old = keep.age().isPresent() && each.takenAt().plus(keep.age().get()).isBefore(wall);
      boolean stays = newest.filter(each::equals).isPresent() || (kept < keep.count() && !old);
      if (stays) {
        kept++;
      } else {
        remove(each.id());
        gone.add(each.id());
      }
    }
    return gone;
  }

  private void remove(String id) throws IOException {
    Files.deleteIfExists(folder.resolve(id + MANIFEST));
    Optional<Path> file = file(id);
    if (file.isPresent()) {
      Files.deleteIfExists(file.get());
    }
  }

  private void sweep() throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      for (Path each : files.toList()) {
        boolean orphan = !Files.exists(folder.resolve(stem(each) + MANIFEST));
        if (Files.isRegularFile(each) && (each.toString().endsWith(PART) || orphan)) {
          LOG.info("{} is the rest of an interrupted snapshot; it is taken away", each);
          Files.deleteIfExists(each);
        }
      }
    }
  }

  private static String stem(Path file) {
    return String.valueOf(file.getFileName())
        .replaceFirst("\\.part$", "")
        .replaceFirst("\\.(tar|bundle|json)$", "");
  }
}
