package io.piha.cli;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Where a data folder lies, and when the last control plane on it started. A copy of the folder
 * brings both along and lies elsewhere: so it is known for one, and whether another lives under its
 * name is looked at before it is used.
 */
final class Residence {

  private static final Logger LOG = LoggerFactory.getLogger(Residence.class);
  private static final String FILE = "control.home";
  private static final Path MACHINE = Path.of("/etc/machine-id");

  /**
   * A place.
   *
   * @param machine names the machine, not the id itself, which is nobody's business; empty where it
   *     has none
   * @param path the folder's
   * @param file names the very file of the lock; empty where the file system has no such thing
   */
  private record Place(String machine, String path, String file) {}

  private final Path folder;
  private final Place here;
  private final Optional<Place> before;
  private volatile String life;
  private volatile boolean lived;

  private Residence(Path folder, Place here, Optional<Place> before, String life) {
    this.folder = folder;
    this.here = here;
    this.before = before;
    this.life = life;
  }

  /**
   * Of that folder.
   *
   * @param lock a file in it that is never replaced
   */
  static Residence of(Path folder, Path lock) throws IOException {
    Object key = Files.readAttributes(lock, BasicFileAttributes.class).fileKey();
    Place here =
        new Place(
            machine(),
            folder.toAbsolutePath().normalize().toString(),
            key == null ? "" : key.toString());
    Path file = folder.resolve(FILE);
    List<String> lines = Files.isRegularFile(file) ? Files.readAllLines(file) : List.of();
    return lines.size() < 4
        ? new Residence(folder, here, Optional.empty(), "")
        : new Residence(
            folder,
            here,
            Optional.of(new Place(lines.get(1), lines.get(2), lines.get(3))),
            lines.get(0));
  }

  /** A digest, as the makers of the file ask (machine-id(5)). */
  private static String machine() {
    try {
      byte[] id = ("piha " + Files.readString(MACHINE).strip()).getBytes(StandardCharsets.UTF_8);
      byte[] digest = MessageDigest.getInstance("SHA-256").digest(id);
      return HexFormat.of().formatHex(digest, 0, 8);
    } catch (IOException | NoSuchAlgorithmException e) {
      LOG.debug("the machine has no name", e);
      return "";
    }
  }

  /** Whether the control plane that started then was the last one on this very folder. */
  boolean isFormerLife(String startedAt) {
    return !startedAt.isEmpty() && startedAt.equals(life) && (lived || isHome());
  }

  private boolean isHome() {
    return before.equals(Optional.of(here));
  }

  /** Where it was before, in a person's words; empty when it is where it was, or not known. */
  Optional<String> moved() {
    return before
        .filter(each -> !each.equals(here))
        .map(
            each ->
                !each.machine.equals(here.machine)
                    ? "on another machine"
                    : !each.path.equals(here.path) ? "at " + each.path : "restored or copied here");
  }

  /**
   * A control plane starts here; written before it says anything. A disk that refuses keeps nobody
   * from starting: the next start then looks at the broker before it acts.
   */
  void lives(String startedAt) {
    life = startedAt;
    lived = true;
    Path fresh = folder.resolve(FILE + ".new");
    try {
      Files.write(fresh, List.of(startedAt, here.machine, here.path, here.file));
      Files.move(
          fresh,
          folder.resolve(FILE),
          StandardCopyOption.ATOMIC_MOVE,
          StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      LOG.warn("{} cannot be written: {}", folder.resolve(FILE), e.toString());
    }
  }
}
