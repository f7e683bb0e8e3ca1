package io.piha.cli;

import java.io.PrintWriter;
import java.io.Writer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import picocli.CommandLine;

/** The very command that people run in a terminal, run from a window. */
final class OwnCommand {

  private OwnCommand() {}

  /**
   * Runs it on a configuration.
   *
   * @param line takes what it prints, line by line
   * @return its exit code
   */
  static int run(Path file, Consumer<String> line, String... words) {
    PihaCommand piha = new PihaCommand();
    piha.config = file;
    CommandLine command = new CommandLine(piha);
    PrintWriter out = new PrintWriter(new ByLine(line), true);
    command.setOut(out);
    command.setErr(out);
    List<String> arguments = new ArrayList<>(List.of("--config", file.toString()));
    arguments.addAll(List.of(words));
    int exit = command.execute(arguments.toArray(String[]::new));
    out.flush();
    return exit;
  }

  /** Hands on whole lines. */
  private static final class ByLine extends Writer {
    private final Consumer<String> audience;
    private final StringBuilder line = new StringBuilder();

    private ByLine(Consumer<String> audience) {
      this.audience = audience;
    }

    @Override
    public void write(char[] text, int from, int length) {
      for (int i = from; i < from + length; i++) {
        if (text[i] == '\n') {
          audience.accept(line.toString().strip());
          line.setLength(0);
        } else {
          line.append(text[i]);
        }
      }
    }

    @Override
    public void flush() {}

    @Override
    public void close() {}
  }
}
