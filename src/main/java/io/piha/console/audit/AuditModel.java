package io.piha.console.audit;

import io.piha.console.kit.Fact;
import io.piha.console.kit.Words;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.SimpleStringProperty;
import javafx.beans.property.StringProperty;
import javafx.collections.ObservableList;
import javafx.collections.transformation.FilteredList;
import org.jspecify.annotations.Nullable;

/** The audit page without its paint: the latest records, filtered, and one of them in detail. */
public final class AuditModel {

  private final Words words;
  private final FilteredList<AuditLine> lines;
  private final StringProperty query = new SimpleStringProperty("");
  private final ReadOnlyObjectWrapper<List<Fact>> detail = new ReadOnlyObjectWrapper<>(List.of());

  public AuditModel(AuditFeed feed, Words words) {
    this.words = words;
    this.lines = new FilteredList<>(feed.lines());
    query.subscribe(now -> lines.setPredicate(line -> line.matches(now)));
  }

  /** Shows one record in detail, or none. */
  public void select(@Nullable AuditLine line) {
    detail.set(line == null ? List.of() : facts(line));
  }

  private List<Fact> facts(AuditLine line) {
    var written = line.written();
    var entry = written.entry();
    var facts = new ArrayList<Fact>();
    facts.add(fact("audit.id", written.id()));
    facts.add(fact("audit.at", words.stamp(written.at())));
    facts.add(new Fact(words.say("audit.kind"), entry.kind().word(), "", line.tone()));
    facts.add(fact("audit.service", Objects.requireNonNullElse(entry.service(), "–")));
    facts.add(fact("audit.host", Objects.requireNonNullElse(entry.host(), "–")));
    if (entry.epoch() != null) {
      facts.add(fact("audit.epoch", entry.epoch()));
    }
    facts.add(fact("audit.by", entry.by()));
    facts.add(fact("audit.reason", entry.reason()));
    entry.detail().entrySet().stream()
        .sorted(Map.Entry.comparingByKey())
        .forEach(each -> facts.add(Fact.quiet(each.getKey(), String.valueOf(each.getValue()), "")));
    facts.add(fact("audit.prev", written.prev()));
    facts.add(fact("audit.hash", written.hash()));
    return facts;
  }

  private Fact fact(String key, Object value) {
    return Fact.quiet(words.say(key), String.valueOf(value), "");
  }

  public StringProperty query() {
    return query;
  }

  public ObservableList<AuditLine> lines() {
    return lines;
  }

  /** The chosen record, field by field. */
  public ReadOnlyObjectProperty<List<Fact>> detail() {
    return detail.getReadOnlyProperty();
  }
}
