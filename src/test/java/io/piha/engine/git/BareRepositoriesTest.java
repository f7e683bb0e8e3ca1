package io.piha.engine.git;

import static org.assertj.core.api.Assertions.assertThat;

import io.piha.testing.GitRepo;
import io.piha.testing.Programs;
import java.nio.file.Files;
import java.nio.file.Path;
import org.eclipse.jgit.api.Git;
import org.eclipse.jgit.transport.RefSpec;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Who tidies a repository, told by what stock Git counts in it after a fetch by JGit. */
class BareRepositoriesTest {

  /** Git looks at one of 256 folders to guess how many loose objects there are. */
  private static final int OBJECTS = 1_200;

  @TempDir Path folder;
  private GitRepo from;

  @BeforeEach
  void make() throws Exception {
    from = new GitRepo(folder.resolve("from"));
    from.commit("a.yaml", "a: 1\n", "one");
    from.push();
  }

  @Test
  void aMirrorIsTidyWhenTheFetchIsOver() throws Exception {
    Path mirror = folder.resolve("mirror.git");
    BareRepositories.mirror(mirror).close();
    clutter(mirror);
    try (Git git = BareRepositories.mirror(mirror)) {
      fetch(git);
      assertThat(loose(mirror)).isZero();
    }
  }

  @Test
  void whatIsRemovedSoonIsNotTidied() throws Exception {
    Path scratch = folder.resolve("scratch.git");
    try (Git git = BareRepositories.scratch(scratch)) {
      fetch(git);
    }
    assertThat(setting(scratch, "gc.auto")).isEqualTo("0");
    assertThat(setting(scratch, "gc.autoDetach")).as("no thread outlives it").isEqualTo("false");
  }

  @Test
  void somebodyElsesRepositoryIsLeftAsItIs() throws Exception {
    Path theirs = folder.resolve("theirs.git");
    Programs.run("git", "init", "-q", "--bare", theirs.toString());
    clutter(theirs);
    Programs.run("git", "-C", theirs.toString(), "config", "gc.autoDetach", "false");
    String settings = Files.readString(theirs.resolve("config"));
    try (Git git = BareRepositories.another(theirs)) {
      fetch(git);
      assertThat(loose(theirs)).isGreaterThanOrEqualTo(OBJECTS);
    }
    assertThat(theirs.resolve("config")).hasContent(settings);
  }

  /** So many loose objects that Git would tidy. */
  private void clutter(Path repository) throws Exception {
    Programs.run("git", "-C", repository.toString(), "config", "gc.auto", "256");
    litter(repository);
  }

  /** Objects that a branch holds: what nothing holds stays loose for two weeks. */
  private void litter(Path repository) throws Exception {
    Path files = Files.createDirectories(folder.resolve("files"));
    for (int i = 0; i < OBJECTS; i++) {
      Files.writeString(files.resolve("file" + i), "object " + i);
    }
    String git = "--git-dir=" + repository;
    String work = "--work-tree=" + files;
    GitRepo.in(files, git, work, "add", "-A");
    GitRepo.in(files, git, work, "commit", "-q", "-m", "many");
    GitRepo.in(files, git, "branch", "-f", "many", "HEAD");
  }

  private void fetch(Git git) throws Exception {
    var _ =
        git.fetch()
            .setRemote(from.bare().toString())
            .setRefSpecs(new RefSpec("+refs/heads/main:refs/heads/fetched"))
            .call();
  }

  private static String setting(Path repository, String name) throws Exception {
    return Programs.run("git", "--git-dir=" + repository, "config", name).strip();
  }

  private static int loose(Path repository) throws Exception {
    String counted = Programs.run("git", "--git-dir=" + repository, "count-objects");
    return Integer.parseInt(counted.substring(0, counted.indexOf(' ')));
  }
}
