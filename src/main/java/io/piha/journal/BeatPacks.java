package io.piha.journal;

import io.piha.arbiter.HostClaim;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/**
 * Single heartbeats in {@code history.db}. Those of one millisecond, as they are read from the
 * broker, lie in one row, a JSON array with one of {@code [source, gap, epoch, claim]} for each: a
 * thousand hosts then cost a row for each reading instead of one for each heartbeat. The view
 * {@code beat} shows them one by one.
 */
final class BeatPacks {
  private static final int TOGETHER = 32;
  private static final String HEAD = "INSERT INTO heard (at, beats) VALUES ";
  private static final String ROW = "(?, ?)";
  private static final String TAIL =
      " ON CONFLICT (at) DO UPDATE SET"
          + " beats = substr(beats, 1, length(beats) - 1) || ',' || substr(excluded.beats, 2)";

  private record Pack(long at, String beats) {}

  private final PreparedStatement one;
  private final PreparedStatement many;
  private final PreparedStatement ofThen;
  private final List<Pack> waiting = new ArrayList<>(TOGETHER);
  private final StringBuilder inHand = new StringBuilder();
  private long inHandAt;
  private long newest;

  BeatPacks(Connection connection) throws SQLException {
    one = connection.prepareStatement(HEAD + ROW + TAIL);
    many = connection.prepareStatement(HEAD + (ROW + ", ").repeat(TOGETHER - 1) + ROW + TAIL);
    ofThen = connection.prepareStatement("SELECT beats FROM heard WHERE at = ?");
    newest = Sqlite.number(connection, "SELECT coalesce(max(at), 0) FROM heard");
  }

  /** Time of the newest that is stored or waits to be; 0 when there is none. */
  long newest() {
    return newest;
  }

  /**
   * Puts in one that is newer than all of its source that this run put in before; what an earlier
   * run stored is not newer than {@link #newest}, and is looked up.
   */
  void put(long at, long source, long gap, Sighting.Beat beat) throws SQLException {
    if (at > newest) {
      close();
      inHandAt = at;
      newest = at;
    } else if (at != inHandAt || inHand.isEmpty()) {
      putNow(at, source, gap, beat);
      return;
    }
    write(source, gap, beat);
  }

  /** Puts in any other one, at once; false when it was there already. */
  boolean putNow(long at, long source, long gap, Sighting.Beat beat) throws SQLException {
    flush();
    ofThen.setLong(1, at);
    try (ResultSet rows = ofThen.executeQuery()) {
      if (rows.next() && rows.getString(1).contains(headOf(source))) {
        return false;
      }
    }
    write(source, gap, beat);
    put(new Pack(at, take()));
    return true;
  }

  /** Puts in all that wait. */
  void flush() throws SQLException {
    close();
    for (Pack each : waiting) {
      put(each);
    }
    waiting.clear();
  }

  /**
   * What was heard of one host: a query with the columns at, gap, epoch and claim.
   *
   * @param reading the connection that will be asked, also one to a file that an older PiHA keeps
   */
  static String of(Connection reading, long source) throws SQLException {
    String packed = "SELECT count(*) FROM sqlite_master WHERE type = 'table' AND name = 'heard'";
    if (Sqlite.number(reading, packed) == 0) {
      return "SELECT at, gap, epoch, claim FROM beat WHERE source = " + source;
    }
    // Most rows say nothing of this host; a look at the text is cheaper than taking it apart.
    return """
    SELECT at, value ->> 1 AS gap, value ->> 2 AS epoch, value ->> 3 AS claim
    FROM heard, json_each(beats) WHERE instr(beats, '%s') > 0 AND value ->> 0 = %d
    """
        .formatted(headOf(source), source);
  }

  /** How a heartbeat of that source begins, and nothing else does. */
  private static String headOf(long source) {
    return "[" + source + ",";
  }

  private void close() throws SQLException {
    if (inHand.isEmpty()) {
      return;
    }
    waiting.add(new Pack(inHandAt, take()));
    if (waiting.size() == TOGETHER) {
      for (int i = 0; i < TOGETHER; i++) {
        many.setLong(2 * i + 1, waiting.get(i).at());
        many.setString(2 * i + 2, waiting.get(i).beats());
      }
      many.executeUpdate();
      waiting.clear();
    }
  }

  private void put(Pack pack) throws SQLException {
    one.setLong(1, pack.at());
    one.setString(2, pack.beats());
    one.executeUpdate();
  }

  private void write(long source, long gap, Sighting.Beat beat) {
    inHand.append(inHand.isEmpty() ? '[' : ',').append('[').append(source).append(',').append(gap);
    inHand.append(',');
    if (beat.epoch().isPresent()) {
      inHand.append(beat.epoch().getAsLong());
    } else {
      inHand.append("null");
    }
    inHand.append(',');
    if (beat.claim().isPresent()) {
      inHand.append(beat.claim().get() == HostClaim.LEADER ? 1 : 0);
    } else {
      inHand.append("null");
    }
    inHand.append(']');
  }

  private String take() {
    String pack = inHand.append(']').toString();
    inHand.setLength(0);
    return pack;
  }
}
