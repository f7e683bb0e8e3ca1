package io.piha.journal;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes minutes out of heartbeats, hours out of minutes, days out of hours, and forgets what a
 * level keeps no longer. Works inside the writer's transaction.
 */
final class HistoryRollups {
  /** A minute is rolled up this long after its end, when its heartbeats have been written. */
  private static final long SETTLE_MILLIS = 30_000;

  private static final long FORGET_EVERY_MILLIS = 600_000;

  private static final long SHRINK_EVERY_MILLIS = 60_000;

  /** A file that is too long loses this part of what is finest and oldest, once a minute. */
  private static final int PARTS = 50;

  private static final long KEPT_IN_ANY_CASE = Duration.ofHours(2).toMillis();

  private static final Logger LOG = LoggerFactory.getLogger(HistoryRollups.class);

  private final Connection connection;
  private final Duration keepBeats;
  private final long mostBytes;
  private final MinuteTally tally;
  private final PreparedStatement addLate;
  private final PreparedStatement putMinute;
  private final long[] rolled = new long[HistoryLevel.values().length];
  private long forgotAt = Long.MIN_VALUE / 2;
  private long shrunkAt = Long.MIN_VALUE / 2;
  private boolean told;

  /**
   * @param mostBytes when more than this is in use, the oldest is forgotten before its time
   */
  HistoryRollups(Connection connection, Duration keepBeats, long mostBytes, MinuteTally tally)
      throws SQLException {
    this.connection = connection;
    this.keepBeats = keepBeats;
    this.mostBytes = mostBytes;
    this.tally = tally;
    this.addLate =
        connection.prepareStatement(
            "INSERT INTO rollup (level, source, start, count, gap) VALUES (?, ?, ?, 1, ?)"
                + " ON CONFLICT DO UPDATE SET count = count + 1, gap = max(gap, excluded.gap)");
    this.putMinute =
        connection.prepareStatement(
            "INSERT OR REPLACE INTO rollup (level, source, start, count, gap) VALUES ("
                + HistoryLevel.MINUTE.number
                + ", ?, ?, ?, ?)");
    try (Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery("SELECT level, rolled FROM mark")) {
      while (rows.next()) {
        rolled[rows.getInt(1)] = rows.getLong(2);
      }
    }
  }

  /** A heartbeat was written; one that comes after its minute was rolled up is added to it. */
  void added(long source, long at, long gap) throws SQLException {
    for (HistoryLevel level : HistoryLevel.values()) {
      if (level != HistoryLevel.BEAT && at < rolled[level.number]) {
        addLate.setInt(1, level.number);
        addLate.setLong(2, source);
        addLate.setLong(3, level.floor(at));
        addLate.setLong(4, gap);
        addLate.executeUpdate();
      }
    }
  }

  /** Whether its minute was rolled up already. */
  boolean isLate(long at) {
    return at < rolled[HistoryLevel.MINUTE.number];
  }

  /** Does what is due. */
  void turn(Instant now) throws SQLException {
    long complete = now.toEpochMilli() - SETTLE_MILLIS;
    complete = rollMinutes(complete);
    complete = roll(HistoryLevel.HOUR, "rollup", "start", "count", complete);
    roll(HistoryLevel.DAY, "rollup", "start", "count", complete);
    if (Math.abs(now.toEpochMilli() - forgotAt) >= FORGET_EVERY_MILLIS) {
      forgotAt = now.toEpochMilli();
      forget(now);
    }
    if (Math.abs(now.toEpochMilli() - shrunkAt) >= SHRINK_EVERY_MILLIS) {
      shrunkAt = now.toEpochMilli();
      shrink(now.toEpochMilli());
    }
  }

  private long rollMinutes(long complete) throws SQLException {
    long done = rolled[HistoryLevel.MINUTE.number];
    long until = HistoryLevel.MINUTE.floor(complete);
    if (until <= done) {
      return done;
    }
    List<MinuteTally.Row> counted = tally.takeBefore(until);
    if (!tally.vouchesFrom(done)) {
      return roll(HistoryLevel.MINUTE, "beat", "at", "1", complete);
    }
    for (MinuteTally.Row each : counted) {
      putMinute.setLong(1, each.source());
      putMinute.setLong(2, each.minute());
      putMinute.setLong(3, each.count());
      putMinute.setLong(4, each.gap());
      putMinute.executeUpdate();
    }
    return mark(HistoryLevel.MINUTE, until);
  }

  /** Rolls whole buckets up to what is complete; returns how far the level is complete then. */
  private long roll(HistoryLevel level, String from, String time, String count, long complete)
      throws SQLException {
    long done = rolled[level.number];
    long until = level.floor(complete);
    if (until <= done) {
      return done;
    }
    int finer = level.number - 1;
    String onlyFiner = finer == 0 ? "" : " AND level = " + finer;
    Sqlite.run(
        connection,
        """
        INSERT OR REPLACE INTO rollup (level, source, start, count, gap)
        SELECT %d, source, %s / %d * %d AS bucket, sum(%s), max(gap) FROM %s
        WHERE %s >= %d AND %s < %d%s GROUP BY source, bucket
        """
            .formatted(
                level.number,
                time,
                level.width,
                level.width,
                count,
                from,
                time,
                done,
                time,
                until,
                onlyFiner));
    return mark(level, until);
  }

  private long mark(HistoryLevel level, long until) throws SQLException {
    Sqlite.run(connection, "UPDATE mark SET rolled = " + until + " WHERE level = " + level.number);
    rolled[level.number] = until;
    return until;
  }

  private void forget(Instant now) throws SQLException {
    for (HistoryLevel level : HistoryLevel.values()) {
      Duration keep = level == HistoryLevel.BEAT ? keepBeats : level.keep;
      long before = HistoryLevel.DAY.floor(now.minus(keep).toEpochMilli());
      if (level != HistoryLevel.DAY) {
        before = Math.min(before, rolled[level.number + 1]); // never what is not rolled up yet
      }
      forget(level, before);
    }
    long verdicts = now.minus(HistoryLevel.HOUR.keep).toEpochMilli();
    Sqlite.run(connection, "DELETE FROM verdict WHERE at < " + verdicts);
    Sqlite.run(connection, "DELETE FROM power WHERE at < " + verdicts);
  }

  private void forget(HistoryLevel level, long before) throws SQLException {
    String old =
        level == HistoryLevel.BEAT
            ? "DELETE FROM heard WHERE at < " + before
            : "DELETE FROM rollup WHERE level = " + level.number + " AND start < " + before;
    Sqlite.run(connection, old);
    Sqlite.run(
        connection,
        "UPDATE mark SET kept = max(kept, " + before + ") WHERE level = " + level.number);
  }

  /** A disk that fills up would take the journal with it. */
  private void shrink(long now) throws SQLException {
    long used = used();
    if (used <= mostBytes) {
      return;
    }
    if (!told) {
      LOG.warn("the history has {} MB; the oldest of it is forgotten early", used / 1_000_000);
      told = true;
    }
    if (!shorten(HistoryLevel.BEAT, now)) {
      shorten("verdict", now);
      shorten("power", now);
      shorten(HistoryLevel.MINUTE, now);
    }
  }

  /** False, with nothing forgotten, when there is too little to forget any of it. */
  private boolean shorten(HistoryLevel level, long now) throws SQLException {
    long oldest = oldest(level);
    long span = Math.min(rolled[level.number + 1], now) - oldest;
    if (oldest == 0 || span <= KEPT_IN_ANY_CASE) {
      return false;
    }
    // Whole hours, so that no bucket of this level is half there.
    forget(level, HistoryLevel.HOUR.floor(oldest + span / PARTS) + HistoryLevel.HOUR.width);
    return true;
  }

  private void shorten(String table, long now) throws SQLException {
    long oldest = Sqlite.number(connection, "SELECT min(at) FROM " + table);
    long span = now - oldest;
    if (oldest > 0 && span > KEPT_IN_ANY_CASE) {
      Sqlite.run(connection, "DELETE FROM " + table + " WHERE at < " + (oldest + span / PARTS));
    }
  }

  private long used() throws SQLException {
    long pages =
        Sqlite.number(connection, "PRAGMA page_count")
            - Sqlite.number(connection, "PRAGMA freelist_count");
    return pages * Sqlite.number(connection, "PRAGMA page_size");
  }

  /** When the oldest of that level is from; 0 where there is none. */
  private long oldest(HistoryLevel level) throws SQLException {
    return Sqlite.number(
        connection,
        level == HistoryLevel.BEAT
            ? "SELECT min(at) FROM heard"
            : "SELECT min(oldest) FROM (SELECT (SELECT min(start) FROM rollup WHERE level = "
                + level.number
                + " AND source = known.id) AS oldest FROM source AS known)");
  }
}
