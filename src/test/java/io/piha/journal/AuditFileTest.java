package io.piha.journal;

import static io.piha.journal.Entries.NOON;
import static io.piha.journal.Entries.entry;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.piha.arbiter.Entry;
import io.piha.journal.Verification.Verified;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AuditFileTest {
  @TempDir Path folder;
  private Path file;
  private Journal journal;
  private AuditLog log;
  private Deliveries deliveries;

  @BeforeEach
  void openTheJournal() throws Exception {
    file = folder.resolve("log/deep/audit.jsonl");
    journal = Journal.open(folder.resolve("data"));
    log = journal.log();
    deliveries = Deliveries.open(folder.resolve("data"), log);
  }

  @AfterEach
  void closeTheJournal() throws Exception {
    deliveries.close();
    log.close();
    journal.close();
  }

  @Test
  void everyRecordIsWrittenOnceAndTheFileVerifies() throws Exception {
    commit(AuditFile.BATCH * 2 + 3);
    try (AuditFile audit = start()) {
      awaitIds(1, AuditFile.BATCH * 2 + 3);
      commit(1);
      audit.wake();
      awaitIds(1, AuditFile.BATCH * 2 + 4);
      assertThat(audit.trouble()).isEmpty();
    }
    assertThat(AuditLog.verifyFile(file)).isEqualTo(new Verified(AuditFile.BATCH * 2 + 4));
    AuditRecord first = log.after(0, 1).getFirst();
    assertThat(Files.readAllLines(file).getFirst()).isEqualTo(AuditJson.line(first));
    assertThat(deliveries.backlog(AuditFile.SINK)).isZero();
  }

  @Test
  void whatIsOwedIsWrittenOnClosing() throws Exception {
    try (AuditFile audit = start()) {
      commit(3);
      assertThat(audit.trouble()).isEmpty();
    }
    assertThat(ids(file)).containsExactly(1L, 2L, 3L);
  }

  @Test
  void aTornLineIsCutOffAndWrittenAnewWhereverItTore() throws Exception {
    commit(4);
    start().close();
    byte[] whole = Files.readAllBytes(file);
    Random random = new Random(7);
    for (int round = 0; round < 40; round++) {
      try (FileChannel torn = FileChannel.open(file, StandardOpenOption.WRITE)) {
        torn.truncate(random.nextInt(whole.length));
      }
      boolean empty = Files.size(file) == 0 || ids(file).isEmpty();
      start().close();
      if (!empty) {
        assertThat(Files.readAllBytes(file)).as("round %d", round).isEqualTo(whole);
      }
      Files.write(file, whole);
    }
  }

  @Test
  void blocksOfZeroesThatAPowerCutLeftAreCutOff() throws Exception {
    commit(2);
    start().close();
    Files.write(file, new byte[5_000], StandardOpenOption.APPEND);
    commit(1);
    start().close();
    assertThat(ids(file)).containsExactly(1L, 2L, 3L);
    assertThat(AuditLog.verifyFile(file)).isEqualTo(new Verified(3));
  }

  @Test
  void theFileItselfSaysHowFarItGot() throws Exception {
    commit(3);
    start().close();
    List<String> lines = Files.readAllLines(file);
    Files.write(file, lines.subList(0, 2)); // the cursor says 3, the disk lost one
    start().close();
    assertThat(Files.readAllLines(file)).isEqualTo(lines);
  }

  @Test
  void aRotatedFileAndItsSuccessorJoinWithoutAGap() throws Exception {
    Path rotated = folder.resolve("audit.jsonl.1");
    try (AuditFile audit = start()) {
      commit(2);
      audit.wake();
      awaitIds(1, 2);
      Files.move(file, rotated);
      commit(1);
      audit.wake();
      awaitIds(3, 3);
    }
    assertThat(ids(rotated)).containsExactly(1L, 2L);
    Files.move(file, folder.resolve("audit.jsonl.2"));
    commit(1);
    start().close();
    assertThat(ids(file)).containsExactly(4L);
    assertThat(AuditLog.verifyFile(file)).isEqualTo(new Verified(1));
  }

  @Test
  void aFileThatWasEmptiedInPlaceGoesOnWithTheNextRecord() throws Exception {
    try (AuditFile audit = start()) {
      commit(2);
      audit.wake();
      awaitIds(1, 2);
      try (FileChannel emptied = FileChannel.open(file, StandardOpenOption.WRITE)) {
        emptied.truncate(0);
      }
      commit(1);
      audit.wake();
      awaitIds(3, 3);
    }
  }

  @Test
  void aFileOfAnotherJournalIsKeptAside() throws Exception {
    Files.createDirectories(file.getParent());
    Files.writeString(file, "{\"id\":9,\"hash\":\"00\"}\n");
    Files.writeString(Path.of(file + ".aside-1"), "older still");
    commit(2);
    start().close();
    assertThat(ids(file)).containsExactly(1L, 2L);
    assertThat(Path.of(file + ".aside-1")).hasContent("older still");
    assertThat(Path.of(file + ".aside-2")).hasContent("{\"id\":9,\"hash\":\"00\"}");
  }

  @Test
  void whileTheDiskRefusesItSaysWhyAndLosesNothing() throws Exception {
    Path inTheWay = folder.resolve("log");
    Files.writeString(inTheWay, "a file where the folder should be");
    commit(2);
    try (AuditFile audit = start()) {
      await().until(() -> audit.trouble().isPresent());
      assertThat(audit.trouble().orElseThrow())
          .contains(file.toString(), "Not a directory", "waiting in the journal: 2");
      Files.delete(inTheWay);
      awaitIds(1, 2);
      await().until(() -> audit.trouble().isEmpty());
    }
  }

  @Test
  void aFileOfGarbageNeverStopsTheLog() throws Exception {
    Random random = new Random(11);
    commit(1);
    Files.createDirectories(file.getParent());
    for (int round = 0; round < 8; round++) {
      byte[] garbage = new byte[random.nextInt(40_000)];
      random.nextBytes(garbage);
      Files.write(file, garbage);
      deliveries.close();
      Files.deleteIfExists(folder.resolve("data").resolve(Deliveries.FILE));
      deliveries = Deliveries.open(folder.resolve("data"), log);
      start().close();
      assertThat(ids(file)).as("round %d", round).containsExactly(1L);
    }
  }

  private AuditFile start() {
    return AuditFile.start(file.resolveSibling(""), log, deliveries);
  }

  private void commit(int count) throws JournalFailed {
    List<Entry> entries =
        IntStream.range(0, count).mapToObj(i -> entry("né " + i + " \"quoted\"\n")).toList();
    journal.commit(NOON, Map.of(), entries);
  }

  private void awaitIds(long first, long last) {
    await()
        .untilAsserted(
            () ->
                assertThat(file)
                    .satisfies(
                        path ->
                            assertThat(ids(path))
                                .isEqualTo(LongStream.rangeClosed(first, last).boxed().toList())));
  }

  private static List<Long> ids(Path file) throws IOException {
    if (!Files.exists(file)) {
      return List.of(); // not begun yet
    }
    JsonText json = new JsonText();
    String text = Files.readString(file, UTF_8);
    return text.substring(0, text.lastIndexOf('\n') + 1)
        .lines()
        .map(line -> JsonText.whole(json.object(line), "id"))
        .toList();
  }
}
