package io.piha.console;

import io.piha.arbiter.Entry;
import io.piha.arbiter.HostClaim;
import io.piha.arbiter.Kind;
import io.piha.arbiter.ProbeResult;
import io.piha.arbiter.Severity;
import io.piha.arbiter.Verdict;
import io.piha.console.kit.Archive;
import io.piha.console.kit.ConfigDesk;
import io.piha.console.kit.FolderArchive;
import io.piha.engine.Snapshot;
import io.piha.journal.AuditLog;
import io.piha.journal.History;
import io.piha.journal.HistoryLog;
import io.piha.journal.Journal;
import io.piha.journal.JournalFailed;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * A data folder as a control plane would have left it at {@link Estates#NOW}: nearly an hour of
 * heartbeats of two hosts, of which one may have fallen silent two minutes ago, and the records of
 * that.
 */
public final class KeptHouse implements Archive {

  private static final Instant NOW = Estates.NOW;
  private static final String SERVICE = "home-assistant";

  private final FolderArchive folder;
  private final List<Entry> notes = new ArrayList<>();
  private final PlayedDrills drills = new PlayedDrills();

  private KeptHouse(FolderArchive folder) {
    this.folder = folder;
  }

  /** Lays the folder out. */
  public static KeptHouse in(Path folder) {
    return in(folder, true);
  }

  /**
   * Lays the folder out.
   *
   * @param incident whether haos fell silent, or all was well to the end
   */
  public static KeptHouse in(Path folder, boolean incident) {
    try (History history = History.start(folder, History.KEEP_BEATS, () -> NOW);
        Journal journal = Journal.open(folder)) {
      heartbeats(history, incident);
      records(journal, incident);
    } catch (JournalFailed e) {
      throw new IllegalStateException(e);
    }
    return new KeptHouse(new FolderArchive(folder, _ -> true));
  }

  @Override
  public PlayedDrills drills() {
    return drills;
  }

  private static void heartbeats(History history, boolean incident) {
    Instant begin = NOW.minus(Duration.ofMinutes(50));
    for (Instant at = begin; at.isBefore(NOW); at = at.plusSeconds(10)) {
      boolean silent = incident && at.isAfter(NOW.minusSeconds(127));
      boolean nap = at.isAfter(NOW.minusSeconds(1_000)) && at.isBefore(NOW.minusSeconds(925));
      Optional<HostClaim> leads = Optional.of(HostClaim.LEADER);
      if (!silent && !nap) {
        history.heartbeat(SERVICE, "haos", at, OptionalLong.of(7), leads);
      }
      Optional<HostClaim> waits = Optional.of(HostClaim.PASSIVE);
      history.heartbeat(SERVICE, "standby", at.plusSeconds(3), OptionalLong.of(7), waits);
    }
    Duration took = Duration.ofMillis(20);
    var up = new ProbeResult(Verdict.UP, "", took);
    history.probes(SERVICE, "haos", begin, Map.of("core", up, "supervisor", up));
    history.probes(SERVICE, "standby", begin, Map.of("api", up));
    for (int i = 0; i < 60; i++) {
      double draw = 4.8 + 1.4 * Math.abs(Math.sin(i * 0.9)) + (i % 13 == 0 ? 2 : 0);
      history.power(
          SERVICE, "haos", begin.plusSeconds(i * 60L), "on", java.util.OptionalDouble.of(draw));
    }
    if (!incident) {
      return;
    }
    history.power(SERVICE, "haos", NOW.minusSeconds(25), "off", java.util.OptionalDouble.of(0));
    history.power(SERVICE, "haos", NOW.minusSeconds(17), "on", java.util.OptionalDouble.of(3.1));
    var down = new ProbeResult(Verdict.DOWN, "refused", took);
    Instant fell = NOW.minusSeconds(34);
    history.probes(SERVICE, "haos", fell, Map.of("core", down, "supervisor", down));
  }

  private static void records(Journal journal, boolean incident) throws JournalFailed {
    write(journal, 3_000, Kind.LEADER_ADOPTED, Severity.INFO, "haos", "retained state names haos");
    write(journal, 2_500, Kind.FROZEN, Severity.INFO, "", "router swap");
    write(journal, 1_900, Kind.THAWED, Severity.INFO, "", "router swap done");
    write(journal, 1_200, Kind.SYNC_DONE, Severity.INFO, "", "3f9c1a2 to standby after 24 h");
    if (!incident) {
      return;
    }
    write(journal, 35, Kind.HEARTBEAT_LOST, Severity.WARNING, "haos", "last heard 03:10:58");
    write(
        journal,
        34,
        Kind.RECOVERY_STARTED,
        Severity.WARNING,
        "haos",
        "no heartbeat for 92 s, limit 90 s; both probes refused");
    write(
        journal,
        23,
        Kind.POWER_CYCLED,
        Severity.WARNING,
        "haos",
        "rack/8 was off for 8 s, confirmed, and delivers again");
  }

  private static void write(
      Journal journal, long ago, Kind kind, Severity severity, String host, String reason)
      throws JournalFailed {
    Entry entry =
        new Entry(
            kind,
            severity,
            SERVICE,
            host.isEmpty() ? null : host,
            7L,
            "control",
            reason,
            Map.of("incident", 14L));
    journal.commit(NOW.minusSeconds(ago), Map.of(), List.of(entry));
  }

  @Override
  public AuditLog audit() throws JournalFailed {
    return folder.audit();
  }

  @Override
  public HistoryLog history() throws JournalFailed {
    return folder.history();
  }

  @Override
  public Optional<Snapshot> at(Instant wall) {
    return Optional.of(Estates.later(Estates.calm(), Duration.between(Estates.NOW, wall)));
  }

  @Override
  public boolean note(Entry entry) {
    notes.add(entry);
    return true;
  }

  @Override
  public ConfigDesk config() {
    return new KeptConfig();
  }

  /** What was noted. */
  public List<Entry> notes() {
    return notes;
  }
}
