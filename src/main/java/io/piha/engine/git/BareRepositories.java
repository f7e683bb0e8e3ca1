package io.piha.engine.git;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.eclipse.jgit.api.Git;
import org.eclipse.jgit.api.errors.GitAPIException;
import org.eclipse.jgit.lib.ConfigConstants;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.lib.StoredConfig;

/**
 * Repositories and who tidies them up. JGit tidies by itself after each fetch, on a thread of its
 * own that outlives the fetch: a folder could not be removed below it, and a repository of somebody
 * else's would be repacked unasked.
 */
public final class BareRepositories {

  private BareRepositories() {}

  /**
   * Opens a repository of our own that stays, or makes it. It is tidied by the thread that fetches,
   * and only when it has grown (Git's {@code gc.auto}).
   *
   * @throws IOException when it can be neither opened nor made
   */
  public static Git mirror(Path folder) throws IOException {
    Git git =
        Files.isRegularFile(folder.resolve("HEAD")) ? Git.open(folder.toFile()) : make(folder);
    StoredConfig config = git.getRepository().getConfig();
    if (config.getBoolean(
        ConfigConstants.CONFIG_GC_SECTION, ConfigConstants.CONFIG_KEY_AUTODETACH, true)) {
      config.setBoolean(
          ConfigConstants.CONFIG_GC_SECTION, null, ConfigConstants.CONFIG_KEY_AUTODETACH, false);
      try {
        config.save();
      } catch (IOException e) {
        git.close();
        throw e;
      }
    }
    return git;
  }

  /**
   * Makes a repository that is removed again soon: it is never tidied.
   *
   * @throws IOException when it cannot be made
   */
  public static Git scratch(Path folder) throws IOException {
    Git git = make(folder);
    try {
      neverTidy(git.getRepository());
      git.getRepository().getConfig().save();
    } catch (IOException e) {
      git.close();
      throw e;
    }
    return git;
  }

  /**
   * Opens a repository that is somebody else's to tidy; its settings on the disk stay as they are.
   *
   * @throws IOException when it cannot be opened
   */
  public static Git another(Path folder) throws IOException {
    Git git = Git.open(folder.toFile());
    neverTidy(git.getRepository());
    return git;
  }

  private static void neverTidy(Repository repository) {
    StoredConfig config = repository.getConfig();
    config.setInt(ConfigConstants.CONFIG_GC_SECTION, null, ConfigConstants.CONFIG_KEY_AUTO, 0);
    config.setBoolean(
        ConfigConstants.CONFIG_GC_SECTION, null, ConfigConstants.CONFIG_KEY_AUTODETACH, false);
  }

  private static Git make(Path folder) throws IOException {
    try {
      return Git.init().setBare(true).setGitDir(folder.toFile()).call();
    } catch (GitAPIException e) {
      throw new IOException("cannot make the repository " + folder + ": " + e.getMessage(), e);
    }
  }
}
