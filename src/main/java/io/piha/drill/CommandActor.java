package io.piha.drill;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * Does harm by the commands that a scenario names, without a shell. They run as the control plane's
 * user, with a deadline; what they print is told when they fail.
 */
public final class CommandActor implements Actor {

  private static final long DEADLINE_S = 60;
  private static final int TOLD = 300;

  @Override
  public Optional<String> cannot(Step.Do step, String host) {
    return step.command().isEmpty()
        ? Optional.of("no command does it here: a person must, step by step")
        : Optional.empty();
  }

  @Override
  public void harm(Step.Do step, String host) throws Ground.Impossible, InterruptedException {
    if (!step.command().isEmpty()) {
      run(step.command(), host);
    }
  }

  @Override
  public void mend(Step.Do step, String host) throws Ground.Impossible, InterruptedException {
    if (!step.undo().isEmpty()) {
      run(step.undo(), host);
    }
  }

  private static void run(List<String> command, String host)
      throws Ground.Impossible, InterruptedException {
    List<String> words = new ArrayList<>();
    command.forEach(each -> words.add(each.replace("{leader}", host).replace("{standby}", host)));
    Path output;
    try {
      output = Files.createTempFile("piha-drill-", ".out");
    } catch (IOException e) {
      throw new Ground.Impossible("no room for the output of " + words.getFirst() + ": " + e);
    }
    try {
      run(words, output);
    } finally {
      output.toFile().delete();
    }
  }

  private static void run(List<String> words, Path output)
      throws Ground.Impossible, InterruptedException {
    Process process;
    try {
      process =
          new ProcessBuilder(words)
              .redirectErrorStream(true)
              .redirectOutput(output.toFile())
              .redirectInput(ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()))
              .start();
    } catch (IOException e) {
      throw new Ground.Impossible(words.getFirst() + " cannot be run: " + e.getMessage());
    }
    try {
      if (!process.waitFor(DEADLINE_S, TimeUnit.SECONDS)) {
        throw new Ground.Impossible(
            words.getFirst() + " did not end within " + DEADLINE_S + " s, and was killed");
      }
    } finally {
      process.destroyForcibly();
    }
    if (process.exitValue() != 0) {
      throw new Ground.Impossible(
          words.getFirst() + " ended with " + process.exitValue() + ": " + told(output));
    }
  }

  private static String told(Path output) {
    try (var in = Files.newInputStream(output)) {
      String text = new String(in.readNBytes(4 * TOLD), StandardCharsets.UTF_8).strip();
      return text.substring(0, Math.min(TOLD, text.length()));
    } catch (IOException e) {
      return "its output is lost";
    }
  }
}
