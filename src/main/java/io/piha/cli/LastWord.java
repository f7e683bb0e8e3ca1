package io.piha.cli;

import io.piha.arbiter.Entry;
import io.piha.journal.Journal;
import io.piha.journal.JournalFailed;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A record that is no decision, of a control plane that does not run: of the end of one that has
 * lost its right, so that its decisions cannot be written any more, or before the start of one.
 */
final class LastWord {

  private static final Logger LOG = LoggerFactory.getLogger(LastWord.class);

  private LastWord() {}

  static void write(Entry entry, Journal journal, Instant wall) {
    try {
      var _ = journal.commit(wall, Map.of(), List.of(entry));
    } catch (JournalFailed e) {
      LOG.warn("\"{}\" is not in the audit log: {}", entry.reason(), e.getMessage());
    }
  }
}
