package io.piha.recovery.staging;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Objects;

/** Files that are whole under their name, or not there: also when the power fails in between. */
final class Durable {

  private Durable() {}

  /** Makes what was written last, and gives it its name. */
  static void rename(Path part, Path name) throws IOException {
    try (FileChannel file = FileChannel.open(part, StandardOpenOption.WRITE)) {
      file.force(true);
    }
    Files.move(part, name, StandardCopyOption.ATOMIC_MOVE);
    try (FileChannel folder =
        FileChannel.open(Objects.requireNonNull(name.getParent()), StandardOpenOption.READ)) {
      folder.force(true);
    }
  }

  /** Only its owner may read it: a snapshot holds every secret of a house. */
  static Path create(Path file) throws IOException {
    return Files.createFile(
        file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
  }
}
