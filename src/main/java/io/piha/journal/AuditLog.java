package io.piha.journal;

import io.piha.journal.Verification.Broken;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Reads the audit log over a read-only connection of its own, also from another process while the
 * engine writes. May be used by several threads; they take turns.
 */
public final class AuditLog implements AutoCloseable {
  private static final int PAGE = 1_000;

  private final Path file;
  private final Connection connection;
  private final JsonText json = new JsonText();

  private AuditLog(Path file, Connection connection) {
    this.file = file;
    this.connection = connection;
  }

  /**
   * Opens the log in a data directory.
   *
   * @throws JournalFailed when there is none, or it cannot be read
   */
  public static AuditLog open(Path dataDir) throws JournalFailed {
    return openFile(dataDir.resolve(Journal.FILE));
  }

  static AuditLog openFile(Path file) throws JournalFailed {
    try {
      return new AuditLog(file, JournalSchema.SCHEMA.reader(file));
    } catch (SQLException e) {
      throw JournalFailed.of("open the audit log", file, e);
    }
  }

  /** The newest records, newest first. */
  public List<AuditRecord> latest(int count) throws JournalFailed {
    return query(AuditFilter.newestFirst(count));
  }

  /** Records at this time or later, oldest first, at most {@link AuditFilter#MOST}. */
  public List<AuditRecord> since(Instant time) throws JournalFailed {
    return query(AuditFilter.oldestFirst(AuditFilter.MOST).since(time));
  }

  /** Records that come after this id, oldest first. */
  public List<AuditRecord> after(long id, int limit) throws JournalFailed {
    return query(AuditFilter.oldestFirst(limit).after(id));
  }

  /** The record of this id. */
  public Optional<AuditRecord> byId(long id) throws JournalFailed {
    return after(id - 1, 1).stream().filter(record -> record.id() == id).findFirst();
  }

  /** The records that belong to an incident, oldest first. */
  public List<AuditRecord> incident(String service, long number) throws JournalFailed {
    AuditFilter filter =
        AuditFilter.oldestFirst(AuditFilter.MOST).service(service).text("\"incident\":" + number);
    return query(filter).stream()
        .filter(
            each ->
                each.entry().detail().get("incident") instanceof Number n
                    && n.longValue() == number)
        .toList();
  }

  /** The records that the filter lets pass. */
  public List<AuditRecord> query(AuditFilter filter) throws JournalFailed {
    List<AuditRecord> records = new ArrayList<>();
    for (Stored row : rows(filter)) {
      records.add(row.record(json, file));
    }
    return List.copyOf(records);
  }

  /** The id of the newest record, 0 when there is none. */
  public synchronized long lastId() throws JournalFailed {
    try {
      return Sqlite.number(connection, "SELECT max(id) FROM audit");
    } catch (SQLException e) {
      throw JournalFailed.of("read the audit log", file, e);
    }
  }

  /** Checks the whole chain, page by page, so that a long log holds up nobody. */
  public Verification verify() throws JournalFailed {
    ChainCheck check = ChainCheck.fromTheFirst();
    while (true) {
      List<Stored> page = rows(AuditFilter.oldestFirst(PAGE).after(check.expectedId() - 1));
      for (Stored row : page) {
        Optional<Broken> broken = row.check(json, check);
        if (broken.isPresent()) {
          return broken.get();
        }
      }
      if (page.size() < PAGE) {
        return check.end();
      }
    }
  }

  /**
   * Checks the chain of a file of JSON lines; one that was rotated may begin with any record.
   *
   * @throws JournalFailed when the file cannot be read
   */
  public static Verification verifyFile(Path jsonLines) throws JournalFailed {
    return JsonLines.verify(jsonLines);
  }

  /** Records that come after this id as JSON lines, oldest first, exactly as they were stored. */
  List<Line> lines(long afterId, int limit) throws JournalFailed {
    List<Line> lines = new ArrayList<>();
    for (Stored row : rows(AuditFilter.oldestFirst(limit).after(afterId))) {
      lines.add(row.line(json, file));
    }
    return lines;
  }

  /** Stored rows, as they are. */
  synchronized List<Stored> rows(AuditFilter filter) throws JournalFailed {
    List<Stored> rows = new ArrayList<>();
    try (PreparedStatement query = new AuditQuery(filter).prepare(connection);
        ResultSet found = query.executeQuery()) {
      while (found.next()) {
        rows.add(new Stored(found.getString(1), found.getString(2)));
      }
      return rows;
    } catch (SQLException e) {
      throw JournalFailed.of("read the audit log", file, e);
    }
  }

  @Override
  public synchronized void close() throws JournalFailed {
    try {
      connection.close();
    } catch (SQLException e) {
      throw JournalFailed.of("close the audit log", file, e);
    }
  }

  /** A record and its JSON line, without a line end. */
  record Line(AuditRecord record, String text) {
    long id() {
      return record.id();
    }
  }

  /** A row: canonical JSON without the hash, and the hash. */
  record Stored(String body, String hash) {

    AuditRecord record(JsonText json, Path file) throws JournalFailed {
      try {
        return AuditJson.record(json.object(body), hash);
      } catch (IllegalArgumentException e) {
        throw unreadable(file, e);
      }
    }

    Line line(JsonText json, Path file) throws JournalFailed {
      try {
        Map<String, @Nullable Object> fields = json.object(body);
        return new Line(AuditJson.record(fields, hash), AuditJson.line(fields, hash));
      } catch (IllegalArgumentException e) {
        throw unreadable(file, e);
      }
    }

    private static JournalFailed unreadable(Path file, IllegalArgumentException why) {
      return new JournalFailed(
          "A record in "
              + file
              + " cannot be read ("
              + why.getMessage()
              + "). Run `piha audit verify` to see where the log was changed.",
          why);
    }

    Optional<Broken> check(JsonText json, ChainCheck check) {
      try {
        Map<String, @Nullable Object> fields = json.object(body);
        return check.next(fields, hash);
      } catch (IllegalArgumentException e) {
        return Optional.of(new Broken(check.expectedId(), "it cannot be read: " + e.getMessage()));
      }
    }
  }
}
