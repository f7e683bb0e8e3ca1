package io.piha.recovery.staging;

import java.io.IOException;
import java.nio.file.Path;

/** Something a snapshot can be pulled from. */
public interface Source {

  /** How its files end: {@code tar} or {@code bundle}. */
  String ending();

  /**
   * Writes a snapshot into the file and reads it back.
   *
   * @param name what the snapshot will be called
   * @param part the file to write, empty so far
   * @param room asked before anything of a known size is written
   * @throws IOException with a message for people: what was tried, on what, what came back
   */
  Pulled pull(String name, Path part, Room room, Progress progress)
      throws IOException, InterruptedException;

  /**
   * What was pulled.
   *
   * @param verified read back whole, and decryptable where it is encrypted
   * @param note what it holds, in words
   */
  record Pulled(boolean verified, String note) {}

  /** The place on the disk. */
  interface Room {
    /**
     * Fails when there is no room for so many bytes more.
     *
     * @throws IOException saying what is free and what is needed
     */
    void need(long bytes) throws IOException;
  }
}
