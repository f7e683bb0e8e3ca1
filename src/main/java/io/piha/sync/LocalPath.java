package io.piha.sync;

import java.net.URI;
import java.nio.file.Path;
import java.util.Optional;

/** Whether an address is a folder of this machine. */
final class LocalPath {

  private LocalPath() {}

  static Optional<Path> of(String repository) {
    if (repository.startsWith("file:")) {
      try {
        return Optional.of(Path.of(URI.create(repository)));
      } catch (IllegalArgumentException e) {
        return Optional.empty();
      }
    }
    boolean far = repository.contains("://") || repository.matches("[^/\\s:]+@[^/\\s:]+:.+");
    return far ? Optional.empty() : Optional.of(Path.of(repository));
  }
}
