package io.piha.console.audit;

import static org.assertj.core.api.Assertions.assertThat;

import io.piha.arbiter.Kind;
import io.piha.arbiter.Severity;
import io.piha.console.Estates;
import io.piha.console.KeptHouse;
import io.piha.console.Stagehand;
import io.piha.console.kit.Archive;
import io.piha.console.kit.Live;
import io.piha.journal.AuditLog;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AuditModelTest {

  @TempDir private Path folder;

  private final LinkedBlockingQueue<Runnable> frames = new LinkedBlockingQueue<>();
  private final Live live = new Live(() -> Estates.NOW);
  private final AuditFeed feed = new AuditFeed(Stagehand.words());

  @Test
  void showsAllThatWasKeptNewestFirst() throws Exception {
    AuditModel page = opened(KeptHouse.in(folder));

    assertThat(page.lines()).hasSize(7);
    assertThat(page.lines().getFirst().kind()).isEqualTo("power_cycled");
  }

  @Test
  void everyWordMustBeSomewhereInTheRecord() throws Exception {
    AuditModel page = opened(KeptHouse.in(folder));
    page.narrow(words("router SWAP"));
    frame();
    assertThat(page.lines()).hasSize(2);

    page.narrow(words("swap done nowhere"));
    frame();
    assertThat(page.lines()).isEmpty();

    page.narrow(words("incident"));
    frame();
    assertThat(page.lines()).as("the detail is searched too").hasSize(7);
  }

  @Test
  void narrowsToKindHostAndTime() throws Exception {
    AuditModel page = opened(KeptHouse.in(folder));
    page.narrow(
        new Narrow(
            "",
            Optional.empty(),
            Optional.of("haos"),
            Optional.empty(),
            Optional.empty(),
            Optional.of(Duration.ofMinutes(10))));
    frame();
    assertThat(page.lines()).hasSize(3);
  }

  @Test
  void whatArrivesIsOnTopWhereItPasses() throws Exception {
    AuditModel page = opened(KeptHouse.in(folder));
    page.narrow(words("acknowledged"));
    frame();
    var fresh =
        Estates.written(47, 0, Kind.PROMOTED, Severity.INFO, "standby", "control", "acknowledged");
    page.show(Estates.later(Estates.incident(), Duration.ofSeconds(1), fresh));

    assertThat(page.lines()).extracting(AuditLine::kind).containsExactly("promoted");
  }

  @Test
  void aRecordIsOpenedByItsNumberWhateverItIsNarrowedTo() throws Exception {
    AuditModel page = opened(KeptHouse.in(folder));
    page.open(3);

    assertThat(page.chosen().get()).isNotNull();
    page.select(page.chosen().get());
    assertThat(page.detail().get())
        .anySatisfy(fact -> assertThat(fact.text()).isEqualTo("router swap done"))
        .anySatisfy(fact -> assertThat(fact.text()).matches("[0-9a-f]{64}"));

    frame();
    assertThat(page.detail().get())
        .as("once the moments around it were judged again")
        .anySatisfy(fact -> assertThat(fact.text()).startsWith("nothing of phase"))
        .anySatisfy(fact -> assertThat(fact.text()).matches("[0-9a-f]{64}"));
  }

  @Test
  void theChainIsChecked() throws Exception {
    AuditModel page = opened(KeptHouse.in(folder));
    page.verify();
    frame();

    assertThat(page.status().get()).isEqualTo("7 records, the chain is whole.");
  }

  @Test
  void exportsWhatPasses() throws Exception {
    AuditModel page = opened(KeptHouse.in(folder));
    page.narrow(words("router"));
    frame();
    Path csv = folder.resolve("out.csv");
    page.export(csv);
    frame();
    Path json = folder.resolve("out.jsonl");
    page.export(json);
    frame();

    assertThat(Files.readAllLines(csv)).hasSize(3);
    assertThat(AuditLog.verifyFile(json)).isNotNull();
    assertThat(Files.readAllLines(json)).hasSize(2).allMatch(line -> line.contains("\"hash\""));
  }

  @Test
  void aTextFromOutsideBecomesNoFormula() {
    var record =
        Estates.written(1, 0, Kind.FROZEN, Severity.INFO, "", "operator:x", "=cmd|' /C calc'!A0");

    assertThat(AuditExport.row(record)).contains(",'=cmd|");
  }

  @Test
  void withoutAnArchiveTheNewestRecordsOfTheSessionAreShownAndItIsSaid() throws Exception {
    AuditModel page = opened(Archive.NONE);

    assertThat(page.lines()).isNotEmpty();
    assertThat(page.status().get()).contains("control plane that decides");
  }

  private AuditModel opened(Archive archive) throws Exception {
    live.take(Estates.incident());
    feed.show(Estates.incident());
    var page = new AuditModel(feed, Stagehand.words(), live, archive, frames::add);
    page.show(Estates.incident());
    frame();
    return page;
  }

  private static Narrow words(String text) {
    return new Narrow(
        text,
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty());
  }

  private void frame() throws InterruptedException {
    Runnable next = frames.poll(30, TimeUnit.SECONDS);
    assertThat(next).isNotNull();
    next.run();
  }
}
