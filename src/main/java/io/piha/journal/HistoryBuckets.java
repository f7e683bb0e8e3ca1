package io.piha.journal;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * Which buckets answer a question: wide enough that they are few, and read from the coarsest level
 * that still fits them; what is not rolled up yet comes from the finer levels.
 *
 * @param level the level to read from
 * @param width of a bucket, in milliseconds
 * @param from the start of the first, aligned
 * @param to the end of the last, aligned
 * @param rolled by level, up to where it was rolled up
 */
record HistoryBuckets(HistoryLevel level, long width, long from, long to, List<Long> rolled) {
  private static final long SECOND = 1_000;
  private static final long MINUTE = 60 * SECOND;
  private static final long HOUR = 60 * MINUTE;
  private static final long DAY = 24 * HOUR;

  private static final long[] WIDTHS = {
    SECOND, 5 * SECOND, 10 * SECOND, 30 * SECOND,
    MINUTE, 5 * MINUTE, 15 * MINUTE, 30 * MINUTE,
    HOUR, 3 * HOUR, 6 * HOUR, 12 * HOUR,
    DAY, 7 * DAY, 28 * DAY, 364 * DAY
  };

  HistoryBuckets {
    rolled = List.copyOf(rolled);
  }

  static HistoryBuckets choose(Connection connection, long from, long to, int maxBuckets)
      throws SQLException {
    List<Long> rolled = new ArrayList<>();
    List<Long> kept = new ArrayList<>();
    try (Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery("SELECT rolled, kept FROM mark ORDER BY level")) {
      while (rows.next()) {
        rolled.add(rows.getLong(1));
        kept.add(rows.getLong(2));
      }
    }
    for (long width : WIDTHS) {
      HistoryLevel level = coarsest(width);
      long start = Math.floorDiv(from, width) * width;
      long end = Math.ceilDiv(to, width) * width;
      boolean few = (end - start) / width <= Math.max(1, maxBuckets);
      if (few && from >= kept.get(level.number)) {
        return new HistoryBuckets(level, width, start, end, rolled);
      }
    }
    long widest = WIDTHS[WIDTHS.length - 1];
    long all = Math.max(widest, Math.ceilDiv(Math.max(0, to - from), widest) * widest);
    long start = Math.floorDiv(from, all) * all;
    return new HistoryBuckets(HistoryLevel.DAY, all, start, Math.ceilDiv(to, all) * all, rolled);
  }

  List<HeartbeatBucket> read(Connection connection, long source) throws SQLException {
    String sql =
        """
        SELECT start / %1$d * %1$d AS bucket, sum(count), max(gap) FROM (%2$s)
        GROUP BY bucket ORDER BY bucket
        """
            .formatted(
                width, String.join(" UNION ALL ", parts(source, BeatPacks.of(connection, source))));
    try (PreparedStatement query = connection.prepareStatement(sql);
        ResultSet rows = query.executeQuery()) {
      List<HeartbeatBucket> buckets = new ArrayList<>();
      while (rows.next()) {
        buckets.add(
            new HeartbeatBucket(
                Instant.ofEpochMilli(rows.getLong(1)),
                Duration.ofMillis(width),
                rows.getLong(2),
                Duration.ofMillis(rows.getLong(3))));
      }
      return List.copyOf(buckets);
    }
  }

  /** Each level from the coarsest on, as far as it was rolled up, then the next finer one. */
  private List<String> parts(long source, String beats) {
    List<String> parts = new ArrayList<>();
    long begin = from;
    for (int each = level.number; each > 0; each--) {
      long end = Math.min(to, rolled.get(each));
      if (end > begin) {
        parts.add(
            "SELECT start, count, gap FROM rollup WHERE level = %d AND source = %d AND start >= %d AND start < %d"
                .formatted(each, source, begin, end));
        begin = end;
      }
    }
    parts.add(
        "SELECT at AS start, 1 AS count, gap FROM (%s) WHERE at >= %d AND at < %d"
            .formatted(beats, begin, to));
    return parts;
  }

  private static HistoryLevel coarsest(long width) {
    HistoryLevel found = HistoryLevel.BEAT;
    for (HistoryLevel level : HistoryLevel.values()) {
      if (width % level.width == 0) {
        found = level;
      }
    }
    return found;
  }
}
