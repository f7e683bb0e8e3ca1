package io.piha.bench;

import io.piha.console.frame.Graphics;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A program in a process of its own, with the settings that the distribution gives a window. */
final class WindowProcess {
  private WindowProcess() {}

  /** Runs it to its end and tells the figures that it said, each a line of what, value and unit. */
  static void measure(Sheet sheet, Class<?> program, String... args)
      throws IOException, InterruptedException {
    for (String line : run(program, args)) {
      String[] parts = line.split("\t", -1);
      if (parts.length == 3) {
        sheet.figure(parts[0], Double.parseDouble(parts[1]), parts[2]);
      } else {
        sheet.say(line);
      }
    }
  }

  /** Runs it to its end and returns what it said. */
  static List<String> run(Class<?> program, String... args)
      throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(ManagementFactory.getRuntimeMXBean().getInputArguments());
    command.addAll(List.of(System.getProperty("bench.window", "-XX:+UseSerialGC").split(" ", -1)));
    command.addAll(List.of("-cp", System.getProperty("java.class.path")));
    command.add(program.getName());
    command.addAll(List.of(args));
    ProcessBuilder builder =
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD);
    if (Graphics.isWithoutCard()) {
      builder.environment().put("GDK_GL", "disable");
    }
    Process process = builder.start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    if (process.waitFor() != 0) {
      throw new IOException(program.getSimpleName() + " failed: " + said);
    }
    return said.lines().toList();
  }
}
