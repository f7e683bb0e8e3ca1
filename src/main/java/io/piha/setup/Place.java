package io.piha.setup;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;

/**
 * Where the files of a site go.
 *
 * @param file the configuration, absolute
 */
public record Place(Path file) {
  /** Where PiHA looks without being told. */
  public static final Path SYSTEM = Path.of("/etc/piha-control/piha.yaml");

  public Place {
    file = file.toAbsolutePath().normalize();
  }

  /**
   * The place that PiHA finds by itself and that may be written: the system's, or the folder it was
   * started in.
   */
  public static Place proposed(Path here) {
    Path etc = folder(SYSTEM);
    boolean system =
        Files.isDirectory(etc) ? Files.isWritable(etc) : Files.isWritable(Path.of("/etc"));
    return new Place(system ? SYSTEM : here.resolve("piha.yaml"));
  }

  /** The secrets beside it. */
  public Path secrets() {
    return file.resolveSibling("secrets.yaml");
  }

  public Path folder() {
    return folder(file);
  }

  /** As the file names it: the system's folder, or one beside the file. */
  String dataDir() {
    return isSystem() ? "/var/lib/piha-control" : "piha-data";
  }

  String logDir() {
    return isSystem() ? "/var/log/piha-control" : "piha-logs";
  }

  private boolean isSystem() {
    return folder().equals(folder(SYSTEM));
  }

  private static Path folder(Path file) {
    return Objects.requireNonNullElse(file.getParent(), file);
  }
}
