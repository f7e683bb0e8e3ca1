package io.piha.report;

import io.piha.arbiter.Kind;
import io.piha.journal.AuditRecord;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Consumer;

/** Counts audit records by kind since the start; every kind is there from the start. */
public final class Tally implements Consumer<List<AuditRecord>> {
  private final Map<Kind, LongAdder> counts = new EnumMap<>(Kind.class);

  public Tally() {
    for (Kind kind : Kind.values()) {
      counts.put(kind, new LongAdder());
    }
  }

  @Override
  public void accept(List<AuditRecord> records) {
    records.forEach(each -> of(each.entry().kind()).increment());
  }

  private LongAdder of(Kind kind) {
    LongAdder count = counts.get(kind);
    if (count == null) {
      throw new IllegalStateException("no such kind: " + kind);
    }
    return count;
  }

  long count(Kind kind) {
    return of(kind).sum();
  }
}
