package io.piha.recovery;

import io.piha.recovery.staging.Progress;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import org.eclipse.jgit.lib.ProgressMonitor;

/** Passes on what JGit is doing, and ends it when it takes too long or is interrupted. */
final class GitProgress implements ProgressMonitor {

  private static final Duration LONGEST = Duration.ofMinutes(30);

  private final InstantSource clock;
  private final Progress progress;
  private final Instant until;

  GitProgress(InstantSource clock, Progress progress) {
    this.clock = clock;
    this.progress = progress;
    this.until = clock.instant().plus(LONGEST);
  }

  @Override
  public void start(int totalTasks) {}

  @Override
  public void beginTask(String title, int totalWork) {
    progress.step(title);
  }

  @Override
  public void update(int completed) {}

  @Override
  public void endTask() {}

  @Override
  public void showDuration(boolean enabled) {}

  @Override
  public boolean isCancelled() {
    return Thread.currentThread().isInterrupted() || clock.instant().isAfter(until);
  }
}
