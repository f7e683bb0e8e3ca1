package io.piha.site;

/** How a snapshot is taken. */
public enum SnapshotKind {
  /** Core's backup API on Home Assistant OS. */
  HAOS,
  /** Core's backup API in a plain container. */
  CONTAINER,
  /** A bundle of a Git repository. */
  GIT,
  /** Files over SFTP. */
  SFTP
}
