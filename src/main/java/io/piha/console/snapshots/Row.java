package io.piha.console.snapshots;

import io.piha.console.kit.Tone;

/** A line of the page: a host, or a snapshot of it. */
sealed interface Row {

  /** Whose line it is. */
  String host();

  /**
   * A host and how well it is saved.
   *
   * @param saved snapshots of it are pulled
   * @param reinstalls it has a scripted reinstall
   * @param busy something is being done to a host of the service; one at a time
   */
  record Of(String host, String text, Tone tone, boolean saved, boolean reinstalls, boolean busy)
      implements Row {}

  /**
   * A snapshot.
   *
   * @param proof whether it is verified, as a word
   */
  record Staged(
      String host,
      String id,
      String kind,
      String at,
      String age,
      String size,
      String proof,
      boolean verified,
      String note)
      implements Row {}

  /** In the place of snapshots where there are none. */
  record None(String host, String text) implements Row {}
}
