package io.piha.journal;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** The SQL for a filter. Values are always bound, never part of the text. */
final class AuditQuery {
  private final List<String> conditions = new ArrayList<>();
  private final List<Object> values = new ArrayList<>();
  private final AuditFilter filter;

  AuditQuery(AuditFilter filter) {
    this.filter = filter;
    filter.since().ifPresent(time -> add("at >= ?", AuditJson.time(time)));
    filter.until().ifPresent(time -> add("at < ?", AuditJson.time(time)));
    filter.service().ifPresent(name -> add("service = ?", name));
    filter.host().ifPresent(name -> add("host = ?", name));
    filter.kind().ifPresent(kind -> add("kind = ?", kind.word()));
    filter.by().ifPresent(author -> add("author = ?", author));
    filter.text().ifPresent(text -> add("instr(lower(body), lower(?)) > 0", text));
    filter.afterId().ifPresent(id -> add(filter.newestFirst() ? "id < ?" : "id > ?", id));
  }

  PreparedStatement prepare(Connection connection) throws SQLException {
    String where = conditions.isEmpty() ? "" : " WHERE " + String.join(" AND ", conditions);
    String order = filter.newestFirst() ? " ORDER BY id DESC" : " ORDER BY id";
    PreparedStatement query =
        connection.prepareStatement("SELECT body, hash FROM audit" + where + order + " LIMIT ?");
    try {
      for (int i = 0; i < values.size(); i++) {
        query.setObject(i + 1, values.get(i));
      }
      query.setInt(values.size() + 1, filter.limit());
      return query;
    } catch (SQLException e) {
      Sqlite.closeQuietly(query, e);
      throw e;
    }
  }

  private void add(String condition, Object value) {
    conditions.add(condition);
    values.add(value);
  }
}
