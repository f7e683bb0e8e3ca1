package io.piha.demo;

import java.nio.file.Path;
import org.eclipse.jgit.lib.Config;
import org.eclipse.jgit.storage.file.FileBasedConfig;
import org.eclipse.jgit.util.FS;
import org.eclipse.jgit.util.SystemReader;
import org.jspecify.annotations.Nullable;

/**
 * Keeps JGit out of the user's home for as long as the estate lives: it would read the user's Git
 * settings there, and write down how exact the file system's times are.
 */
final class GitSettings extends SystemReader.Delegate implements AutoCloseable {
  private final SystemReader usual;
  private final Path folder;

  GitSettings(SystemReader usual, Path folder) {
    super(usual);
    this.usual = usual;
    this.folder = folder;
    SystemReader.setInstance(this);
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
    SystemReader.setInstance(usual);
  }
}
