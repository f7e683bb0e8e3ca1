package io.piha.cli;

import picocli.CommandLine;

/** The entry of the program; must not extend the toolkit's application class. */
public final class Main {

  private Main() {}

  /** Runs one command and ends the process with its exit code. */
  public static void main(String[] args) {
    System.exit(run(args));
  }

  static int run(String... args) {
    return line().execute(args);
  }

  /** The whole command line. */
  static CommandLine line() {
    CommandLine line = new CommandLine(new PihaCommand());
    line.setCaseInsensitiveEnumValuesAllowed(true);
    line.setExecutionExceptionHandler(
        (failure, command, _) -> {
          command.getErr().println("piha: " + words(failure));
          return Exit.FAILED;
        });
    return line;
  }

  private static String words(Exception failure) {
    String message = failure.getMessage();
    return message == null ? failure.toString() : message;
  }
}
