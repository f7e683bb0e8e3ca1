package io.piha.cli;

import io.piha.arbiter.Kind;
import io.piha.engine.EngineClock;
import io.piha.engine.IncidentTape;
import io.piha.journal.AuditFilter;
import io.piha.journal.AuditJson;
import io.piha.journal.AuditLog;
import io.piha.journal.AuditRecord;
import io.piha.journal.JournalFailed;
import io.piha.journal.Verification;
import io.piha.site.Durations;
import io.piha.site.Site;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;

/** {@code piha audit} and {@code piha audit verify}. */
@Command(
    name = "audit",
    mixinStandardHelpOptions = true,
    description = "Print the audit log of this machine's control plane.")
final class AuditCommand implements Callable<Integer> {

  private static final int PAGE = 500;

  @ParentCommand PihaCommand piha = new PihaCommand();

  @CommandLine.Spec CommandLine.Model.CommandSpec spec = CommandLine.Model.CommandSpec.create();

  @Option(names = "--since", paramLabel = "T", description = "A time, or how long ago, e.g. 24h.")
  @Nullable String since;

  @Option(names = "--service", paramLabel = "S")
  @Nullable String service;

  @Option(names = "--kind", paramLabel = "K", description = "E.g. promoted or power_cycled.")
  @Nullable String kind;

  @Option(names = "--id", paramLabel = "N", description = "One record, whole.")
  @Nullable Long id;

  @Option(
      names = "--incident",
      paramLabel = "N",
      description = "The records of one incident; --service where there are several.")
  @Nullable Long incident;

  @Option(
      names = "--export",
      paramLabel = "FILE",
      description = {
        "With --incident: write all that was heard and believed in that time to a new file, which"
            + " `piha simulate --incident` judges again. Kept for seven days. It names your hosts,"
            + " and holds no secret."
      })
  @Nullable Path export;

  @Option(names = "--json", description = "One record a line, as it is chained.")
  boolean json;

  @Override
  public Integer call() throws Exception {
    Optional<Site> site = piha.site();
    if (site.isEmpty()) {
      return Exit.CONFIG;
    }
    try (AuditLog open = AuditLog.open(site.get().dataDir())) {
      if (id != null) {
        return one(open, id);
      }
      if (incident != null || export != null) {
        return incident(site.get(), open);
      }
      AuditFilter filter = filter();
      List<AuditRecord> page = open.query(filter);
      while (!page.isEmpty()) {
        page.forEach(this::print);
        page = open.query(filter.after(page.getLast().id()));
      }
    }
    return Exit.OK;
  }

  private int one(AuditLog log, long number) throws Exception {
    Optional<AuditRecord> found = log.byId(number);
    if (found.isEmpty()) {
      piha.err()
          .println("piha: there is no audit record " + number + "; the last is " + log.lastId());
      return Exit.FAILED;
    }
    if (json) {
      print(found.get());
    } else {
      whole(found.get());
    }
    return Exit.OK;
  }

  private int incident(Site site, AuditLog log) throws JournalFailed {
    if (incident == null) {
      throw new CommandLine.ParameterException(
          spec.commandLine(), "--export wants the incident's number: --incident N");
    }
    String of = Services.meant(spec, Optional.ofNullable(service), site.services().keySet());
    List<AuditRecord> own = log.incident(of, incident);
    if (own.isEmpty()) {
      piha.err().println("piha: nothing is recorded of incident " + incident + " of " + of);
      return Exit.FAILED;
    }
    if (export == null) {
      own.forEach(this::print);
      return Exit.OK;
    }
    try {
      IncidentTape tape =
          IncidentTape.cut(
              site.dataDir(), log, of, incident, own.getFirst().at(), own.getLast().at());
      tape.write(export);
      piha.out()
          .println(
              export + ": " + tape.records().size() + " records, " + tape.heard() + " signals");
      return Exit.OK;
    } catch (FileAlreadyExistsException e) {
      piha.err().println("piha: " + export + " is there already; name a new file");
    } catch (JournalFailed e) {
      piha.err().println("piha: " + e.getMessage());
    } catch (IOException e) {
      piha.err().println("piha: " + export + " cannot be written: " + e.getMessage());
    }
    return Exit.FAILED;
  }

  private void whole(AuditRecord each) {
    var entry = each.entry();
    line("id", each.id());
    line("at", each.at());
    line("kind", entry.kind().word());
    line("service", entry.service());
    line("host", entry.host());
    line("epoch", entry.epoch());
    line("by", entry.by());
    line("reason", entry.reason());
    new TreeMap<>(entry.detail()).forEach(this::line);
    line("prev", each.prev());
    line("hash", each.hash());
  }

  private void line(String name, @Nullable Object value) {
    if (value != null) {
      piha.out().printf("%-10s %s%n", name, value);
    }
  }

  private AuditFilter filter() {
    AuditFilter filter = AuditFilter.oldestFirst(PAGE);
    if (since != null) {
      filter = filter.since(time(since));
    }
    if (service != null) {
      filter = filter.service(service);
    }
    if (kind != null) {
      filter = filter.kind(kind(kind));
    }
    return filter;
  }

  private Kind kind(String word) {
    for (Kind each : Kind.values()) {
      if (each.word().equals(word)) {
        return each;
      }
    }
    throw new CommandLine.ParameterException(
        spec.commandLine(), "--kind: there is no kind " + word);
  }

  private Instant time(String text) {
    Optional<Duration> ago = Durations.parse(text);
    if (ago.isPresent()) {
      return new EngineClock().wall().minus(ago.get());
    }
    try {
      return Instant.parse(text);
    } catch (DateTimeParseException e) {
      throw new CommandLine.ParameterException(
          spec.commandLine(), "--since wants 24h or 2026-01-31T12:00:00Z, not " + text);
    }
  }

  private void print(AuditRecord each) {
    if (json) {
      piha.out().println(AuditJson.line(each));
      return;
    }
    piha.out()
        .printf(
            "%s  %-18s %-16s %s%s%n",
            each.at(),
            each.entry().kind().word(),
            each.entry().service() == null ? "-" : each.entry().service(),
            each.entry().reason(),
            each.entry().by().equals("control") ? "" : " [" + each.entry().by() + "]");
  }

  /** Checks the hash chain. */
  @Command(
      name = "verify",
      mixinStandardHelpOptions = true,
      description = "Check the audit log's hash chain.")
  int verify() throws Exception {
    Optional<Site> site = piha.site();
    if (site.isEmpty()) {
      return Exit.CONFIG;
    }
    try (AuditLog open = AuditLog.open(site.get().dataDir())) {
      return switch (open.verify()) {
        case Verification.Verified verified -> {
          piha.out().println(verified.count() + " records, the chain is whole");
          yield Exit.OK;
        }
        case Verification.Broken broken -> {
          piha.err().println("the chain is broken at record " + broken.id() + ": " + broken.why());
          yield Exit.FAILED;
        }
      };
    }
  }
}
