package io.piha.cli;

import io.piha.engine.CheckView;
import io.piha.journal.History;
import java.util.Optional;
import java.util.function.Supplier;

/** A history that cannot be kept, as one of the rows that everything leans on, until it can. */
final class HistoryRow {

  private final Supplier<Optional<String>> trouble;
  private boolean failed;

  /**
   * @param trouble why nothing can be written at the moment, in words
   */
  HistoryRow(Supplier<Optional<String>> trouble) {
    this.trouble = trouble;
  }

  /** Empty while it was always kept; after a failure also that it is kept again. */
  synchronized Optional<CheckView> row() {
    Optional<String> why = trouble.get();
    failed = failed || why.isPresent();
    if (!failed) {
      return Optional.empty();
    }
    return Optional.of(
        why.map(
                each ->
                    new CheckView(
                        "history",
                        History.FILE,
                        "is not kept: " + each.replaceAll("\\.$", ""),
                        CheckView.Level.NOTICE,
                        "mend that; nothing is decided by it, but the timeline misses this time"))
            .orElseGet(() -> CheckView.quiet("history", History.FILE, "is kept again")));
  }
}
