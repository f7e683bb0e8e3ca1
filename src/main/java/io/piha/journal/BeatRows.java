package io.piha.journal;

import io.piha.arbiter.HostClaim;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Types;
import java.util.ArrayList;
import java.util.List;

/** Puts single heartbeats into {@code history.db}, many in one statement where many wait. */
final class BeatRows {
  private static final int TOGETHER = 64;
  private static final int COLUMNS = 5;
  private static final String HEAD =
      "INSERT OR IGNORE INTO beat (at, source, gap, epoch, claim) VALUES ";
  private static final String ROW = "(?, ?, ?, ?, ?)";

  private record Row(long at, long source, long gap, Sighting.Beat beat) {}

  private final PreparedStatement one;
  private final PreparedStatement many;
  private final List<Row> waiting = new ArrayList<>(TOGETHER);

  BeatRows(Connection connection) throws SQLException {
    one = connection.prepareStatement(HEAD + ROW);
    many = connection.prepareStatement(HEAD + (ROW + ", ").repeat(TOGETHER - 1) + ROW);
  }

  /** Puts it in, now or with the others; one that is there already is passed over. */
  void put(long at, long source, long gap, Sighting.Beat beat) throws SQLException {
    waiting.add(new Row(at, source, gap, beat));
    if (waiting.size() == TOGETHER) {
      for (int i = 0; i < TOGETHER; i++) {
        bind(many, i * COLUMNS, waiting.get(i));
      }
      many.executeUpdate();
      waiting.clear();
    }
  }

  /** Puts it in at once; false when it was there already. */
  boolean putNow(long at, long source, long gap, Sighting.Beat beat) throws SQLException {
    bind(one, 0, new Row(at, source, gap, beat));
    return one.executeUpdate() > 0;
  }

  /** Puts in all that wait. */
  void flush() throws SQLException {
    for (Row each : waiting) {
      bind(one, 0, each);
      one.executeUpdate();
    }
    waiting.clear();
  }

  private static void bind(PreparedStatement to, int before, Row row) throws SQLException {
    to.setLong(before + 1, row.at());
    to.setLong(before + 2, row.source());
    to.setLong(before + 3, row.gap());
    if (row.beat().epoch().isPresent()) {
      to.setLong(before + 4, row.beat().epoch().getAsLong());
    } else {
      to.setNull(before + 4, Types.INTEGER);
    }
    if (row.beat().claim().isPresent()) {
      to.setInt(before + 5, row.beat().claim().get() == HostClaim.LEADER ? 1 : 0);
    } else {
      to.setNull(before + 5, Types.INTEGER);
    }
  }
}
