package io.piha.cli;

import io.piha.engine.Engine;
import io.piha.journal.AuditLog;
import io.piha.journal.HistoryLog;
import io.piha.report.Dashboard;
import io.piha.report.DayReader;
import io.piha.report.Tally;
import io.piha.site.Site;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.Optional;

/** The dashboard of a control plane, where the site has one. */
final class StatusPage {

  private StatusPage() {}

  static Optional<Dashboard> open(
      Site site, Engine engine, AuditLog log, HistoryLog history, Tally tally) throws IOException {
    if (site.dashboard().isEmpty()) {
      return Optional.empty();
    }
    var settings = site.dashboard().get();
    return Optional.of(
        Dashboard.open(
            new InetSocketAddress(settings.listen().host(), settings.listen().port()),
            settings.token().map(each -> each.reveal()),
            new Dashboard.Sources(
                engine::snapshot,
                engine::turns,
                engine::turnedAtMillis,
                Optional.of(new DayReader(log, history)),
                tally)));
  }
}
