package io.piha.journal;

import static io.piha.journal.Entries.NOON;
import static io.piha.journal.Entries.entry;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.piha.journal.Verification.Verified;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A write that is refused leaves the chain whole, says why, and the next one works again. */
class RefusedWriteTest {
  @TempDir Path folder;

  @Test
  void whileAnotherProgramHoldsTheFileNothingIsStoredByHalves() throws Exception {
    try (Journal journal = Journal.open(folder);
        AuditLog log = journal.log()) {
      commit(journal, "before");
      try (Connection other = Sqlite.writer(folder.resolve(Journal.FILE), true)) {
        Sqlite.run(other, Sqlite.BEGIN);
        assertThatThrownBy(() -> commit(journal, "refused"))
            .isInstanceOf(JournalFailed.class)
            .hasMessageContaining("another program holds it");
      }
      AuditRecord after = commit(journal, "after");
      assertThat(after.id()).isEqualTo(2);
      assertThat(log.verify()).isEqualTo(new Verified(2));
      assertThat(journal.states().get("state")).isEqualTo("after".getBytes(UTF_8));
    }
  }

  @Test
  void aFullDiskIsSaidInWordsAndHarmsNothing() throws Exception {
    assumeTrue(mounted(folder), "needs the right to mount a tmpfs of its own (run it as root)");
    try (Journal journal = Journal.open(folder);
        AuditLog log = journal.log();
        Deliveries deliveries = Deliveries.open(folder, log)) {
      commit(journal, "before");
      Path filler = folder.resolve("filler");
      fill(filler);
      JournalFailed refusal = commitUntilRefused(journal);
      assertThat(refusal).hasMessageContaining("Could not write the decision to the journal");
      assertThat(refusal).hasMessageContaining("the disk is full");
      long stored = journal.lastId();
      for (int i = 0; i < 3; i++) {
        assertThatThrownBy(() -> commit(journal, "x".repeat(8_000)))
            .isInstanceOf(JournalFailed.class)
            .hasMessageMatching("(?s).*(disk is full|disk reported an error|cannot be opened).*");
      }
      assertThat(log.verify()).isEqualTo(new Verified(stored));
      // Begun only now, so that it owes lines for which there is no room.
      try (AuditFile file = AuditFile.start(folder, log, deliveries)) {
        await().until(() -> file.trouble().isPresent());
        Files.delete(filler);
        assertThat(commit(journal, "after").id()).isEqualTo(stored + 1);
        assertThat(log.verify()).isEqualTo(new Verified(stored + 1));
        file.wake();
        await().until(() -> deliveries.backlog(AuditFile.SINK) == 0);
      }
      assertThat(AuditLog.verifyFile(folder.resolve(AuditFile.FILE)))
          .isEqualTo(new Verified(stored + 1));
    } finally {
      run("umount", "--lazy", folder.toString());
    }
  }

  private static AuditRecord commit(Journal journal, String reason) throws JournalFailed {
    return journal
        .commit(NOON, Map.of("state", reason.getBytes(UTF_8)), List.of(entry(reason)))
        .getFirst();
  }

  private static JournalFailed commitUntilRefused(Journal journal) {
    for (int i = 0; i < 1_000; i++) {
      try {
        commit(journal, "x".repeat(8_000));
      } catch (JournalFailed e) {
        return e;
      }
    }
    throw new AssertionError("a full disk took 1,000 commits");
  }

  private static void fill(Path filler) throws IOException {
    byte[] block = new byte[4_096];
    try (OutputStream out = Files.newOutputStream(filler)) {
      while (true) {
        out.write(block);
      }
    } catch (IOException e) {
      assertThat(e).hasMessageContaining("No space left");
    }
  }

  private static boolean mounted(Path folder) throws Exception {
    return run("mount", "-t", "tmpfs", "-o", "size=2m", "tmpfs", folder.toString());
  }

  private static boolean run(String... command) throws Exception {
    try {
      Process process =
          new ProcessBuilder(command)
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .start();
      return process.waitFor(30, TimeUnit.SECONDS) && process.exitValue() == 0;
    } catch (IOException e) {
      return false; // no such program here
    }
  }
}
