package io.piha.arbiter;

import java.time.Instant;
import java.util.List;

/**
 * The commits that an incident puts under suspicion, because they had come to the leader shortly
 * before it began.
 *
 * @param incident its id
 * @param since when it began
 * @param commits newest first
 */
public record Suspicion(long incident, Instant since, List<Named> commits) {

  /**
   * One of them.
   *
   * @param words the commit as people know it
   */
  public record Named(String id, String words) {}

  public Suspicion {
    commits = List.copyOf(commits);
  }
}
