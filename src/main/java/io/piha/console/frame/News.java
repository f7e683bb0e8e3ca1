package io.piha.console.frame;

import io.piha.arbiter.Severity;
import io.piha.console.kit.Tone;
import io.piha.console.kit.Words;
import io.piha.engine.Snapshot;
import io.piha.journal.AuditRecord;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;

/**
 * What happened while the operator looked at another page: records that ask for attention, shown in
 * a corner for a while. They take no focus and no key, and are in the audit log anyhow.
 */
final class News {

  private static final int MOST = 3;
  private static final Duration SHOWN = Duration.ofSeconds(12);

  /** One piece. */
  record Item(long id, Instant came, String kind, String text, Tone tone) {}

  private final Words words;
  private final InstantSource clock;
  private final ObservableList<Item> items = FXCollections.observableArrayList();
  private long seen = -1;

  News(Words words, InstantSource clock) {
    this.words = words;
    this.clock = clock;
  }

  /**
   * Takes a new picture; what was written before the first one is no news.
   *
   * @param told the page shows its records itself
   */
  void show(Snapshot snapshot, boolean told) {
    long before = seen;
    seen = Math.max(seen, snapshot.lastAuditId());
    if (before >= 0 && !told) {
      List<AuditRecord> fresh =
          snapshot.latest().stream()
              .filter(each -> each.id() > before && each.entry().severity() != Severity.INFO)
              .limit(MOST)
              .toList();
      fresh.reversed().forEach(this::add);
    }
    tick();
  }

  void tick() {
    Instant old = clock.instant().minus(SHOWN);
    items.removeIf(each -> each.came().isBefore(old));
  }

  /** Something that this window itself has to say. */
  void tell(String text) {
    put(new Item(-1, clock.instant(), words.say("news.window"), text, Tone.NOTICE));
  }

  void drop(Item item) {
    items.remove(item);
  }

  ObservableList<Item> items() {
    return items;
  }

  private void add(AuditRecord record) {
    var entry = record.entry();
    String text =
        Stream.of(words.clock(record.at()), entry.service(), entry.host(), entry.reason())
            .filter(Objects::nonNull)
            .filter(part -> !part.isBlank())
            .collect(Collectors.joining(" · "));
    Tone tone = entry.severity() == Severity.CRITICAL ? Tone.BAD : Tone.NOTICE;
    put(new Item(record.id(), clock.instant(), entry.kind().word(), text, tone));
  }

  private void put(Item item) {
    items.removeIf(each -> each.id() < 0 && item.id() < 0);
    items.add(0, item);
    if (items.size() > MOST) {
      items.remove(MOST, items.size());
    }
  }
}
