package io.piha.recovery;

import io.piha.arbiter.Chore;
import io.piha.engine.EngineClock;
import io.piha.site.Reinstall;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Runs the configured command on the configured machine, once. The whole output goes into a file,
 * its end into the audit record, each line to whoever watches.
 */
final class Reinstaller {

  private static final int AUDITED_LINES = 40;
  private static final int AUDITED_LENGTH = 8_000;

  private final Reinstall reinstall;
  private final Path folder;
  private final EngineClock clock;

  Reinstaller(Reinstall reinstall, Path folder, EngineClock clock) {
    this.reinstall = reinstall;
    this.folder = folder;
    this.clock = clock;
  }

  Outcome run(Chore chore, Telling telling) throws InterruptedException {
    Path file = folder.resolve(chore.id() + ".log");
    Map<String, Object> detail = new HashMap<>();
    detail.put("command", reinstall.command().toString());
    detail.put("on", reinstall.ssh().toString());
    detail.put("log", file.toString());
    Outcome outcome;
    try (OutputStream log = Files.newOutputStream(file);
        LineSplitter lines = new LineSplitter(log, telling::line)) {
      telling.step("connecting to " + reinstall.ssh());
      SshRun.End end =
          new SshRun(reinstall.ssh(), reinstall.knownHosts(), reinstall.keyFile(), clock)
              .run(reinstall.command().reveal(), lines, reinstall.deadline(), telling);
      outcome =
          switch (end) {
            case SshRun.Exited(int code) -> {
              detail.put("exit", code);
              yield code == 0
                  ? Outcome.done("the command ended with exit code 0")
                  : Outcome.failed("the command ended with exit code " + code);
            }
            case SshRun.NotBegun(String why) -> Outcome.failed(why + "; nothing was begun");
            case SshRun.Lost(String why) ->
                Outcome.failed(
                    why
                        + "; whether the command goes on there is not known; look at "
                        + chore.host());
          };
    } catch (IOException e) {
      outcome = Outcome.failed("the output cannot be written to " + file + ": " + e.getMessage());
    }
    detail.put("output", audited(telling.tail()));
    return outcome.with(detail);
  }

  private static String audited(List<String> lines) {
    String text =
        String.join("\n", lines.subList(Math.max(0, lines.size() - AUDITED_LINES), lines.size()));
    return text.length() <= AUDITED_LENGTH ? text : text.substring(text.length() - AUDITED_LENGTH);
  }
}
