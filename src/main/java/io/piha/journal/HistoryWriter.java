package io.piha.journal;

import io.piha.arbiter.ProbeResult;
import io.piha.arbiter.Verdict;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.sql.Types;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The writing connection of {@code history.db}; thrown away after a failure. */
final class HistoryWriter implements AutoCloseable {
  /** Hosts are named in messages from outside; more than this many are not kept. */
  private static final int MOST_SOURCES = 20_000;

  /** More than a year of a thousand services takes; one of ten hosts is some 17 MB. */
  private static final long MOST_BYTES = 4_000_000_000L;

  private static final int LONGEST_DETAIL = 500;
  private static final double DRAW_STEP = 0.5;

  private record Source(String service, String host) {}

  private final Connection connection;
  private final MinuteTally tally;
  private final HistoryRollups rollups;
  private final PreparedStatement begin;
  private final PreparedStatement commit;
  private final BeatPacks beats;
  private final PreparedStatement putVerdict;
  private final PreparedStatement putPower;
  private final PreparedStatement putBoot;
  private final PreparedStatement forgetBoots;
  private final PreparedStatement putSource;
  private final Map<Source, BeatSource> sources = new HashMap<>();
  private final Map<Long, Map<String, Verdict>> lastVerdicts = new HashMap<>();
  private final Map<Long, Sighting.Powered> lastPowers = new HashMap<>();

  HistoryWriter(Path file, Duration keepBeats) throws SQLException, JournalFailed {
    this(file, keepBeats, MOST_BYTES);
  }

  HistoryWriter(Path file, Duration keepBeats, long mostBytes) throws SQLException, JournalFailed {
    connection = HistorySchema.SCHEMA.open(file, /* durable= */ false);
    try {
      begin = connection.prepareStatement(Sqlite.BEGIN);
      commit = connection.prepareStatement("COMMIT");
      beats = new BeatPacks(connection);
      putVerdict =
          connection.prepareStatement(
              "INSERT OR REPLACE INTO verdict (source, at, probe, verdict, detail)"
                  + " VALUES (?, ?, ?, ?, ?)");
      putPower =
          connection.prepareStatement(
              "INSERT OR REPLACE INTO power (source, at, word, watts) VALUES (?, ?, ?, ?)");
      putBoot =
          connection.prepareStatement(
              "INSERT OR REPLACE INTO boot (source, cause, at, took) VALUES (?, ?, ?, ?)");
      forgetBoots =
          connection.prepareStatement(
              "DELETE FROM boot WHERE source = ?1 AND cause = ?2 AND at <= (SELECT at FROM boot"
                  + " WHERE source = ?1 AND cause = ?2 ORDER BY at DESC LIMIT 1 OFFSET "
                  + BootTimes.KEPT
                  + ")");
      putSource =
          connection.prepareStatement("INSERT INTO source (id, service, host) VALUES (?, ?, ?)");
      readSources();
      tally = new MinuteTally(sources.values(), beats.newest());
      rollups = new HistoryRollups(connection, keepBeats, mostBytes, tally);
    } catch (SQLException e) {
      Sqlite.closeQuietly(connection, e);
      throw e;
    }
  }

  /**
   * Stores what was seen, and rolls up and forgets what is due.
   *
   * @param now wall time
   */
  void write(List<Sighting> sightings, Instant now) throws SQLException {
    begin.executeUpdate();
    for (Sighting each : sightings) {
      BeatSource source = source(new Source(each.service(), each.host()));
      if (source != null) {
        switch (each) {
          case Sighting.Beat beat -> write(source, beat);
          case Sighting.Probed probed -> write(source.id, probed);
          case Sighting.Powered powered -> write(source.id, powered);
          case Sighting.Booted booted -> write(source.id, booted.boot());
        }
      }
    }
    beats.flush();
    rollups.turn(now);
    commit.executeUpdate();
  }

  @Override
  public void close() throws SQLException {
    connection.close();
  }

  private void write(BeatSource source, Sighting.Beat beat) throws SQLException {
    long at = beat.at().toEpochMilli();
    if (source.isAt(at)) {
      return;
    }
    boolean back = source.isAfter(at);
    if (back) {
      tally.lost();
    }
    long gap = source.gap(at);
    if (rollups.isLate(at)) {
      if (beats.putNow(at, source.id, gap, beat)) {
        rollups.added(source.id, at, gap);
      }
      return;
    }
    tally.add(source, at, gap);
    if (back) {
      beats.putNow(at, source.id, gap, beat);
    } else {
      beats.put(at, source.id, gap, beat);
    }
  }

  private void write(long source, Sighting.Probed probed) throws SQLException {
    Map<String, Verdict> before = lastVerdicts.computeIfAbsent(source, key -> new HashMap<>());
    for (Map.Entry<String, ProbeResult> each : probed.results().entrySet()) {
      ProbeResult result = each.getValue();
      if (before.put(each.getKey(), result.verdict()) != result.verdict()) {
        putVerdict.setLong(1, source);
        putVerdict.setLong(2, probed.at().toEpochMilli());
        putVerdict.setString(3, each.getKey());
        putVerdict.setString(4, result.verdict().word());
        putVerdict.setString(5, cut(result.detail()));
        putVerdict.executeUpdate();
      }
    }
  }

  private void write(long source, Sighting.Powered powered) throws SQLException {
    Sighting.Powered before = lastPowers.get(source);
    if (before != null && !isNews(before, powered)) {
      return;
    }
    lastPowers.put(source, powered);
    putPower.setLong(1, source);
    putPower.setLong(2, powered.at().toEpochMilli());
    putPower.setString(3, powered.word());
    if (powered.watts().isPresent() && Double.isFinite(powered.watts().getAsDouble())) {
      putPower.setDouble(4, powered.watts().getAsDouble());
    } else {
      putPower.setNull(4, Types.REAL);
    }
    putPower.executeUpdate();
  }

  private void write(long source, Boot boot) throws SQLException {
    putBoot.setLong(1, source);
    putBoot.setString(2, boot.cause().word());
    putBoot.setLong(3, boot.back().toEpochMilli());
    putBoot.setLong(4, boot.took().toMillis());
    putBoot.executeUpdate();
    forgetBoots.setLong(1, source);
    forgetBoots.setString(2, boot.cause().word());
    forgetBoots.executeUpdate();
  }

  /** A computer's draw trembles; what is less than half a watt is no news. */
  private static boolean isNews(Sighting.Powered before, Sighting.Powered now) {
    return !before.word().equals(now.word())
        || before.watts().isPresent() != now.watts().isPresent()
        || Math.abs(before.watts().orElse(0) - now.watts().orElse(0)) >= DRAW_STEP;
  }

  private @Nullable BeatSource source(Source source) throws SQLException {
    BeatSource known = sources.get(source);
    if (known != null || sources.size() >= MOST_SOURCES) {
      return known;
    }
    long id = sources.size() + 1L;
    putSource.setLong(1, id);
    putSource.setString(2, source.service());
    putSource.setString(3, source.host());
    putSource.executeUpdate();
    BeatSource fresh = new BeatSource(id);
    sources.put(source, fresh);
    return fresh;
  }

  private void readSources() throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery("SELECT id, service, host FROM source")) {
      while (rows.next()) {
        sources.put(
            new Source(rows.getString(2), rows.getString(3)), new BeatSource(rows.getLong(1)));
      }
    }
  }

  private static String cut(String text) {
    return text.length() > LONGEST_DETAIL ? text.substring(0, LONGEST_DETAIL) : text;
  }
}
