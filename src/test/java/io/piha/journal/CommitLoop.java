package io.piha.journal;

import static io.piha.journal.Entries.NOON;
import static io.piha.journal.Entries.entry;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** A program to be killed: commits for ever and says each record only once it is committed. */
final class CommitLoop {
  /** The state that is stored together with the records. */
  static final String LAST_ID = "last-id";

  private CommitLoop() {}

  /** Prints {@code ID HASH.} per record; a line without its full stop was torn. */
  public static void main(String[] args) throws Exception {
    Path folder = Path.of(args[0]);
    try (Journal journal = Journal.open(folder);
        AuditLog log = journal.log();
        Deliveries deliveries = Deliveries.open(folder, log);
        AuditFile file = AuditFile.start(folder, log, deliveries)) {
      while (true) {
        byte[] last = Long.toString(journal.lastId() + 2).getBytes(UTF_8);
        List<AuditRecord> records =
            journal.commit(NOON, Map.of(LAST_ID, last), List.of(entry("one"), entry("two")));
        file.wake();
        for (AuditRecord record : records) {
          System.out.println(record.id() + " " + record.hash() + ".");
        }
        System.out.flush();
      }
    }
  }
}
