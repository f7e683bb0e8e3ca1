package io.piha.journal;

import io.piha.arbiter.Kind;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Which audit records are wanted; what is empty does not narrow.
 *
 * @param since at this time or later
 * @param until before this time
 * @param service of this service
 * @param host of this host
 * @param kind of this kind
 * @param by by this author, as records say it ({@code operator:alice})
 * @param text contains this text, in any field; case of A–Z does not matter
 * @param afterId only records that come after this one in the order asked for
 * @param newestFirst the order
 * @param limit at most so many
 */
public record AuditFilter(
    Optional<Instant> since,
    Optional<Instant> until,
    Optional<String> service,
    Optional<String> host,
    Optional<Kind> kind,
    Optional<String> by,
    Optional<String> text,
    OptionalLong afterId,
    boolean newestFirst,
    int limit) {

  /** The most that one query answers. */
  public static final int MOST = 100_000;

  public AuditFilter {
    if (limit < 0) {
      throw new IllegalArgumentException("A limit cannot be negative: " + limit);
    }
    limit = Math.min(limit, MOST);
  }

  /** Everything, oldest first, at most {@code limit}. */
  public static AuditFilter oldestFirst(int limit) {
    return new AuditFilter(
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        OptionalLong.empty(),
        false,
        limit);
  }

  /** Everything, newest first, at most {@code limit}. */
  public static AuditFilter newestFirst(int limit) {
    AuditFilter all = oldestFirst(limit);
    return new AuditFilter(
        all.since,
        all.until,
        all.service,
        all.host,
        all.kind,
        all.by,
        all.text,
        all.afterId,
        true,
        limit);
  }

  /** Narrowed to this time or later. */
  public AuditFilter since(Instant time) {
    return new AuditFilter(
        Optional.of(time), until, service, host, kind, by, text, afterId, newestFirst, limit);
  }

  /** Narrowed to before this time. */
  public AuditFilter until(Instant time) {
    return new AuditFilter(
        since, Optional.of(time), service, host, kind, by, text, afterId, newestFirst, limit);
  }

  /** Narrowed to one service. */
  public AuditFilter service(String name) {
    return new AuditFilter(
        since, until, Optional.of(name), host, kind, by, text, afterId, newestFirst, limit);
  }

  /** Narrowed to one host. */
  public AuditFilter host(String name) {
    return new AuditFilter(
        since, until, service, Optional.of(name), kind, by, text, afterId, newestFirst, limit);
  }

  /** Narrowed to one kind. */
  public AuditFilter kind(Kind wanted) {
    return new AuditFilter(
        since, until, service, host, Optional.of(wanted), by, text, afterId, newestFirst, limit);
  }

  /** Narrowed to one author. */
  public AuditFilter by(String author) {
    return new AuditFilter(
        since, until, service, host, kind, Optional.of(author), text, afterId, newestFirst, limit);
  }

  /** Narrowed to records that contain a text. */
  public AuditFilter text(String part) {
    return new AuditFilter(
        since, until, service, host, kind, by, Optional.of(part), afterId, newestFirst, limit);
  }

  /** Goes on after a record: younger ones, or older ones where the newest come first. */
  public AuditFilter after(long id) {
    return new AuditFilter(
        since, until, service, host, kind, by, text, OptionalLong.of(id), newestFirst, limit);
  }
}
