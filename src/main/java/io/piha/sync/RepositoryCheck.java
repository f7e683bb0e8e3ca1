package io.piha.sync;

import io.piha.engine.git.LocalPath;
import io.piha.site.Sync;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Optional;
import org.eclipse.jgit.api.Git;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.util.FileUtils;

/** Whether the repository of a mirror can be reached and has the branch that is watched. */
public final class RepositoryCheck {

  private RepositoryCheck() {}

  /** Why not; empty when it has. */
  public static Optional<String> trouble(Sync sync, InstantSource clock) {
    String branch = Constants.R_HEADS + sync.source();
    try {
      Optional<Path> local = LocalPath.of(sync.repository().reveal());
      boolean there;
      if (local.isPresent()) {
        try (Git git = Git.open(local.get().toFile())) {
          there = git.getRepository().exactRef(branch) != null;
        }
      } else {
        there = far(sync, clock, branch);
      }
      return there
          ? Optional.empty()
          : Optional.of(sync.repository() + " has no branch " + sync.source());
    } catch (IOException e) {
      return Optional.of("cannot read " + sync.repository() + ": " + e.getMessage());
    }
  }

  private static boolean far(Sync sync, InstantSource clock, String branch) throws IOException {
    Path home = Files.createTempDirectory("piha-check");
    try (Remote remote = new Remote(sync, home, clock)) {
      return remote.refs().containsKey(branch);
    } finally {
      FileUtils.delete(home.toFile(), FileUtils.RECURSIVE | FileUtils.SKIP_MISSING);
    }
  }
}
