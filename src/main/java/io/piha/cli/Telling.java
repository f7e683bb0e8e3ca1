package io.piha.cli;

import io.piha.alert.AlertSettings;
import io.piha.alert.AlertStanding;
import io.piha.alert.Alerts;
import io.piha.alert.Lineage;
import io.piha.alert.Watchdog;
import io.piha.alert.rules.Event;
import io.piha.engine.Engine;
import io.piha.engine.EngineClock;
import io.piha.engine.NameLookup;
import io.piha.engine.Snapshot;
import io.piha.journal.AuditLog;
import io.piha.journal.JournalFailed;
import io.piha.site.Site;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** How an active control plane tells people, and somebody outside that it lives. */
final class Telling implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Telling.class);

  private final EngineClock clock;
  private final NameLookup names;
  private final Engine engine;
  private final Alerts alerts;
  private @Nullable Watchdog watchdog;

  private Telling(EngineClock clock, NameLookup names, Engine engine, Alerts alerts) {
    this.clock = clock;
    this.names = names;
    this.engine = engine;
    this.alerts = alerts;
  }

  static Telling start(
      DataFolder folder,
      AuditLog log,
      EngineClock clock,
      Site site,
      NameLookup names,
      Engine engine,
      Lineage lineage)
      throws JournalFailed {
    Alerts alerts =
        Alerts.start(
            folder.folder(),
            log,
            clock,
            AlertSettings.of(site, names, clock::wall),
            engine::note,
            folder.id() + "-" + Long.toString(clock.wall().toEpochMilli(), 36),
            lineage);
    Telling telling = new Telling(clock, names, engine, alerts);
    telling.watch(site);
    return telling;
  }

  void wake() {
    alerts.wake();
  }

  /** Something that no audit record tells. */
  void notice(Event.Noticed notice) {
    alerts.notice(notice);
  }

  /** Goes on with another configuration. */
  synchronized void use(Site next) {
    try {
      alerts.use(AlertSettings.of(next, names, clock::wall));
    } catch (JournalFailed e) {
      LOG.warn("alerts go on as before: {}", e.getMessage());
    }
    stopWatching();
    watch(next);
  }

  private synchronized void watch(Site site) {
    site.alerting()
        .watchdog()
        .ifPresent(
            each -> {
              try {
                watchdog = Watchdog.start(each, engine::turns, names, clock, alerts::notice);
              } catch (GeneralSecurityException | IOException e) {
                LOG.warn("alerting.watchdog: TLS cannot be set up: {}", e.getMessage());
              }
            });
  }

  private synchronized void stopWatching() {
    Watchdog dog = watchdog;
    if (dog != null) {
      dog.close();
      watchdog = null;
    }
  }

  /** The picture, with how alerts and further ways out stand. */
  Snapshot touch(Snapshot picture, List<Snapshot.ChannelView> others, Optional<String> trouble) {
    AlertStanding standing = alerts.standing();
    List<Snapshot.ChannelView> ways = new ArrayList<>();
    standing
        .lanes()
        .forEach(
            each ->
                ways.add(
                    new Snapshot.ChannelView(
                        each.name(), each.waiting(), each.sent(), each.failed(), each.trouble())));
    ways.addAll(others);
    return picture.with(
        Math.clamp(standing.pending(), 0, Integer.MAX_VALUE),
        Math.clamp(standing.failedToday(), 0, Integer.MAX_VALUE),
        ways,
        trouble);
  }

  @Override
  public void close() {
    stopWatching();
    try {
      alerts.close();
    } catch (JournalFailed e) {
      LOG.warn("{}", e.getMessage());
    }
  }
}
