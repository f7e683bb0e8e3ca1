package io.piha.request;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;

/**
 * Where the socket is. Normally {@code data_dir/control.sock}. The address of a unix socket has 108
 * bytes with its closing zero; where the path is longer, the socket lies in a private folder of the
 * temporary directory, and {@code data_dir/control.path} says where.
 */
final class DoorPath {

  static final String SOCKET = "control.sock";
  private static final String POINTER = "control.path";
  private static final int LONGEST = 107;

  private DoorPath() {}

  /** Where a command looks. */
  static Optional<Path> find(Path dataDir) throws IOException {
    Path plain = dataDir.toAbsolutePath().resolve(SOCKET);
    if (fits(plain)) {
      return Files.exists(plain) ? Optional.of(plain) : Optional.empty();
    }
    Path pointer = dataDir.resolve(POINTER);
    if (!Files.isReadable(pointer)) {
      return Optional.empty();
    }
    Path elsewhere = Path.of(Files.readString(pointer).strip());
    return Files.exists(elsewhere) ? Optional.of(elsewhere) : Optional.empty();
  }

  /** Where the door is to be; a folder is made for it where needed. */
  static Path choose(Path dataDir) throws IOException {
    Path plain = dataDir.toAbsolutePath().resolve(SOCKET);
    if (fits(plain)) {
      return plain;
    }
    // The folder is made open to its owner alone.
    Path folder = Files.createTempDirectory("piha-");
    Path elsewhere = folder.resolve(SOCKET);
    if (!fits(elsewhere)) {
      Files.delete(folder);
      throw new IOException(
          "no room for a socket: both "
              + plain
              + " and "
              + elsewhere
              + " are longer than "
              + LONGEST
              + " bytes; choose a shorter data_dir");
    }
    Files.writeString(dataDir.resolve(POINTER), elsewhere + "\n");
    return elsewhere;
  }

  /** Takes away what {@link #choose} made. */
  static void remove(Path dataDir, Path socket) throws IOException {
    Files.deleteIfExists(socket);
    if (!fits(dataDir.toAbsolutePath().resolve(SOCKET))) {
      Files.deleteIfExists(dataDir.resolve(POINTER));
      Path folder = socket.getParent();
      if (folder != null) {
        Files.deleteIfExists(folder);
      }
    }
  }

  /** Only the owner may knock. */
  static void close(Path socket) throws IOException {
    Files.setPosixFilePermissions(socket, PosixFilePermissions.fromString("rw-------"));
  }

  private static boolean fits(Path path) {
    return path.toString().getBytes(StandardCharsets.UTF_8).length <= LONGEST;
  }
}
