package io.piha.setup;

import io.piha.site.Finding;
import io.piha.site.Loaded;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/**
 * Writes a draft: first the secrets, for their owner alone, then the configuration. Each file
 * appears whole or not at all, and what is there already is never touched.
 */
public final class DraftWriter {
  private static final String PRIVATE = "rw-------";
  private static final String GROUP_READS = "rw-r-----";

  private DraftWriter() {}

  /**
   * Writes both files.
   *
   * @throws IOException in a person's words: when one exists already, the draft is not valid, or
   *     the folder cannot be written
   */
  public static Written write(Draft draft, Place place, Map<String, String> env)
      throws IOException {
    refuseInvalid(draft.load(place, env));
    refuseExisting(place.file());
    boolean secret = !draft.secrets().isEmpty();
    if (secret) {
      refuseExisting(place.secrets());
    }
    try {
      Files.createDirectories(place.folder());
    } catch (IOException e) {
      throw cannot(place.folder(), e);
    }
    if (secret) {
      try {
        place(place.secrets(), draft.secrets(), PRIVATE);
      } catch (IOException e) {
        throw said(place.secrets(), e);
      }
    }
    try {
      place(place.file(), draft.config(), GROUP_READS);
    } catch (IOException e) {
      if (secret) {
        Files.deleteIfExists(place.secrets());
      }
      throw said(place.file(), e);
    }
    return new Written(place, draft);
  }

  private static void refuseInvalid(Loaded loaded) throws IOException {
    if (loaded instanceof Loaded.Invalid invalid) {
      throw new IOException(
          String.join("\n", invalid.findings().stream().map(Finding::toString).toList()));
    }
  }

  private static void refuseExisting(Path file) throws IOException {
    if (Files.exists(file, java.nio.file.LinkOption.NOFOLLOW_LINKS)) {
      throw new FileAlreadyExistsException(
          file + " exists already and is left as it is; choose another folder, or move it away");
    }
  }

  private static IOException said(Path file, IOException e) {
    return e instanceof FileAlreadyExistsException
        ? new IOException(
            file + " appeared meanwhile and is left as it is; choose another folder", e)
        : cannot(file, e);
  }

  private static IOException cannot(Path file, IOException e) {
    return new IOException(
        file
            + " cannot be written ("
            + e.getClass().getSimpleName()
            + "); choose a folder that is yours, or start PiHA as a user who may",
        e);
  }

  /** A whole file under a name that was free, with its mode from the first byte on. */
  private static void place(Path file, String text, String mode) throws IOException {
    Path fresh = file.resolveSibling("." + file.getFileName() + "." + UUID.randomUUID());
    try {
      try (FileChannel out =
          FileChannel.open(
              fresh,
              Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE),
              attributes(file, mode))) {
        ByteBuffer bytes = ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
        while (bytes.hasRemaining()) {
          out.write(bytes);
        }
        out.force(true);
      }
      own(fresh, file, mode);
      put(fresh, file);
    } finally {
      Files.deleteIfExists(fresh);
    }
  }

  /** A second name for a file is never put over another; where there are no such, it is moved. */
  private static void put(Path fresh, Path file) throws IOException {
    try {
      Files.createLink(file, fresh);
    } catch (UnsupportedOperationException | java.nio.file.FileSystemException e) {
      if (e instanceof FileAlreadyExistsException there) {
        throw there;
      }
      Files.move(fresh, file);
    }
  }

  private static FileAttribute<?>[] attributes(Path file, String mode) {
    boolean posix = file.getFileSystem().supportedFileAttributeViews().contains("posix");
    return posix
        ? new FileAttribute<?>[] {
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(mode))
        }
        : new FileAttribute<?>[0];
  }

  /**
   * Beside a sample, as a package leaves it, the file belongs to whom the sample belongs to: the
   * user as whom the service runs. The mode is set again, for a umask may have taken from it.
   */
  private static void own(Path fresh, Path file, String mode) throws IOException {
    PosixFileAttributeView view = Files.getFileAttributeView(fresh, PosixFileAttributeView.class);
    if (view == null) {
      return;
    }
    view.setPermissions(PosixFilePermissions.fromString(mode));
    Path sample = file.resolveSibling(file.getFileName() + ".sample");
    if (Files.isRegularFile(sample)) {
      PosixFileAttributes like = Files.readAttributes(sample, PosixFileAttributes.class);
      PosixFileAttributes mine = view.readAttributes();
      if (!like.group().equals(mine.group())) {
        view.setGroup(like.group());
      }
      if (!like.owner().equals(mine.owner())) {
        view.setOwner(like.owner());
      }
    }
  }
}
