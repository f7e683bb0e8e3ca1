package io.piha.sync;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.eclipse.jgit.lib.FileMode;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.revwalk.RevWalk;
import org.eclipse.jgit.treewalk.TreeWalk;
import org.jspecify.annotations.Nullable;

/**
 * Lets a command of the operator's judge a commit before it is released, such as Home Assistant's
 * own {@code check_config}: the commit's files are put into a folder that is thrown away, the
 * command runs there with {@code PIHA_COMMIT} set, and it passes when it exits with 0 in time.
 */
final class ConfigCheck {

  private static final int MOST_OUTPUT = 4_000;
  private static final long MOST_FILES_BYTES = 512L * 1024 * 1024;

  private final String command;
  private final Duration deadline;

  ConfigCheck(String command, Duration deadline) {
    this.command = command;
    this.deadline = deadline;
  }

  /** What the command has against the commit; empty when it passes. */
  Optional<String> trouble(Repository repository, ObjectId commit)
      throws IOException, InterruptedException {
    Path folder = Files.createTempDirectory("piha-check-");
    try {
      put(repository, commit, folder);
      return run(folder, commit);
    } finally {
      delete(folder);
    }
  }

  private static void put(Repository repository, ObjectId commit, Path folder) throws IOException {
    long total = 0;
    try (RevWalk walk = new RevWalk(repository);
        TreeWalk files = new TreeWalk(repository)) {
      files.addTree(walk.parseCommit(commit).getTree());
      files.setRecursive(true);
      while (files.next()) {
        FileMode mode = files.getFileMode(0);
        Path file = folder.resolve(files.getPathString()).normalize();
        boolean plain = mode.equals(FileMode.REGULAR_FILE) || mode.equals(FileMode.EXECUTABLE_FILE);
        // Links and paths that lead elsewhere are left out: nothing is written beside the folder.
        if (!plain || !file.startsWith(folder) || file.equals(folder)) {
          continue;
        }
        var loader = repository.open(files.getObjectId(0));
        total += loader.getSize();
        if (total > MOST_FILES_BYTES) {
          throw new IOException("the commit has more than 512 MiB of files");
        }
        Path parent = file.getParent();
        if (parent != null) {
          Files.createDirectories(parent);
        }
        try (OutputStream out = Files.newOutputStream(file)) {
          loader.copyTo(out);
        }
      }
    }
  }

  private Optional<String> run(Path folder, ObjectId commit)
      throws IOException, InterruptedException {
    Path said = folder.resolveSibling(folder.getFileName() + ".out");
    ProcessBuilder builder =
        new ProcessBuilder("/bin/sh", "-c", command)
            .directory(folder.toFile())
            .redirectErrorStream(true)
            .redirectInput(ProcessBuilder.Redirect.from(new java.io.File("/dev/null")))
            .redirectOutput(said.toFile());
    builder.environment().put("PIHA_COMMIT", commit.name());
    Process process = builder.start();
    try {
      if (!process.waitFor(deadline.toMillis(), TimeUnit.MILLISECONDS)) {
        return Optional.of("the check did not end within " + deadline.toSeconds() + " s");
      }
      return process.exitValue() == 0
          ? Optional.empty()
          : Optional.of("the check ended with " + process.exitValue() + tail(said));
    } finally {
      process.descendants().forEach(ProcessHandle::destroyForcibly);
      process.destroyForcibly();
      Files.deleteIfExists(said);
    }
  }

  private static String tail(Path file) throws IOException {
    try (InputStream in = Files.newInputStream(file)) {
      long size = Files.size(file);
      in.skipNBytes(Math.max(0, size - MOST_OUTPUT));
      String text = new String(in.readNBytes(MOST_OUTPUT), StandardCharsets.UTF_8).strip();
      return text.isEmpty() ? "" : ": " + Commits.plain(text, 300);
    }
  }

  private static void delete(Path folder) throws IOException {
    Files.walkFileTree(
        folder,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
              throws IOException {
            Files.delete(file);
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult postVisitDirectory(Path dir, @Nullable IOException e)
              throws IOException {
            Files.delete(dir);
            return FileVisitResult.CONTINUE;
          }
        });
  }
}
