package io.piha.engine;

import io.piha.arbiter.Arbiter;
import io.piha.arbiter.State;
import io.piha.journal.AuditFilter;
import io.piha.journal.AuditLog;
import io.piha.journal.AuditRecord;
import io.piha.journal.ChapterLog;
import io.piha.journal.JournalFailed;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * How the site looked at a past moment: what had been heard until then is put to the arbiter again,
 * the same function that decided at the time, and its outlook is painted as it would have been.
 * Several threads may use it.
 */
public final class Past {

  /** Without a clean end, so long after the last thing heard nothing is known any more. */
  private static final Duration SILENCE = Duration.ofSeconds(60);

  private final ChapterLog chapters;
  private final AuditLog audit;
  private final ChronicleText text = new ChronicleText();

  public Past(ChapterLog chapters, AuditLog audit) {
    this.chapters = chapters;
    this.audit = audit;
  }

  /**
   * The picture of a moment; empty when the engine did not run then, or nothing of it was kept.
   *
   * @param wall the moment, wall time
   */
  public Optional<Snapshot> at(Instant wall) throws JournalFailed {
    Optional<ChapterLog.Chapter> found = chapters.at(wall);
    if (found.isEmpty() || found.get().ended().filter(end -> end.isBefore(wall)).isPresent()) {
      return Optional.empty();
    }
    try {
      return replay(found.get(), wall);
    } catch (RuntimeException e) {
      throw new JournalFailed(
          "What was kept of " + wall + " cannot be read by this version: " + e.getMessage());
    }
  }

  private Optional<Snapshot> replay(ChapterLog.Chapter chapter, Instant wall) throws JournalFailed {
    ChronicleText.Opening opening = text.opening(chapter.state());
    State state = opening.state();
    Instant last = chapter.began();
    Duration shift = Duration.ZERO;
    for (byte[] page : chapter.pages()) {
      for (IncidentTape.Heard each : text.page(page)) {
        if (!each.wall().isAfter(wall)) {
          state = Arbiter.decide(state, each.signal(), each.at()).next();
          last = each.wall();
          shift = Duration.between(each.at(), each.wall());
        }
      }
    }
    if (last.plus(SILENCE).isBefore(wall)) {
      return Optional.empty();
    }
    Instant now = wall.minus(shift);
    List<AuditRecord> latest =
        audit.query(AuditFilter.newestFirst(Snapshot.LATEST).until(wall.plusMillis(1)));
    return Optional.of(Pictures.site(state, opening.control(), now, wall, latest));
  }
}
