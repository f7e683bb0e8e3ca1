package io.piha.console.audit;

import io.piha.console.kit.Fact;
import io.piha.console.kit.Words;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** A record field by field. */
final class AuditFacts {

  private final Words words;

  AuditFacts(Words words) {
    this.words = words;
  }

  /**
   * All of it.
   *
   * @param changes what became different with it
   */
  List<Fact> of(AuditLine line, List<Fact> changes) {
    var written = line.written();
    var entry = written.entry();
    var facts = new ArrayList<Fact>();
    facts.add(fact("audit.id", Long.toString(written.id())));
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
    facts.addAll(changes);
    facts.add(fact("audit.prev", written.prev()));
    facts.add(fact("audit.hash", written.hash()));
    return facts;
  }

  private Fact fact(String key, Object value) {
    return Fact.quiet(words.say(key), String.valueOf(value), "");
  }
}
