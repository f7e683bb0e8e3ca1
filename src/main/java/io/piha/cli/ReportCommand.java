package io.piha.cli;

import io.piha.engine.EngineClock;
import io.piha.journal.AuditLog;
import io.piha.journal.History;
import io.piha.journal.HistoryLog;
import io.piha.report.Reports;
import io.piha.site.Service;
import io.piha.site.Site;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.YearMonth;
import java.time.format.DateTimeParseException;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;

/** {@code piha report}: an incident or a month, as a page or as PDF. */
@Command(
    name = "report",
    mixinStandardHelpOptions = true,
    description = {
      "Write a report of an incident or of a month, from what this machine's control plane kept.",
      "As one HTML page, or as PDF when --out ends in .pdf. Needs no running engine."
    })
final class ReportCommand implements Callable<Integer> {

  @ParentCommand PihaCommand piha = new PihaCommand();

  @CommandLine.Spec CommandLine.Model.CommandSpec spec = CommandLine.Model.CommandSpec.create();

  @ArgGroup(multiplicity = "1")
  Subject subject = new Subject();

  @Option(names = "--service", paramLabel = "NAME", description = "Whose incident.")
  @Nullable String service;

  @Option(names = "--out", paramLabel = "FILE", description = "Without it the page is printed.")
  @Nullable Path out;

  /** Of what. */
  static final class Subject {
    @Option(names = "--incident", paramLabel = "N", description = "As piha status numbers it.")
    @Nullable Long incident;

    @Option(names = "--month", paramLabel = "YYYY-MM", description = "All services, one month.")
    @Nullable String month;
  }

  @Override
  public Integer call() throws Exception {
    Optional<Site> site = piha.site();
    if (site.isEmpty()) {
      return Exit.CONFIG;
    }
    Path data = site.get().dataDir();
    try (AuditLog log = AuditLog.open(data)) {
      if (!Files.exists(data.resolve(History.FILE))) {
        return write(new Reports(site.get(), log, Optional.empty()), site.get());
      }
      try (HistoryLog history = HistoryLog.open(data)) {
        return write(new Reports(site.get(), log, Optional.of(history)), site.get());
      }
    }
  }

  private int write(Reports reports, Site site) throws Exception {
    Long number = subject.incident;
    Optional<Reports.Finished> finished =
        number == null
            ? Optional.of(reports.month(month(), new EngineClock().wall()))
            : reports.incident(chosen(site), number);
    if (finished.isEmpty()) {
      piha.err().println("piha: nothing is recorded of incident " + number);
      return Exit.FAILED;
    }
    return ReportFile.write(piha, finished.get().sheet(), Optional.ofNullable(out));
  }

  private YearMonth month() {
    String text = subject.month == null ? "" : subject.month;
    try {
      return YearMonth.parse(text);
    } catch (DateTimeParseException e) {
      throw new CommandLine.ParameterException(
          spec.commandLine(), "--month wants a month such as 2026-03, not " + text);
    }
  }

  private Service chosen(Site site) {
    String name = Services.meant(spec, Optional.ofNullable(service), site.services().keySet());
    return site.service(name).orElseThrow();
  }
}
