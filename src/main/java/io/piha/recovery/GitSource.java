package io.piha.recovery;

import io.piha.engine.git.BareRepositories;
import io.piha.engine.git.GitAccess;
import io.piha.engine.git.GitAddress;
import io.piha.engine.git.LocalPath;
import io.piha.recovery.staging.Progress;
import io.piha.recovery.staging.Source;
import io.piha.site.Snapshots;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.eclipse.jgit.api.Git;
import org.eclipse.jgit.api.errors.GitAPIException;
import org.eclipse.jgit.lib.Ref;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.transport.BundleWriter;
import org.eclipse.jgit.transport.RefSpec;

/**
 * A bundle of a whole repository: every branch and tag, in one file that any Git reads. One on
 * another machine is fetched into a mirror of our own first, so that the next time only what is new
 * comes over.
 */
final class GitSource implements Source {

  /** Every ref there is, under its own name. */
  static final RefSpec ALL = new RefSpec("+refs/*:refs/*");

  private final Snapshots access;
  private final Path folder;
  private final InstantSource clock;

  /**
   * @param folder for the mirror of a repository elsewhere
   */
  GitSource(Snapshots access, Path folder, InstantSource clock) {
    this.access = access;
    this.folder = folder;
    this.clock = clock;
  }

  @Override
  public String ending() {
    return "bundle";
  }

  @Override
  public Pulled pull(String name, Path part, Room room, Progress progress) throws IOException {
    progress.step("looking at " + access.url());
    try (Git git = open(progress)) {
      Repository repository = git.getRepository();
      // Once as a bundle and once for reading it back.
      room.need(2 * size(repository.getDirectory().toPath()));
      List<Ref> refs =
          repository.getRefDatabase().getRefs().stream()
              .filter(each -> each.getName().startsWith("refs/") && each.getObjectId() != null)
              .toList();
      if (refs.isEmpty()) {
        throw new IOException(access.url() + " is an empty repository; there is nothing to save");
      }
      progress.step("writing " + refs.size() + " refs into a bundle");
      BundleWriter writer = new BundleWriter(repository);
      refs.forEach(each -> writer.include(each.getName(), each.getObjectId()));
      try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(part), 1 << 16)) {
        writer.writeBundle(new GitProgress(clock, progress), out);
      }
      progress.step("reading the bundle back");
      readBack(part, refs, progress);
      return new Pulled(true, refs.size() + " refs");
    } catch (GitAPIException e) {
      throw new IOException("cannot save " + access.url() + ": " + e.getMessage(), e);
    }
  }

  private Git open(Progress progress) throws IOException, GitAPIException {
    Optional<Path> local = LocalPath.of(access.url().reveal());
    if (local.isPresent()) {
      return BareRepositories.another(local.get());
    }
    Git git = BareRepositories.mirror(folder.resolve("mirror.git"));
    try (GitAccess reach = reach(access, folder, clock)) {
      progress.step("fetching from " + access.url());
      try {
        var _ =
            reach
                .reach(
                    git.fetch()
                        .setRemote(access.url().reveal())
                        .setRefSpecs(ALL)
                        .setRemoveDeletedRefs(true)
                        .setCheckFetchedObjects(true)
                        .setProgressMonitor(reach.patience()))
                .call();
        return git;
      } catch (GitAPIException | RuntimeException e) {
        throw reach.failed("cannot fetch from", e);
      }
    } catch (IOException | RuntimeException e) {
      git.close();
      throw e;
    }
  }

  /** The way to a repository on another machine, to read it or to put something back. */
  static GitAccess reach(Snapshots access, Path folder, InstantSource clock) throws IOException {
    return new GitAccess(
        new GitAddress(
            access.url(),
            Optional.empty(),
            Optional.empty(),
            access.knownHosts(),
            access.keyFile(),
            access.trust()),
        folder,
        clock);
  }

  /** Into an empty repository, every object checked and every ref compared. */
  private void readBack(Path bundle, List<Ref> refs, Progress progress)
      throws IOException, GitAPIException {
    Path trial = folder.resolve("trial.git");
    Trees.remove(trial);
    try (Git git = BareRepositories.scratch(trial)) {
      var _ =
          git.fetch()
              .setRemote(bundle.toString())
              .setRefSpecs(ALL)
              .setCheckFetchedObjects(true)
              .setProgressMonitor(new GitProgress(clock, progress))
              .call();
      for (Ref each : refs) {
        Ref found = git.getRepository().exactRef(each.getName());
        if (found == null || !Objects.equals(each.getObjectId(), found.getObjectId())) {
          throw new IOException(
              each.getName() + " is not in the bundle as it was in the repository");
        }
      }
    } finally {
      Trees.remove(trial);
    }
  }

  private static long size(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      return files
          .mapToLong(
              each -> {
                try {
                  return Files.isRegularFile(each) ? Files.size(each) : 0;
                } catch (IOException gone) {
                  return 0;
                }
              })
          .sum();
    }
  }
}
