package io.piha.journal;

import io.piha.arbiter.HostClaim;
import io.piha.arbiter.Verdict;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;

/**
 * Reads the history over a connection of its own, also from another process. What is younger than
 * the last write, a few seconds, is not in it yet. Several threads may use it; they take turns.
 */
public final class HistoryLog implements AutoCloseable {
  /** The most that one query answers. */
  public static final int MOST = 100_000;

  private static final long LATEST_SECOND = Instant.parse("9999-12-31T23:59:59Z").getEpochSecond();

  private final Path file;
  private final Connection connection;

  private HistoryLog(Path file, Connection connection) {
    this.file = file;
    this.connection = connection;
  }

  /**
   * Opens the history in a data directory.
   *
   * @throws JournalFailed when there is none yet, or it cannot be read
   */
  public static HistoryLog open(Path dataDir) throws JournalFailed {
    Path file = dataDir.resolve(History.FILE);
    try {
      return new HistoryLog(file, HistorySchema.SCHEMA.reader(file));
    } catch (SQLException e) {
      throw JournalFailed.of("open the history", file, e);
    }
  }

  /**
   * The heartbeats of a host in buckets of equal width, oldest first; empty ones are left out.
   *
   * @param from where the first bucket begins, at the latest
   * @param to where the last one ends, at the earliest
   * @param maxBuckets decides how wide they are, by steps that people count in; old times are kept
   *     in wider ones only
   */
  public synchronized List<HeartbeatBucket> heartbeats(
      String service, String host, Instant from, Instant to, int maxBuckets) throws JournalFailed {
    try {
      HistoryBuckets buckets =
          HistoryBuckets.choose(connection, millis(from), millis(to), maxBuckets);
      return buckets.read(connection, source(service, host));
    } catch (SQLException e) {
      throw failed(e);
    }
  }

  /** Single heartbeats of a host in [from, to), oldest first. */
  public synchronized List<HeartbeatTick> ticks(
      String service, String host, Instant from, Instant to, int limit) throws JournalFailed {
    try {
      String sql =
          "SELECT at, epoch, claim FROM (%s) WHERE at >= ? AND at < ? ORDER BY at LIMIT ?"
              .formatted(BeatPacks.of(connection, source(service, host)));
      try (PreparedStatement query = connection.prepareStatement(sql)) {
        query.setLong(1, millis(from));
        query.setLong(2, millis(to));
        query.setInt(3, Math.clamp(limit, 0, MOST));
        List<HeartbeatTick> ticks = new ArrayList<>();
        try (ResultSet rows = query.executeQuery()) {
          while (rows.next()) {
            ticks.add(tick(rows));
          }
        }
        return List.copyOf(ticks);
      }
    } catch (SQLException e) {
      throw failed(e);
    }
  }

  /**
   * What the port of a host read as in [from, to), oldest first: the change in force when it began,
   * however old, and those within.
   */
  public synchronized List<PowerChange> power(
      String service, String host, Instant from, Instant to, int limit) throws JournalFailed {
    String sql =
        "SELECT at, word, watts FROM power WHERE source = ?1 AND at < ?3 AND at >= coalesce("
            + "(SELECT max(at) FROM power WHERE source = ?1 AND at <= ?2), ?2)"
            + " ORDER BY at LIMIT ?4";
    try (PreparedStatement query = connection.prepareStatement(sql)) {
      query.setLong(1, source(service, host));
      query.setLong(2, millis(from));
      query.setLong(3, millis(to));
      query.setInt(4, Math.clamp(limit, 0, MOST));
      List<PowerChange> changes = new ArrayList<>();
      try (ResultSet rows = query.executeQuery()) {
        while (rows.next()) {
          double watts = rows.getDouble(3);
          boolean told = !rows.wasNull();
          changes.add(
              new PowerChange(
                  Instant.ofEpochMilli(rows.getLong(1)),
                  rows.getString(2),
                  told ? OptionalDouble.of(watts) : OptionalDouble.empty()));
        }
      }
      return List.copyOf(changes);
    } catch (SQLException e) {
      throw failed(e);
    }
  }

  /**
   * The verdicts on a host in [from, to), oldest first: of each probe the one in force when it
   * began, however old, and those within.
   */
  public synchronized List<VerdictChange> verdicts(
      String service, String host, Instant from, Instant to, int limit) throws JournalFailed {
    String sql =
        "SELECT max(at) AS at, probe, verdict, detail FROM verdict"
            + " WHERE source = ?1 AND at <= ?2 GROUP BY probe UNION ALL"
            + " SELECT at, probe, verdict, detail FROM verdict"
            + " WHERE source = ?1 AND at > ?2 AND at < ?3 ORDER BY at, probe LIMIT ?4";
    try (PreparedStatement query = connection.prepareStatement(sql)) {
      query.setLong(1, source(service, host));
      query.setLong(2, millis(from));
      query.setLong(3, millis(to));
      query.setInt(4, Math.clamp(limit, 0, MOST));
      List<VerdictChange> changes = new ArrayList<>();
      try (ResultSet rows = query.executeQuery()) {
        while (rows.next()) {
          changes.add(
              new VerdictChange(
                  Instant.ofEpochMilli(rows.getLong(1)),
                  rows.getString(2),
                  verdict(rows.getString(3)),
                  rows.getString(4)));
        }
      }
      return List.copyOf(changes);
    } catch (SQLException e) {
      throw failed(e);
    }
  }

  /** The restarts of a host that were timed, newest first; none in a history of an older PiHA. */
  public synchronized List<Boot> boots(String service, String host) throws JournalFailed {
    String there = "SELECT count(*) FROM sqlite_master WHERE type = 'table' AND name = 'boot'";
    String sql = "SELECT at, cause, took FROM boot WHERE source = ? ORDER BY at DESC LIMIT ?";
    try {
      if (Sqlite.number(connection, there) == 0) {
        return List.of();
      }
      try (PreparedStatement query = connection.prepareStatement(sql)) {
        query.setLong(1, source(service, host));
        query.setInt(2, BootTimes.KEPT * Boot.Cause.values().length);
        List<Boot> boots = new ArrayList<>();
        try (ResultSet rows = query.executeQuery()) {
          while (rows.next()) {
            Instant back = Instant.ofEpochMilli(rows.getLong(1));
            String word = rows.getString(2);
            Duration took = Duration.ofMillis(rows.getLong(3));
            Arrays.stream(Boot.Cause.values())
                .filter(each -> each.word().equals(word))
                .findFirst()
                .ifPresent(cause -> boots.add(new Boot(back, cause, took)));
          }
        }
        return List.copyOf(boots);
      }
    } catch (SQLException e) {
      throw failed(e);
    }
  }

  @Override
  public synchronized void close() throws JournalFailed {
    try {
      connection.close();
    } catch (SQLException e) {
      throw failed(e);
    }
  }

  /** The number of a host, −1 for one never seen. */
  private long source(String service, String host) throws SQLException {
    try (PreparedStatement query =
        connection.prepareStatement("SELECT id FROM source WHERE service = ? AND host = ?")) {
      query.setString(1, service);
      query.setString(2, host);
      try (ResultSet rows = query.executeQuery()) {
        return rows.next() ? rows.getLong(1) : -1;
      }
    }
  }

  /** Any time that can be asked for, {@code Instant.MIN} and {@code MAX} included. */
  private static long millis(Instant at) {
    return Math.clamp(at.getEpochSecond(), 0, LATEST_SECOND) * 1_000 + at.getNano() / 1_000_000;
  }

  private static HeartbeatTick tick(ResultSet rows) throws SQLException {
    Instant at = Instant.ofEpochMilli(rows.getLong(1));
    long epoch = rows.getLong(2);
    OptionalLong given = rows.wasNull() ? OptionalLong.empty() : OptionalLong.of(epoch);
    int claim = rows.getInt(3);
    Optional<HostClaim> said =
        rows.wasNull()
            ? Optional.empty()
            : Optional.of(claim == 1 ? HostClaim.LEADER : HostClaim.PASSIVE);
    return new HeartbeatTick(at, given, said);
  }

  private static Verdict verdict(String word) {
    return Arrays.stream(Verdict.values())
        .filter(each -> each.word().equals(word))
        .findFirst()
        .orElse(Verdict.UNKNOWN);
  }

  private JournalFailed failed(SQLException cause) {
    return JournalFailed.of("read the history", file, cause);
  }
}
