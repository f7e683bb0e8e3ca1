package io.piha.recovery.staging;

import java.time.Instant;

/**
 * One member of a tar.
 *
 * @param name its path, as written
 * @param bytes of content; 0 for what has none
 * @param mode the permission bits
 * @param link where a symbolic link points; empty otherwise
 */
public record TarEntry(
    String name, Type type, long bytes, int mode, Instant changedAt, String link) {

  /** What it is. */
  public enum Type {
    FILE,
    FOLDER,
    LINK,
    /** A device, a hard link or something newer; it is passed over. */
    OTHER
  }
}
