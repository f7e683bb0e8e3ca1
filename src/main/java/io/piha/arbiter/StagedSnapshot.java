package io.piha.arbiter;

import java.time.Duration;
import java.time.Instant;

/**
 * A snapshot that lies in the staging folder, ready to be restored.
 *
 * @param id names it in commands, e.g. {@code haos-20260301T030000Z}
 * @param host whose configuration it is
 * @param kind {@code haos}, {@code container}, {@code git} or {@code sftp}
 * @param takenAt when it was pulled
 * @param bytes its size
 * @param sha256 of the file, lower-case hex
 * @param verified read back whole, and decryptable where it is encrypted
 * @param note what it holds, in words
 */
public record StagedSnapshot(
    String id,
    String host,
    String kind,
    Instant takenAt,
    long bytes,
    String sha256,
    boolean verified,
    String note) {

  /** Whether it is a backup that a Core made and restores by itself. */
  public boolean isCore() {
    return isCore(kind);
  }

  /** Whether such a snapshot can be brought to a host whose own are of that kind. */
  public boolean fits(String other) {
    return kind.equals(other) || (isCore() && isCore(other));
  }

  private static boolean isCore(String kind) {
    return kind.equals("haos") || kind.equals("container");
  }

  /** The same with its time told by another clock. */
  public StagedSnapshot shifted(Duration by) {
    return new StagedSnapshot(id, host, kind, takenAt.plus(by), bytes, sha256, verified, note);
  }
}
