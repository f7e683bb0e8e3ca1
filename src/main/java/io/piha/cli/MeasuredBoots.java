package io.piha.cli;

import io.piha.arbiter.Signal;
import io.piha.engine.BootsView;
import io.piha.engine.Snapshot;
import io.piha.journal.AuditRecord;
import io.piha.journal.Boot;
import io.piha.journal.BootTimes;
import io.piha.journal.BootWatch;
import io.piha.journal.History;
import io.piha.journal.HistoryLog;
import io.piha.journal.JournalFailed;
import io.piha.site.Service;
import io.piha.site.Site;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Times every restart of a host, keeps it in the history, and shows it in each picture. */
final class MeasuredBoots implements Consumer<List<AuditRecord>> {

  private static final Logger LOG = LoggerFactory.getLogger(MeasuredBoots.class);

  private record Key(String service, String host) {}

  private final History history;
  private final Supplier<Site> site;
  private final BootWatch watch = new BootWatch();
  private final Map<Key, List<Boot>> kept = new ConcurrentHashMap<>();
  private final Map<Key, BootTimes> times = new ConcurrentHashMap<>();

  /**
   * Goes on from what the history has.
   *
   * @param site the configuration in force
   */
  MeasuredBoots(Path dataDir, History history, Supplier<Site> site) {
    this.history = history;
    this.site = site;
    try (HistoryLog log = HistoryLog.open(dataDir)) {
      for (Service service : site.get().services().values()) {
        for (String host : service.hosts().keySet()) {
          keep(new Key(service.name(), host), log.boots(service.name(), host));
        }
      }
    } catch (JournalFailed e) {
      LOG.warn("earlier boots are not shown: {}", e.getMessage());
    }
  }

  /** What comes from outside. */
  void heard(Signal signal, Instant wall) {
    if (signal instanceof Signal.Heartbeat beat) {
      heard(List.of(beat), wall);
    } else if (signal instanceof Signal.BrokerLost) {
      synchronized (watch) {
        watch.deaf();
      }
    }
  }

  /** Heartbeats that came together. */
  void heard(List<Signal.Heartbeat> beats, Instant wall) {
    Map<Key, Boot> ended = new LinkedHashMap<>();
    synchronized (watch) {
      for (Signal.Heartbeat each : beats) {
        ended(each, wall).ifPresent(boot -> ended.put(new Key(each.service(), each.host()), boot));
      }
    }
    ended.forEach(this::add);
  }

  private Optional<Boot> ended(Signal.Heartbeat beat, Instant wall) {
    return watch.heartbeat(
        beat.service(),
        beat.host(),
        wall,
        beat.seq(),
        beat.planned(),
        () -> every(beat.service(), beat.host()));
  }

  private Optional<Duration> every(String service, String host) {
    return Optional.ofNullable(site.get().services().get(service))
        .filter(each -> each.hosts().containsKey(host))
        .map(each -> each.timing().heartbeatEvery());
  }

  @Override
  public void accept(List<AuditRecord> records) {
    synchronized (watch) {
      records.forEach(watch::recorded);
    }
  }

  private void add(Key key, Boot boot) {
    history.boot(key.service(), key.host(), boot);
    List<Boot> all = new ArrayList<>();
    all.add(boot);
    all.addAll(kept.getOrDefault(key, List.of()));
    keep(key, all);
  }

  private void keep(Key key, List<Boot> newestFirst) {
    List<Boot> some = new ArrayList<>();
    for (Boot.Cause cause : Boot.Cause.values()) {
      newestFirst.stream()
          .filter(each -> each.cause() == cause)
          .limit(BootTimes.KEPT)
          .forEach(some::add);
    }
    if (!some.isEmpty()) {
      kept.put(key, some);
      times.put(key, BootTimes.of(some));
    }
  }

  /** The usual time from power-on to the first heartbeat; empty while none was measured. */
  Optional<Duration> usual(String service, String host) {
    return Optional.ofNullable(times.get(new Key(service, host)))
        .filter(each -> each.powerOn().count() > 0)
        .map(each -> each.powerOn().p50());
  }

  /** The picture with what was measured of its hosts. */
  Snapshot touch(Snapshot picture) {
    if (times.isEmpty()) {
      return picture;
    }
    return picture.withServices(this::touch);
  }

  private Snapshot.ServiceView touch(Snapshot.ServiceView view) {
    Service service = site.get().services().get(view.name());
    if (service == null) {
      return view;
    }
    Map<String, BootsView> boots = new LinkedHashMap<>();
    for (Snapshot.HostView host : view.hosts()) {
      BootTimes known = times.get(new Key(view.name(), host.name()));
      if (known != null) {
        boots.put(host.name(), view(known, service));
      }
    }
    return boots.isEmpty() ? view : view.with(view.upkeep().with(boots));
  }

  /** What was measured, beside what the configuration says. */
  static BootsView view(BootTimes times, Service service) {
    return new BootsView(
        times,
        service.timing().recoveryWait(),
        times.recoveryWait(service.timing().heartbeatEvery()));
  }
}
