package io.piha.recovery;

import io.piha.engine.git.BareRepositories;
import io.piha.engine.git.GitAccess;
import io.piha.engine.git.LocalPath;
import io.piha.site.Snapshots;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.eclipse.jgit.api.Git;
import org.eclipse.jgit.api.errors.GitAPIException;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.Ref;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.revwalk.RevWalk;
import org.eclipse.jgit.transport.PushResult;
import org.eclipse.jgit.transport.RefSpec;
import org.eclipse.jgit.transport.RemoteRefUpdate;

/**
 * Puts the branches and tags of a bundle back into a repository that lacks them. Nothing that is
 * there is ever moved: a branch that went on stays, and one that holds other commits, or fewer,
 * stands against the whole restore before anything is changed.
 */
final class GitRestore {

  private final Snapshots access;
  private final Path folder;
  private final InstantSource clock;

  /**
   * @param folder of our own, for a copy of the bundle
   */
  GitRestore(Snapshots access, Path folder, InstantSource clock) {
    this.access = access;
    this.folder = folder;
    this.clock = clock;
  }

  /**
   * Restores the refs.
   *
   * @return what was done, in words
   * @throws IOException when it was not
   */
  String restore(Path bundle, Telling telling) throws IOException {
    Path copy = folder.resolve("restore.git");
    Trees.remove(copy);
    telling.step("reading the bundle");
    try (Git git = BareRepositories.scratch(copy)) {
      var _ =
          git.fetch()
              .setRemote(bundle.toString())
              .setRefSpecs(GitSource.ALL)
              .setCheckFetchedObjects(true)
              .setProgressMonitor(new GitProgress(clock, telling))
              .call();
      Optional<Path> local = LocalPath.of(access.url().reveal());
      return local.isPresent() ? here(git, local.get(), telling) : there(git, telling);
    } catch (GitAPIException e) {
      throw new IOException("cannot restore " + access.url() + ": " + e.getMessage(), e);
    } finally {
      Trees.remove(copy);
    }
  }

  private String here(Git git, Path repository, Telling telling)
      throws IOException, GitAPIException {
    boolean made = isEmpty(repository);
    telling.step("looking at " + access.url());
    try (Git to =
        made
            ? Git.init().setBare(true).setGitDir(repository.toFile()).call()
            : BareRepositories.another(repository)) {
      Map<String, ObjectId> has = new HashMap<>();
      for (Ref each : to.getRepository().getRefDatabase().getRefs()) {
        if (each.getObjectId() != null) {
          has.put(each.getName(), each.getObjectId());
        }
      }
      Plan plan = plan(git.getRepository(), has, to.getRepository());
      if (!plan.missing().isEmpty()) {
        telling.step("putting back " + plan.missing().size() + " refs");
        var _ =
            to.fetch()
                .setRemote(git.getRepository().getDirectory().toString())
                .setRefSpecs(plan.specs(git.getRepository()))
                .setCheckFetchedObjects(true)
                .setProgressMonitor(new GitProgress(clock, telling))
                .call();
      }
      if (made) {
        head(git.getRepository(), to.getRepository());
      }
      for (String each : plan.missing()) {
        if (to.getRepository().exactRef(each) == null) {
          throw new IOException(each + " was not made in " + access.url());
        }
      }
      return plan.told(made ? "a new repository" : "the repository");
    }
  }

  private static boolean isEmpty(Path folder) throws IOException {
    if (!Files.exists(folder)) {
      return true;
    }
    try (Stream<Path> inside = Files.list(folder)) {
      return inside.findAny().isEmpty();
    }
  }

  /** A repository of our making checks out something that is there. */
  private static void head(Repository from, Repository to) throws IOException {
    List<String> branches =
        from.getRefDatabase().getRefsByPrefix("refs/heads/").stream().map(Ref::getName).toList();
    if (!branches.isEmpty() && to.exactRef(to.getFullBranch()) == null) {
      String head = branches.contains("refs/heads/main") ? "refs/heads/main" : branches.getFirst();
      var _ = to.updateRef("HEAD").link(head);
    }
  }

  private String there(Git git, Telling telling) throws IOException {
    try (GitAccess reach = GitSource.reach(access, folder, clock)) {
      telling.step("looking at " + access.url());
      Map<String, ObjectId> has = new HashMap<>();
      reach.refs().forEach((name, ref) -> has.put(name, ref.getObjectId()));
      Plan plan = plan(git.getRepository(), has, git.getRepository());
      if (plan.missing().isEmpty()) {
        return plan.told("the repository");
      }
      telling.step("putting back " + plan.missing().size() + " refs");
      try {
        Iterable<PushResult> results =
            reach
                .reach(
                    git.push()
                        .setRemote(access.url().reveal())
                        .setRefSpecs(plan.specs(git.getRepository()))
                        .setProgressMonitor(reach.patience()))
                .call();
        results.forEach(each -> each.getRemoteUpdates().forEach(plan::note));
      } catch (GitAPIException | RuntimeException e) {
        throw reach.failed("cannot put refs back into", e);
      }
      return plan.told("the repository");
    }
  }

  // --- what is missing ---

  /**
   * What will be put back.
   *
   * @param kept how many are there already
   * @param refused what a server did not take
   */
  private record Plan(List<String> missing, int kept, List<String> refused) {

    List<RefSpec> specs(Repository from) throws IOException {
      List<RefSpec> specs = new ArrayList<>();
      for (String each : missing) {
        if (from.exactRef(each) != null) {
          specs.add(new RefSpec(each + ":" + each));
        }
      }
      return specs;
    }

    void note(RemoteRefUpdate update) {
      switch (update.getStatus()) {
        case OK, UP_TO_DATE -> {}
        case NOT_ATTEMPTED,
            AWAITING_REPORT,
            NON_EXISTING,
            REJECTED_NODELETE,
            REJECTED_NONFASTFORWARD,
            REJECTED_OTHER_REASON,
            REJECTED_REMOTE_CHANGED ->
            refused.add(update.getRemoteName());
      }
    }

    String told(String where) throws IOException {
      List<String> branches = refused.stream().filter(each -> isOfUsers(each)).toList();
      if (!branches.isEmpty()) {
        throw new IOException("the server did not take " + String.join(", ", branches));
      }
      return "%d refs were put back into %s, %d were there already%s"
          .formatted(
              missing.size() - refused.size(),
              where,
              kept,
              refused.isEmpty() ? "" : "; it takes none beside branches and tags");
    }
  }

  private static boolean isOfUsers(String ref) {
    return ref.startsWith("refs/heads/") || ref.startsWith("refs/tags/");
  }

  /** Whether it belongs back: what users made, and what keeps released commits; no old freeze. */
  private static boolean belongs(String ref) {
    return isOfUsers(ref) || ref.startsWith("refs/notes/") || ref.startsWith("refs/piha/released/");
  }

  private Plan plan(Repository bundle, Map<String, ObjectId> has, Repository history)
      throws IOException {
    List<String> missing = new ArrayList<>();
    List<String> other = new ArrayList<>();
    int kept = 0;
    for (Ref each : bundle.getRefDatabase().getRefsByPrefix("refs/")) {
      if (!belongs(each.getName()) || each.getObjectId() == null) {
        continue;
      }
      ObjectId there = has.get(each.getName());
      if (there == null) {
        missing.add(each.getName());
      } else if (there.equals(each.getObjectId()) || contains(history, there, each.getObjectId())) {
        kept++;
      } else {
        other.add(each.getName());
      }
    }
    if (!other.isEmpty()) {
      throw new IOException(
          "in %s %s %s not hold what the snapshot has; a restore moves nothing that is there, so nothing was changed; fetch what you miss from the file by hand"
              .formatted(
                  access.url(),
                  String.join(", ", other.subList(0, Math.min(5, other.size()))),
                  other.size() == 1 ? "does" : "do"));
    }
    return new Plan(missing, kept, new ArrayList<>());
  }

  /** Whether a branch there went on from what the snapshot has; false when that is not known. */
  private static boolean contains(Repository history, ObjectId there, ObjectId wanted) {
    try (RevWalk walk = new RevWalk(history)) {
      return walk.isMergedInto(walk.parseCommit(wanted), walk.parseCommit(there));
    } catch (IOException e) {
      return false;
    }
  }
}
