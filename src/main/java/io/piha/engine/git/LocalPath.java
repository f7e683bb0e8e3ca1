package io.piha.engine.git;

import java.net.URI;
import java.nio.file.Path;
import java.util.Optional;

/** Whether an address is a folder of this machine. */
public final class LocalPath {

  private LocalPath() {}

  /** The folder, when it is one. */
  public static Optional<Path> of(String repository) {
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
