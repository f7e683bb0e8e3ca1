package io.piha.report;

import io.piha.journal.AuditLog;
import io.piha.journal.HistoryLog;
import io.piha.journal.JournalFailed;
import io.piha.site.Service;
import io.piha.site.Site;
import java.io.IOException;
import java.time.Instant;
import java.time.YearMonth;
import java.util.List;
import java.util.Optional;

/** Reports to keep and to hand on, from what the control plane remembered. */
public final class Reports {
  private final Site site;
  private final AuditLog log;
  private final Optional<HistoryLog> history;

  /** Both logs stay the caller's to close. */
  public Reports(Site site, AuditLog log, Optional<HistoryLog> history) {
    this.site = site;
    this.log = log;
    this.history = history;
  }

  /** A finished report, in both forms. */
  public static final class Finished {
    private final Sheet sheet;

    private Finished(Sheet sheet) {
      this.sheet = sheet;
    }

    /** What both forms are made of. */
    public Sheet sheet() {
      return sheet;
    }

    /** One self-contained page. */
    public String html() {
      return sheet.page();
    }

    /** The same as PDF. */
    public byte[] pdf() throws IOException {
      return sheet.pdf();
    }
  }

  /** An incident of a service; empty when nothing is recorded of it. */
  public Optional<Finished> incident(Service service, long number) throws JournalFailed {
    return new IncidentReader(log, history)
        .read(site.name(), service.name(), number, service.timing(), site.powerGuard())
        .map(facts -> new Finished(IncidentSheet.draw(facts)));
  }

  /** A month, as far as it has passed. */
  public Finished month(YearMonth month, Instant now) throws JournalFailed {
    List<String> services = List.copyOf(site.services().keySet());
    return new Finished(MonthSheet.draw(site.name(), services, month, now, log));
  }
}
