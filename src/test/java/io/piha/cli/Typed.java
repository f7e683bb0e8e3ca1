package io.piha.cli;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import picocli.CommandLine;

/** The command line within this process: what it prints is given back. */
public final class Typed {
  private Typed() {}

  /** Runs a command; both its outputs in one. */
  public static String run(List<String> words) {
    StringWriter said = new StringWriter();
    PrintWriter out = new PrintWriter(said, true);
    CommandLine line = Main.line();
    line.setOut(out);
    line.setErr(out);
    line.execute(words.toArray(String[]::new));
    return said.toString();
  }
}
