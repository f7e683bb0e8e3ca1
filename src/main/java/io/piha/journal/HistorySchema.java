package io.piha.journal;

import java.util.List;

/** The tables of {@code history.db}. All times are milliseconds since 1970, UTC. */
final class HistorySchema {
  private HistorySchema() {}

  /**
   * Heartbeats lie in order of time, those of one millisecond in one row of {@code heard}, so that
   * writing them touches few pages and rows ({@link BeatPacks}); a roll-up lies by host, so that a
   * year of one host is read at once. {@code mark} says how far a level was rolled up, and from
   * where on it still has everything.
   */
  static final Schema SCHEMA =
      new Schema(
          List.of(
              List.of(
                  "PRAGMA application_id = 0x50694849", // "PiHI"
                  """
                  CREATE TABLE source (
                    id INTEGER PRIMARY KEY, service TEXT NOT NULL, host TEXT NOT NULL,
                    UNIQUE (service, host))
                  """,
                  """
                  CREATE TABLE beat (
                    at INTEGER NOT NULL, source INTEGER NOT NULL, gap INTEGER NOT NULL,
                    epoch INTEGER, claim INTEGER,
                    PRIMARY KEY (at, source)) WITHOUT ROWID
                  """,
                  """
                  CREATE TABLE rollup (
                    level INTEGER NOT NULL, source INTEGER NOT NULL, start INTEGER NOT NULL,
                    count INTEGER NOT NULL, gap INTEGER NOT NULL,
                    PRIMARY KEY (level, source, start)) WITHOUT ROWID
                  """,
                  """
                  CREATE TABLE verdict (
                    source INTEGER NOT NULL, at INTEGER NOT NULL, probe TEXT NOT NULL,
                    verdict TEXT NOT NULL, detail TEXT NOT NULL,
                    PRIMARY KEY (source, at, probe)) WITHOUT ROWID
                  """,
                  """
                  CREATE TABLE mark (
                    level INTEGER PRIMARY KEY, rolled INTEGER NOT NULL, kept INTEGER NOT NULL)
                  """,
                  "INSERT INTO mark VALUES (0, 0, 0), (1, 0, 0), (2, 0, 0), (3, 0, 0)"),
              List.of(
                  """
                  CREATE TABLE power (
                    source INTEGER NOT NULL, at INTEGER NOT NULL, word TEXT NOT NULL, watts REAL,
                    PRIMARY KEY (source, at)) WITHOUT ROWID
                  """),
              List.of(
                  """
                  CREATE TABLE boot (
                    source INTEGER NOT NULL, cause TEXT NOT NULL, at INTEGER NOT NULL,
                    took INTEGER NOT NULL,
                    PRIMARY KEY (source, cause, at)) WITHOUT ROWID
                  """),
              List.of(
                  "CREATE TABLE heard (at INTEGER PRIMARY KEY, beats TEXT NOT NULL)",
                  """
                  INSERT INTO heard (at, beats)
                  SELECT at, '[' || group_concat('[' || source || ',' || gap || ',' ||
                    coalesce(epoch, 'null') || ',' || coalesce(claim, 'null') || ']') || ']'
                  FROM beat GROUP BY at
                  """,
                  "DROP TABLE beat",
                  """
                  CREATE VIEW beat AS
                  SELECT at, CAST(value ->> 0 AS INTEGER) AS source,
                    CAST(value ->> 1 AS INTEGER) AS gap, CAST(value ->> 2 AS INTEGER) AS epoch,
                    CAST(value ->> 3 AS INTEGER) AS claim
                  FROM heard, json_each(beats)
                  """)));
}
