package io.piha.console.audit;

import io.piha.console.kit.Words;
import io.piha.engine.Snapshot;
import io.piha.journal.AuditRecord;
import java.util.List;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;

/**
 * The newest audit records, newest first. Rows that are there stay the same rows; what is new is
 * put on top in one change, and the oldest fall off.
 */
public final class AuditFeed {

  /** How many lines are kept on the screen; older ones are in the log. */
  public static final int KEPT = 500;

  private final Words words;
  private final ObservableList<AuditLine> lines = FXCollections.observableArrayList();
  // Kept here: a read-only view listens weakly, and would fall silent once nobody held it.
  private final ObservableList<AuditLine> shown = FXCollections.unmodifiableObservableList(lines);

  public AuditFeed(Words words) {
    this.words = words;
  }

  /** Begins with an empty screen: what comes next is of another log. */
  public void clear() {
    lines.clear();
  }

  /** Takes what is new in a picture. */
  public void show(Snapshot snapshot) {
    long newest = lines.isEmpty() ? 0 : lines.getFirst().id();
    List<AuditRecord> latest = snapshot.latest();
    // Another moment is shown: what lies between is not on the screen and must not seem to be.
    boolean leap =
        !latest.isEmpty()
            && (latest.getFirst().id() < newest || latest.getLast().id() > newest + 1);
    if (leap) {
      lines.clear();
      newest = 0;
    }
    long after = newest;
    List<AuditLine> fresh =
        latest.stream()
            .filter(each -> each.id() > after)
            .map(each -> AuditLine.of(each, words))
            .toList();
    if (!fresh.isEmpty()) {
      lines.addAll(0, fresh);
      if (lines.size() > KEPT) {
        lines.remove(KEPT, lines.size());
      }
    }
  }

  /** The lines, for reading. */
  public ObservableList<AuditLine> lines() {
    return shown;
  }
}
