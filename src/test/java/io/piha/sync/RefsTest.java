package io.piha.sync;

import static org.assertj.core.api.Assertions.assertThat;

import io.piha.arbiter.Signal;
import io.piha.engine.EngineClock;
import io.piha.testing.GitRepo;
import io.piha.testing.NeedsPeer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Locks that are held, locks that are left over, and the freeze in the repository. */
@NeedsPeer("git")
final class RefsTest {

  @TempDir Path folder;
  private GitRepo repo;
  private Bench bench;

  @BeforeEach
  void open() throws Exception {
    repo = new GitRepo(folder.resolve("git"));
    repo.pushed("configuration.yaml", "default_config:\n", "Set up");
    repo.inBare("branch", "standby", "main");
    repo.pushed("a.yaml", "a: 1\n", "A");
    bench = new Bench(folder.resolve("data"), Bench.of(repo.bare().toString()));
  }

  @AfterEach
  void close() throws Exception {
    bench.close();
    assertThat(repo.inBare("fsck", "--full")).doesNotContain("error", "missing");
  }

  @Test
  void aHeldLockIsSaidAndNotBroken() throws Exception {
    Path lock = repo.bare().resolve("refs/heads/standby.lock");
    String before = repo.ref("refs/heads/standby");
    Files.createFile(lock);
    assertThat(bench.release(bench.see(true)))
        .isInstanceOfSatisfying(
            Origin.Moved.Refused.class,
            refused -> assertThat(refused.why()).contains("is locked since"));
    assertThat(repo.ref("refs/heads/standby")).isEqualTo(before);
    assertThat(lock).exists();
    Files.delete(lock);
    assertThat(bench.release(bench.see(true))).isEqualTo(new Origin.Moved.Done());
  }

  @Test
  void aLockThatIsNobodysIsTakenAway() throws Exception {
    Path lock = repo.bare().resolve("refs/heads/standby.lock");
    Files.createFile(lock);
    Files.setLastModifiedTime(
        lock, FileTime.from(Instant.now().minus(Refs.STALE).minusSeconds(60)));
    assertThat(bench.release(bench.see(true))).isEqualTo(new Origin.Moved.Done());
    assertThat(repo.ref("refs/heads/standby")).isEqualTo(repo.head());
  }

  @Test
  void aRepositoryThatCannotBeWrittenChangesNothing() throws Exception {
    String before = repo.ref("refs/heads/standby");
    Files.createDirectories(repo.bare().resolve("refs/piha"));
    // A file where a folder has to be made fails every write of a keeping ref, as a full disk does.
    Files.writeString(repo.bare().resolve("refs/piha/released"), "");
    Origin.Moved moved;
    try {
      moved = bench.release(bench.see(true));
    } catch (java.io.IOException e) {
      moved = new Origin.Moved.Refused(String.valueOf(e.getMessage()));
    }
    assertThat(moved).isInstanceOf(Origin.Moved.Refused.class);
    assertThat(repo.ref("refs/heads/standby")).isEqualTo(before);
    Files.delete(repo.bare().resolve("refs/piha/released"));
  }

  @Test
  void theFreezeIsKeptInTheRepositoryAsTheEngineHasIt() throws Exception {
    AtomicReference<Optional<FreezeNote>> engine = new AtomicReference<>(Optional.empty());
    List<Signal> heard = new ArrayList<>();
    FreezeKeeper keeper = new FreezeKeeper("ha", bench.ledger, heard::add, engine::get);
    EngineClock clock = new EngineClock();
    FreezeNote note =
        new FreezeNote(
            "operator:alice", "rebuilding", Optional.of(Instant.EPOCH), Optional.empty());
    engine.set(Optional.of(note));
    keep(keeper, clock);
    String frozen = repo.ref(Origin.FREEZE);
    assertThat(repo.inBare("cat-file", "-p", frozen)).contains("operator:alice", "rebuilding");
    repo.inBare("update-ref", "-d", Origin.FREEZE);
    keep(keeper, clock);
    assertThat(repo.ref(Origin.FREEZE)).as("a lost one is written again").isEqualTo(frozen);
    engine.set(Optional.empty());
    keep(keeper, clock);
    assertThat(repo.ref(Origin.FREEZE)).as("ours goes with the thaw").isEmpty();
    assertThat(heard).isEmpty();
  }

  @Test
  void aFreezeThatSomebodyElseSetIsTakenOnceAndEndsWithAThaw() throws Exception {
    AtomicReference<Optional<FreezeNote>> engine = new AtomicReference<>(Optional.empty());
    List<Signal> heard = new ArrayList<>();
    FreezeKeeper keeper = new FreezeKeeper("ha", bench.ledger, heard::add, engine::get);
    EngineClock clock = new EngineClock();
    Path text = folder.resolve("note");
    Files.writeString(text, "{\"by\":\"hook\",\"why\":\"migration\"}");
    String blob = repo.inBare("hash-object", "-w", text.toString());
    repo.inBare("update-ref", Origin.FREEZE, blob);
    keep(keeper, clock);
    assertThat(heard)
        .containsExactly(new Signal.FreezeFound("ha", "hook", "migration", Optional.empty()));
    engine.set(
        Optional.of(
            new FreezeNote("git:hook", "migration", Optional.of(Instant.EPOCH), Optional.empty())));
    keep(keeper, clock);
    engine.set(Optional.empty());
    keep(keeper, clock);
    assertThat(repo.ref(Origin.FREEZE)).isEmpty();
    assertThat(heard).hasSize(1);
  }

  private void keep(FreezeKeeper keeper, EngineClock clock) throws Exception {
    keeper.keep(bench.origin, bench.origin.look().freeze(), clock);
  }

  @Test
  void aNoteIsReadBackAsItWasWritten() {
    FreezeNote note =
        new FreezeNote(
            "operator:alice",
            "why \"not\"",
            Optional.of(Instant.parse("2026-03-01T00:00:00Z")),
            Optional.of(Instant.parse("2026-03-02T00:00:00Z")));
    assertThat(FreezeNote.read(note.bytes())).isEqualTo(note);
    assertThat(FreezeNote.read("frozen!".getBytes(StandardCharsets.UTF_8)).by())
        .isEqualTo("somebody");
  }
}
