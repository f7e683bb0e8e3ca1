package io.piha.cli;

import io.piha.alert.rules.Event;
import io.piha.engine.CheckView;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/** How the lease stands, as one of the rows that everything leans on: the term, and who waits. */
final class LeaseRow {

  private static final String NAME = "etcd";

  private final Tenure tenure;
  private List<String> waited = List.of();
  private boolean answered = true;

  LeaseRow(Tenure tenure) {
    this.tenure = tenure;
  }

  /**
   * The row, as etcd tells now; empty where there is no lease. One who stood ready and is gone
   * matters: nobody would take over.
   */
  synchronized Optional<CheckView> row() {
    if (tenure.term().isEmpty()) {
      return Optional.empty();
    }
    String term = "term " + tenure.term().getAsLong() + "; ";
    List<String> waiting;
    try {
      waiting = tenure.waiting();
      answered = true;
    } catch (IOException e) {
      answered = false;
      return Optional.of(
          notice(term + "who would take over is not known: " + e.getMessage(), "look after etcd"));
    }
    if (!waiting.isEmpty()) {
      waited = List.copyOf(waiting);
      return Optional.of(CheckView.quiet("lease", NAME, term + ready(waiting)));
    }
    return Optional.of(
        waited.isEmpty()
            ? CheckView.quiet("lease", NAME, term + "nobody else is there to take over")
            : notice(
                term
                    + "nobody would take over; "
                    + String.join(", ", waited)
                    + " stood ready before",
                "look after that control plane, or start another"));
  }

  /**
   * What people are told of the row that was looked at last. That etcd does not tell is the same
   * incident as that the lease is not renewed, and over when both are; who stands ready is not
   * known then, and nothing is said of it.
   *
   * @param row as of any other
   */
  synchronized List<Event.Noticed> told(Event.Noticed row) {
    Event.Noticed etcd =
        new Event.Noticed(
            LeaseNews.CAUSE,
            !answered,
            row.severity(),
            null,
            null,
            row.at(),
            row.title(),
            row.text());
    if (!answered) {
      return List.of(etcd);
    }
    return tenure.trouble().isPresent() ? List.of(row) : List.of(row, etcd);
  }

  private static CheckView notice(String said, String remedy) {
    return new CheckView("lease", NAME, said, CheckView.Level.NOTICE, remedy);
  }

  private static String ready(List<String> waiting) {
    return String.join(", ", waiting) + (waiting.size() == 1 ? " stands" : " stand") + " ready";
  }
}
