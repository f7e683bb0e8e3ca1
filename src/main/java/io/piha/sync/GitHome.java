package io.piha.sync;

import java.nio.file.Path;
import java.util.Objects;
import java.util.Set;
import org.eclipse.jgit.lib.Config;
import org.eclipse.jgit.storage.file.FileBasedConfig;
import org.eclipse.jgit.util.FS;
import org.eclipse.jgit.util.SystemReader;
import org.jspecify.annotations.Nullable;

/**
 * Keeps JGit to our own folder: nothing of the service user's Git settings counts, nothing is
 * written into a home that may be read-only, and no environment variable puts a program of somebody
 * else's in the way.
 */
final class GitHome extends SystemReader.Delegate implements AutoCloseable {

  private static final Set<String> UNHEARD = Set.of("GIT_SSH", "GIT_SSH_COMMAND", "GIT_TRACE");

  private final SystemReader usual;
  private final Path folder;

  private GitHome(SystemReader usual, Path folder) {
    super(usual);
    this.usual = usual;
    this.folder = folder;
  }

  static GitHome take(Path folder) {
    GitHome home = new GitHome(SystemReader.getInstance(), folder);
    SystemReader.setInstance(home);
    return home;
  }

  @Override
  public @Nullable String getenv(String variable) {
    return UNHEARD.contains(variable) ? null : super.getenv(variable);
  }

  @Override
  public FileBasedConfig openUserConfig(@Nullable Config parent, FS fs) {
    return new FileBasedConfig(parent, folder.resolve("gitconfig").toFile(), fs);
  }

  @Override
  public FileBasedConfig openSystemConfig(@Nullable Config parent, FS fs) {
    return new FileBasedConfig(parent, folder.resolve("gitconfig-system").toFile(), fs);
  }

  @Override
  public FileBasedConfig openJGitConfig(@Nullable Config parent, FS fs) {
    return new FileBasedConfig(parent, folder.resolve("jgitconfig").toFile(), fs);
  }

  @Override
  public void close() {
    if (Objects.equals(SystemReader.getInstance(), this)) {
      SystemReader.setInstance(usual);
    }
  }
}
