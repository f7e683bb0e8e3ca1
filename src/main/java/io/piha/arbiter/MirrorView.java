package io.piha.arbiter;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What the mirror job saw in the repository the last time it looked. What the repository itself
 * says against a release is told here; what the house says against it (a freeze, an incident) is
 * for {@link Mirroring} to judge.
 *
 * @param source the tip of the watched branch
 * @param target what the standby runs; empty while the branch does not exist
 * @param candidate the commit that would be released next; empty when there is none
 * @param ready whether the candidate stood its whole window and is valid
 * @param heldBy one word for what holds the candidate: {@code observation_window}, {@code
 *     forced_push}, {@code diverged}, {@code invalid}, {@code unreachable}; empty when nothing does
 * @param heldWhy the same as a sentence
 * @param dueAt when the candidate's window will be over, if all stays well until then
 * @param behind commits on the line from target to source
 * @param behindSince when the oldest of them arrived
 * @param files files that differ between target and source, at most {@link #MOST_FILES}
 * @param line what waits for its release, newest first, at most {@link #MOST_WAITING}
 * @param nextRun when the job next releases what may be released
 * @param lookedAt when this was seen
 */
public record MirrorView(
    Optional<Commit> source,
    Optional<Commit> target,
    Optional<Commit> candidate,
    boolean ready,
    String heldBy,
    String heldWhy,
    Optional<Instant> dueAt,
    int behind,
    Optional<Instant> behindSince,
    int files,
    List<Waiting> line,
    Optional<Instant> nextRun,
    Instant lookedAt) {

  /** More changed files than this are not counted. */
  public static final int MOST_FILES = 10_000;

  /** More waiting commits than this are not listed. */
  public static final int MOST_WAITING = 50;

  /** The job could not look: nothing is known but that. */
  public static final String UNREACHABLE = "unreachable";

  public MirrorView {
    line = List.copyOf(line);
  }

  /** A commit, as people know it. */
  public record Commit(String id, String author, String subject, Instant committedAt) {

    /** The first ten digits of the id. */
    public String brief() {
      return id.length() <= 10 ? id : id.substring(0, 10);
    }

    /** {@code 1a2b3c4d5e "subject" by author}. */
    public String words() {
      return brief() + " \"" + subject + "\" by " + author;
    }
  }

  /**
   * A commit on its way.
   *
   * @param arrivedAt when the mirror first saw it at the tip
   * @param progress how much of its window it has stood, 0 to 1
   * @param dueAt when that will be all of it, if all stays well
   */
  public record Waiting(Commit commit, Instant arrivedAt, double progress, Instant dueAt) {}

  /** Nothing but that the repository could not be looked at. */
  public static MirrorView unreachable(String why, Optional<Instant> nextRun, Instant at) {
    return new MirrorView(
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        false,
        UNREACHABLE,
        why,
        Optional.empty(),
        0,
        Optional.empty(),
        0,
        List.of(),
        nextRun,
        at);
  }

  /** What was known before, and that it could not be looked at again since. */
  public MirrorView stale(String why, Optional<Instant> next) {
    return new MirrorView(
        source,
        target,
        candidate,
        false,
        UNREACHABLE,
        why,
        dueAt,
        behind,
        behindSince,
        files,
        line,
        next,
        lookedAt);
  }

  /** The same with its times told by another clock. */
  public MirrorView shifted(Duration by) {
    return new MirrorView(
        source,
        target,
        candidate,
        ready,
        heldBy,
        heldWhy,
        dueAt.map(at -> at.plus(by)),
        behind,
        behindSince.map(at -> at.plus(by)),
        files,
        line.stream()
            .map(
                each ->
                    new Waiting(
                        each.commit(),
                        each.arrivedAt().plus(by),
                        each.progress(),
                        each.dueAt().plus(by)))
            .toList(),
        nextRun.map(at -> at.plus(by)),
        lookedAt.plus(by));
  }

  /** The same, with the job's next run. */
  public MirrorView runsNext(Instant at) {
    return new MirrorView(
        source,
        target,
        candidate,
        ready,
        heldBy,
        heldWhy,
        dueAt,
        behind,
        behindSince,
        files,
        line,
        Optional.of(at),
        lookedAt);
  }
}
