package io.piha.journal;

import java.util.List;

/** The tables of {@code journal.db}. */
final class JournalSchema {
  private JournalSchema() {}

  /**
   * The version covers what stands in {@code state} as well: it is raised when an older PiHA would
   * misread the books, so that it refuses them.
   *
   * <p>An audit row is its canonical JSON and the hash over it; what is searched by is read out of
   * that JSON by SQLite itself, so that the two can never tell different stories.
   */
  static final Schema SCHEMA =
      new Schema(
          List.of(
              List.of(
                  "PRAGMA application_id = 0x50694841", // "PiHA"
                  "CREATE TABLE meta (key TEXT PRIMARY KEY, value) WITHOUT ROWID",
                  "CREATE TABLE state (key TEXT PRIMARY KEY, value BLOB NOT NULL)",
                  "CREATE TABLE seen (id TEXT PRIMARY KEY, at INTEGER NOT NULL) WITHOUT ROWID",
                  """
                  CREATE TABLE audit (
                    id INTEGER PRIMARY KEY,
                    body TEXT NOT NULL,
                    hash TEXT NOT NULL,
                    at TEXT GENERATED ALWAYS AS (json_extract(body, '$.at')) VIRTUAL,
                    service TEXT GENERATED ALWAYS AS (json_extract(body, '$.service')) VIRTUAL,
                    host TEXT GENERATED ALWAYS AS (json_extract(body, '$.host')) VIRTUAL,
                    kind TEXT GENERATED ALWAYS AS (json_extract(body, '$.kind')) VIRTUAL,
                    author TEXT GENERATED ALWAYS AS (json_extract(body, '$.by')) VIRTUAL)
                  """,
                  "CREATE INDEX audit_at ON audit (at)",
                  "CREATE INDEX audit_service ON audit (service)",
                  "CREATE INDEX audit_kind ON audit (kind)",
                  """
                  CREATE TRIGGER audit_keeps BEFORE UPDATE ON audit
                  BEGIN SELECT RAISE(ABORT, 'the audit log only grows'); END
                  """,
                  """
                  CREATE TRIGGER audit_stays BEFORE DELETE ON audit
                  BEGIN SELECT RAISE(ABORT, 'the audit log only grows'); END
                  """),
              // The books say how long hosts may still be booting, and how long the machine had
              // run.
              // The tables are the same; an older PiHA would drop both and count silence too soon.
              List.of()));
}
