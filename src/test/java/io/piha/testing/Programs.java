package io.piha.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Runs a peer's command-line tools. */
public final class Programs {
  private static final int PATIENCE_SECONDS = 30;

  private Programs() {}

  /** As {@link #run}, where nothing else can be done about its failure. */
  public static String must(String program, List<String> arguments) {
    try {
      return run(program, arguments.toArray(String[]::new));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  /**
   * Runs a program to its end and returns what it printed, without the surrounding space.
   *
   * @throws IllegalStateException with what it said, when it fails or takes longer than 30 s
   */
  public static String run(String program, String... arguments)
      throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(List.of(Peers.require(program).toString()));
    command.addAll(List.of(arguments));
    Path folder = Files.createTempDirectory("piha-tool-");
    Path printed = folder.resolve("out");
    Path errors = folder.resolve("err");
    ProcessBuilder builder =
        new ProcessBuilder(command).redirectOutput(printed.toFile()).redirectError(errors.toFile());
    builder.environment().put("MIBS", "");
    builder.environment().put("SNMP_PERSISTENT_DIR", folder.toString());
    Process process = builder.start();
    try {
      if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
        throw new IllegalStateException(command + " did not end in " + PATIENCE_SECONDS + " s");
      }
      if (process.exitValue() != 0) {
        throw new IllegalStateException(
            command + " ended with " + process.exitValue() + ": " + Files.readString(errors));
      }
      return Files.readString(printed, StandardCharsets.UTF_8).strip();
    } finally {
      process.destroyForcibly();
    }
  }
}
