package io.piha.testing;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * A bare repository and a working copy beside it, both made and used by stock git. The working
 * copy's {@code main} is pushed by {@link #push}.
 */
public final class GitRepo {
  private static final int PATIENCE_SECONDS = 60;

  private final Path bare;
  private final Path work;

  /** Makes both below the folder. */
  public GitRepo(Path folder) throws IOException, InterruptedException {
    bare = folder.resolve("house.git");
    work = folder.resolve("work");
    Files.createDirectories(folder);
    git(folder, "init", "-q", "--bare", "--initial-branch=main", bare.toString());
    git(bare, "config", "http.receivepack", "true");
    git(folder, "init", "-q", "--initial-branch=main", work.toString());
    git(work, "remote", "add", "origin", bare.toString());
  }

  /** The bare repository. */
  public Path bare() {
    return bare;
  }

  /** Commits a file in the working copy and returns the commit's id; nothing is pushed. */
  public String commit(String file, String text, String subject)
      throws IOException, InterruptedException {
    return commitAt(file, text, subject, "");
  }

  /** The same with a date of the committer's choice. */
  public String commitAt(String file, String text, String subject, String date)
      throws IOException, InterruptedException {
    Path path = work.resolve(file);
    Files.createDirectories(path.getParent());
    Files.writeString(path, text);
    git(work, "add", "-A");
    List<String> command = new ArrayList<>(List.of("commit", "-q", "-m", subject));
    if (!date.isEmpty()) {
      command.addAll(List.of("--date", date));
    }
    run(work, date, command);
    return head();
  }

  /** The working copy's tip. */
  public String head() throws IOException, InterruptedException {
    return git(work, "rev-parse", "HEAD");
  }

  /** Pushes {@code main}, with further arguments such as {@code --force}. */
  public void push(String... more) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(List.of("push", "-q"));
    command.addAll(List.of(more));
    command.addAll(List.of("origin", "main"));
    run(work, "", command);
  }

  /** Commits and pushes. */
  public String pushed(String file, String text, String subject)
      throws IOException, InterruptedException {
    String id = commit(file, text, subject);
    push();
    return id;
  }

  /** Runs git in the working copy. */
  public String inWork(String... arguments) throws IOException, InterruptedException {
    return git(work, arguments);
  }

  /** Runs git in the bare repository. */
  public String inBare(String... arguments) throws IOException, InterruptedException {
    return git(bare, arguments);
  }

  /** Runs git in any folder. */
  public static String in(Path folder, String... arguments)
      throws IOException, InterruptedException {
    return git(folder, arguments);
  }

  /** What a ref of the bare repository points at; empty when it is not there. */
  public String ref(String name) throws IOException, InterruptedException {
    return inBare("for-each-ref", "--format=%(objectname)", name);
  }

  /** Feeds {@code git fast-import} in the bare repository. */
  public void fastImport(String stream) throws IOException, InterruptedException {
    Process process = builder(bare, "", List.of("fast-import", "--quiet", "--force")).start();
    try (OutputStream out = process.getOutputStream()) {
      out.write(stream.getBytes(StandardCharsets.UTF_8));
    }
    finish(process, List.of("fast-import"));
  }

  private static String git(Path folder, String... arguments)
      throws IOException, InterruptedException {
    return run(folder, "", List.of(arguments));
  }

  private static String run(Path folder, String date, List<String> arguments)
      throws IOException, InterruptedException {
    return finish(builder(folder, date, arguments).start(), arguments);
  }

  private static ProcessBuilder builder(Path folder, String date, List<String> arguments) {
    List<String> command = new ArrayList<>(List.of(Peers.require("git").toString()));
    command.addAll(
        List.of(
            "-c",
            "user.name=Ann",
            "-c",
            "user.email=ann@example.org",
            "-c",
            "gc.auto=0",
            "-c",
            "safe.directory=*"));
    command.addAll(arguments);
    ProcessBuilder builder =
        new ProcessBuilder(command).directory(folder.toFile()).redirectErrorStream(true);
    builder.environment().put("GIT_CONFIG_GLOBAL", "/dev/null");
    builder.environment().put("GIT_CONFIG_NOSYSTEM", "1");
    if (!date.isEmpty()) {
      builder.environment().put("GIT_COMMITTER_DATE", date);
    }
    return builder;
  }

  private static String finish(Process process, List<String> command)
      throws IOException, InterruptedException {
    try {
      String said =
          new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
      if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS) || process.exitValue() != 0) {
        throw new IllegalStateException("git " + command + " failed: " + said);
      }
      return said;
    } finally {
      process.destroyForcibly();
    }
  }
}
