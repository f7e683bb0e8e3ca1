package io.piha.sync;

import static org.assertj.core.api.Assertions.assertThat;

import io.piha.arbiter.MirrorView;
import io.piha.testing.GitRepo;
import io.piha.testing.NeedsPeer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.stream.IntStream;
import org.eclipse.jgit.lib.ObjectId;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the mirror sees in a repository that stock git pushes to. */
@NeedsPeer("git")
final class LookTest {

  private static final Duration DAY = Bench.WINDOW;

  @TempDir Path folder;
  private GitRepo repo;
  private Bench bench;

  @BeforeEach
  void open() throws Exception {
    repo = new GitRepo(folder.resolve("git"));
    repo.pushed("configuration.yaml", "default_config:\n", "Set up");
    repo.inBare("branch", "standby", "main");
    bench = new Bench(folder.resolve("data"), Bench.of(repo.bare().toString()));
  }

  @AfterEach
  void close() throws Exception {
    bench.close();
    assertThat(repo.inBare("fsck", "--full")).doesNotContain("error", "missing", "dangling commit");
  }

  @Test
  void aCommitGoesWhenItHasStoodItsWindow() throws Exception {
    bench.see();
    String next = repo.pushed("scenes.yaml", "- name: Evening\n", "Add a scene");
    MirrorView fresh = bench.see();
    assertThat(fresh.ready()).isFalse();
    assertThat(fresh.heldBy()).isEqualTo("observation_window");
    assertThat(fresh.behind()).isEqualTo(1);
    assertThat(fresh.files()).isEqualTo(1);
    bench.healthy(DAY.minusSeconds(1));
    assertThat(bench.see().ready()).isFalse();
    bench.healthy(Duration.ofSeconds(1));
    MirrorView over = bench.see();
    assertThat(over.ready()).isTrue();
    assertThat(over.candidate().orElseThrow().id()).isEqualTo(next);
    assertThat(bench.release(over)).isEqualTo(new Origin.Moved.Done());
    assertThat(repo.ref("refs/heads/standby")).isEqualTo(next);
    assertThat(repo.ref("refs/piha/released/" + next)).isEqualTo(next);
    assertThat(bench.see().behind()).isZero();
  }

  @Test
  void whatCommittersSayOfTheTimeMeansNothing() throws Exception {
    bench.see();
    repo.commitAt("a.yaml", "a: 1\n", "From the past", "2001-01-01T00:00:00Z");
    String future = repo.commitAt("b.yaml", "b: 1\n", "From the future", "2037-01-01T00:00:00Z");
    repo.push();
    bench.see();
    bench.healthy(DAY);
    String late = repo.commitAt("c.yaml", "c: 1\n", "Older than all", "1999-01-01T00:00:00Z");
    repo.push();
    MirrorView view = bench.see();
    assertThat(view.source().orElseThrow().id()).isEqualTo(late);
    assertThat(view.ready()).isTrue();
    assertThat(view.candidate().orElseThrow().id()).isEqualTo(future);
  }

  @Test
  void onlyTheLineOfFirstParentsIsWalked() throws Exception {
    bench.see();
    repo.inWork("checkout", "-q", "-b", "side");
    String side = repo.commit("side.yaml", "s: 1\n", "On the side");
    repo.inWork("checkout", "-q", "main");
    repo.inWork("merge", "-q", "--no-ff", "-m", "Merge the side", "side");
    repo.push();
    MirrorView view = bench.see();
    assertThat(view.behind()).isEqualTo(1);
    assertThat(view.line()).extracting(each -> each.commit().id()).doesNotContain(side);
    bench.healthy(DAY);
    assertThat(bench.see().candidate().orElseThrow().id()).isEqualTo(repo.head());
  }

  @Test
  void anIncidentBeginsTheWindowAnew() throws Exception {
    bench.see();
    repo.pushed("a.yaml", "a: 1\n", "A");
    bench.see();
    bench.healthy(DAY.minusMinutes(1));
    bench.incident();
    bench.healthy(Duration.ofMinutes(1));
    assertThat(bench.see().ready()).isFalse();
    bench.healthy(DAY.minusMinutes(1));
    assertThat(bench.see().ready()).isTrue();
  }

  @Test
  void aForcedPushIsAlarmedAndNotFollowed() throws Exception {
    bench.see();
    String lost = repo.pushed("a.yaml", "a: 1\n", "Taken back later");
    bench.see();
    bench.healthy(DAY);
    repo.inWork("reset", "-q", "--hard", "HEAD~1");
    String other = repo.commit("b.yaml", "b: 1\n", "Another history");
    repo.push("--force");
    MirrorView view = bench.see();
    assertThat(view.heldBy()).isEqualTo("forced_push");
    assertThat(view.heldWhy()).contains(lost.substring(0, 10), other.substring(0, 10));
    bench.healthy(DAY.multipliedBy(3));
    assertThat(bench.see().heldBy()).isEqualTo("forced_push");
    MirrorView forced = bench.see(true);
    assertThat(forced.ready()).isTrue();
    assertThat(forced.candidate().orElseThrow().id()).isEqualTo(other);
    assertThat(bench.release(forced)).isEqualTo(new Origin.Moved.Done());
    // What git would collect is not of our making.
    repo.inBare("reflog", "expire", "--expire=now", "--all");
    repo.inBare("prune", "--expire=now");
  }

  @Test
  void aForcedPushThatIsUndoneIsForgotten() throws Exception {
    bench.see();
    repo.pushed("a.yaml", "a: 1\n", "A");
    bench.see();
    repo.inWork("branch", "kept");
    repo.inWork("reset", "-q", "--hard", "HEAD~1");
    repo.push("--force");
    bench.see();
    repo.inWork("reset", "-q", "--hard", "kept");
    repo.push();
    bench.healthy(DAY);
    assertThat(bench.see().heldBy()).isEqualTo("observation_window");
    bench.healthy(DAY);
    assertThat(bench.see().ready()).isTrue();
  }

  @Test
  void aReleaseThatIsNotOnTheLineIsNeverLeftBehind() throws Exception {
    repo.inWork("checkout", "-q", "-b", "standby");
    repo.commit("own.yaml", "o: 1\n", "By hand on the standby");
    repo.inWork("push", "-q", "origin", "standby");
    repo.inWork("checkout", "-q", "main");
    repo.pushed("a.yaml", "a: 1\n", "A");
    bench.see();
    bench.healthy(DAY);
    MirrorView view = bench.see(true);
    assertThat(view.heldBy()).isEqualTo("diverged");
    assertThat(view.ready()).isFalse();
  }

  @Test
  void brokenYamlIsHeldAndHomeAssistantsTagsAreNot() throws Exception {
    bench.see();
    repo.pushed(
        "configuration.yaml",
        "http: !secret web\ngroup: !include groups.yaml\nauto: !include_dir_merge_list auto\n",
        "With tags");
    bench.see();
    bench.healthy(DAY);
    assertThat(bench.see().ready()).isTrue();
    String tags = repo.head();
    repo.pushed("automations.yaml", "- alias: 'never closed\n", "Broken");
    bench.see();
    bench.healthy(DAY);
    assertThat(bench.see().candidate().orElseThrow().id())
        .as("the newest that is valid goes")
        .isEqualTo(tags);
    bench.release(bench.see());
    MirrorView view = bench.see();
    assertThat(view.heldBy()).isEqualTo("invalid");
    assertThat(view.heldWhy()).startsWith("automations.yaml: line");
    assertThat(bench.see(true).ready()).as("force does not pass it").isFalse();
  }

  @Test
  void aCommandOfTheOperatorsJudgesBeforeTheRelease() throws Exception {
    repo.pushed("a.yaml", "a: 1\n", "A");
    for (String[] each :
        new String[][] {
          {"test -f a.yaml && test -n \"$PIHA_COMMIT\"", ""},
          {"echo no such platform; exit 3", "the check ended with 3: no such platform"},
          {"sleep 100 & wait", "the check did not end within 1 s"}
        }) {
      try (Bench checked =
          new Bench(
              folder.resolve("check" + each[1].length()),
              Bench.checked(repo.bare(), each[0], Duration.ofSeconds(1)))) {
        MirrorView view = checked.see(true);
        assertThat(view.heldWhy()).isEqualTo(each[1]);
        assertThat(view.ready()).isEqualTo(each[1].isEmpty());
      }
    }
  }

  @Test
  void aRestartOfTheMirrorForgetsNothing() throws Exception {
    bench.see();
    String next = repo.pushed("a.yaml", "a: 1\n", "A");
    bench.see();
    bench.healthy(DAY);
    bench.ledger.save("ha", bench.health);
    bench.look = new Look("ha", bench.sync, bench.ledger);
    bench.health = bench.ledger.health("ha");
    assertThat(bench.see().candidate().orElseThrow().id()).isEqualTo(next);
    assertThat(bench.see().ready()).isTrue();
  }

  @Test
  void fiftyThousandCommitsAreWalkedOnce() throws Exception {
    StringBuilder stream = new StringBuilder();
    stream.append("reset refs/heads/main\nfrom ").append(repo.head()).append("\n\n");
    IntStream.rangeClosed(1, 50_000)
        .forEach(
            i ->
                stream
                    .append("commit refs/heads/main\ncommitter A <a@b> ")
                    .append(1_700_000_000 + i)
                    .append(" +0000\ndata 2\nc\nM 644 inline n.yaml\ndata ")
                    .append(String.valueOf(i).length() + 4)
                    .append("\nn: ")
                    .append(i)
                    .append("\n\n"));
    repo.fastImport(stream.toString());
    long began = System.nanoTime();
    MirrorView view = bench.see();
    long first = System.nanoTime() - began;
    bench.healthy(DAY);
    began = System.nanoTime();
    MirrorView over = bench.see();
    assertThat(bench.release(over)).isEqualTo(new Origin.Moved.Done());
    long second = System.nanoTime() - began;
    System.out.printf("50,000 commits: %d ms, then %d ms%n", first / 1_000_000, second / 1_000_000);
    assertThat(view.behind()).isEqualTo(50_000);
    assertThat(repo.ref("refs/heads/standby")).isEqualTo(repo.ref("refs/heads/main"));
  }

  @Test
  void twoMirrorsAtOnceMoveTheBranchOnce() throws Exception {
    repo.pushed("a.yaml", "a: 1\n", "A");
    try (Bench other = new Bench(folder.resolve("other"), bench.sync)) {
      MirrorView mine = bench.see(true);
      MirrorView theirs = other.see(true);
      assertThat(bench.release(mine)).isEqualTo(new Origin.Moved.Done());
      assertThat(other.release(theirs))
          .as("the same end is no conflict")
          .isEqualTo(new Origin.Moved.Done());
      String next = repo.pushed("b.yaml", "b: 1\n", "B");
      MirrorView later = bench.see(true);
      assertThat(bench.release(later)).isEqualTo(new Origin.Moved.Done());
      assertThat(
              other.origin.release(
                  ObjectId.fromString(mine.source().orElseThrow().id()),
                  ObjectId.fromString(mine.target().orElseThrow().id()),
                  false,
                  "late"))
          .isInstanceOf(Origin.Moved.Refused.class);
      assertThat(repo.ref("refs/heads/standby")).isEqualTo(next);
    }
  }
}
