package io.piha.cli;

import io.piha.alert.rules.Event;
import io.piha.arbiter.Severity;
import io.piha.engine.CheckView;
import io.piha.engine.EngineClock;
import io.piha.engine.NameLookup;
import io.piha.engine.Snapshot;
import io.piha.journal.AuditLog;
import io.piha.journal.History;
import io.piha.leadership.LinkListener;
import io.piha.monitor.checks.BrokerPulse;
import io.piha.monitor.checks.SupportingChecks;
import io.piha.site.Site;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The supporting checks of an active control plane: shown in each picture, told when they matter.
 */
final class Checking implements AutoCloseable {

  private final EngineClock clock;
  private final NameLookup names;
  private final CutPorts cuts;
  private final LeaseRow lease;
  private final HistoryRow history;
  private final BrokerPulse broker = new BrokerPulse();
  private volatile List<CheckView> rows = List.of();
  private @Nullable SupportingChecks looking;

  /**
   * @param log from which the cuts of ports are known that are shown beside
   * @param tenure of whose lease there is a row
   * @param history of which there is a row when it cannot be kept
   */
  Checking(EngineClock clock, NameLookup names, AuditLog log, Tenure tenure, History history) {
    this.lease = new LeaseRow(tenure);
    this.history = new HistoryRow(history::trouble);
    this.cuts = new CutPorts(log);
    this.clock = clock;
    this.names = names;
  }

  /** Begins, or goes on with another configuration. */
  synchronized void use(Site site, Consumer<Event.Noticed> notice) {
    close();
    looking =
        SupportingChecks.start(
            site, names, broker, this::own, clock, clock::wall, seen -> tell(seen, notice));
  }

  private List<CheckView> own() {
    return Stream.of(lease.row(), history.row()).flatMap(Optional::stream).toList();
  }

  /** The listener, hearing also what the broker says of itself. */
  LinkListener hearing(LinkListener listener) {
    return new LinkListener() {
      @Override
      public void foreignStatus(Rival rival) {
        listener.foreignStatus(rival);
      }

      @Override
      public void namesake(String startedAt, String at) {
        listener.namesake(startedAt, at);
      }

      @Override
      public void brokerUptime(Duration uptime, boolean replayed) {
        broker.told(uptime, replayed, clock.instant());
      }

      @Override
      public void trouble(String why) {
        listener.trouble(why);
      }
    };
  }

  private void tell(List<CheckView> seen, Consumer<Event.Noticed> notice) {
    rows = List.copyOf(seen);
    Instant now = clock.wall();
    for (CheckView each : seen) {
      Event.Noticed row = noticed(each, now);
      (each.kind().equals("lease") ? lease.told(row) : List.of(row)).forEach(notice);
    }
  }

  private static Event.Noticed noticed(CheckView row, Instant now) {
    String title = row.title() + ": " + row.said();
    return new Event.Noticed(
        row.kind() + ":" + row.name(),
        row.matters(),
        row.level() == CheckView.Level.BAD ? Severity.CRITICAL : Severity.WARNING,
        null,
        null,
        now,
        title,
        Character.toUpperCase(title.charAt(0))
            + title.substring(1)
            + "."
            + (row.remedy().isEmpty() ? "" : " What to do: " + row.remedy() + "."));
  }

  /** Hears of every cut of a port. */
  CutPorts cuts() {
    return cuts;
  }

  /** The picture with its rows. */
  Snapshot touch(Snapshot picture) {
    List<CheckView> now = rows;
    Snapshot cut = cuts.touch(picture);
    return now.isEmpty() ? cut : cut.with(cut.surroundings().with(now));
  }

  @Override
  public synchronized void close() {
    SupportingChecks open = looking;
    if (open != null) {
      open.close();
      looking = null;
    }
  }
}
