package io.piha.console.audit;

import io.piha.console.kit.Archive;
import io.piha.console.kit.Background;
import io.piha.console.kit.Changed;
import io.piha.console.kit.Fact;
import io.piha.console.kit.Live;
import io.piha.console.kit.Words;
import io.piha.engine.Snapshot;
import io.piha.journal.AuditFilter;
import io.piha.journal.AuditRecord;
import io.piha.journal.JournalFailed;
import io.piha.journal.Verification;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executor;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;
import org.jspecify.annotations.Nullable;

/** The audit page without its paint: records narrowed and searched, one of them in detail. */
public final class AuditModel {

  /** How many lines are fetched at once. */
  static final int PAGE = 500;

  /** How many of the store's records are looked through for one page. */
  private static final int LOOKED_AT = 20_000;

  /** Lines kept on the screen; older ones are fetched again when wanted. */
  private static final int KEPT = 5_000;

  /** A record is written with the decision; its time is kept in whole milliseconds. */
  private static final Duration AROUND = Duration.ofMillis(1);

  private final AuditFeed feed;
  private final Words words;
  private final Live live;
  private final Archive archive;
  private final Background search;
  private final Background jobs;
  private final Background changes;
  private final ObservableList<AuditLine> lines = FXCollections.observableArrayList();
  private final ReadOnlyObjectWrapper<Narrow> narrow = new ReadOnlyObjectWrapper<>(Narrow.NOT);
  private final ReadOnlyObjectWrapper<List<Fact>> detail = new ReadOnlyObjectWrapper<>(List.of());
  private final ReadOnlyObjectWrapper<String> status = new ReadOnlyObjectWrapper<>("");
  private final ReadOnlyObjectWrapper<Boolean> busy = new ReadOnlyObjectWrapper<>(false);
  private final ReadOnlyObjectWrapper<Boolean> more = new ReadOnlyObjectWrapper<>(false);
  private final ReadOnlyObjectWrapper<@Nullable AuditLine> chosen =
      new ReadOnlyObjectWrapper<>(null);
  private boolean fetched;
  private long seen;

  /**
   * @param screen runs what it is given on the screen's thread
   */
  public AuditModel(AuditFeed feed, Words words, Live live, Archive archive, Executor screen) {
    this.feed = feed;
    this.words = words;
    this.live = live;
    this.archive = archive;
    this.search = new Background(screen);
    this.jobs = new Background(screen);
    this.changes = new Background(screen);
  }

  /** Takes a new picture: what it brings is put on top, where it passes. */
  public void show(Snapshot snapshot) {
    long before = seen;
    seen = snapshot.lastAuditId();
    List<AuditRecord> latest = snapshot.latest();
    boolean leap = !latest.isEmpty() && latest.getLast().id() > before + 1;
    if (!fetched || seen < before || leap) {
      fetch();
      return;
    }
    List<AuditLine> fresh =
        latest.stream()
            .filter(each -> each.id() > before)
            .map(each -> AuditLine.of(each, words))
            .filter(each -> narrow.get().passes(each, live.now()))
            .toList();
    if (!fresh.isEmpty()) {
      lines.addAll(0, fresh);
      if (lines.size() > KEPT) {
        lines.remove(KEPT, lines.size());
        Changed.set(more, true);
      }
    }
  }

  /** Narrows to other records. */
  void narrow(Narrow to) {
    if (!to.equals(narrow.get())) {
      narrow.set(to);
      fetch();
    }
  }

  /** Shows everything again. */
  void widen() {
    narrow(Narrow.NOT);
  }

  /** Older records, behind those that are shown. */
  void older() {
    if (more.get() && !busy.get() && !lines.isEmpty()) {
      AuditFilter filter = narrow.get().filter(live.now(), PAGE).after(lines.getLast().id());
      ask(filter, found -> lines.addAll(found.lines()));
    }
  }

  /** Shows one record in detail, or none; what it changed follows once that was judged again. */
  public void select(@Nullable AuditLine line) {
    changes.forget();
    if (line == null) {
      detail.set(List.of());
      return;
    }
    detail.set(new AuditFacts(words).of(line, List.of()));
    String service = line.written().entry().service();
    if (service != null) {
      changes.ask(
          () -> changed(line.written().at(), service),
          found -> detail.set(new AuditFacts(words).of(line, found)),
          this::told);
    }
  }

  private List<Fact> changed(Instant at, String service) throws JournalFailed {
    Optional<Snapshot> before = archive.at(at.minus(AROUND));
    return new Changes(words).of(service, before, archive.at(at.plus(AROUND)));
  }

  /** Chooses the record of this number, whatever it is narrowed to. */
  public void open(long id) {
    narrow(Narrow.NOT);
    var known = lines.stream().filter(line -> line.id() == id).findFirst();
    if (known.isPresent()) {
      chosen.set(known.get());
      return;
    }
    jobs.ask(
        () -> archive.audit().byId(id),
        found ->
            found.ifPresentOrElse(
                each -> chosen.set(AuditLine.of(each, words)),
                () -> status.set(words.say("audit.unknown", Long.toString(id)))),
        this::told);
  }

  /** Checks the whole hash chain. */
  void verify() {
    status.set(words.say("audit.verifying"));
    jobs.ask(
        () -> archive.audit().verify(),
        result ->
            status.set(
                switch (result) {
                  case Verification.Verified verified -> words.say("audit.whole", verified.count());
                  case Verification.Broken broken ->
                      words.say("audit.broken", Long.toString(broken.id()), broken.why());
                }),
        this::told);
  }

  /** Writes all that pass into a file, newest first; by its name as CSV or as JSON lines. */
  void export(Path file) {
    Narrow wanted = narrow.get();
    Instant now = live.now();
    status.set(words.say("audit.exporting"));
    jobs.ask(
        () -> new AuditExport(archive.audit(), words).write(file, wanted, now),
        count -> status.set(words.say("audit.exported", count, file.toString())),
        this::told);
  }

  /** Says that something was done. */
  void say(String text) {
    status.set(text);
  }

  private void fetch() {
    fetched = true;
    ask(narrow.get().filter(live.now(), PAGE), found -> lines.setAll(found.lines()));
  }

  private record Found(List<AuditLine> lines, boolean more) {}

  private void ask(AuditFilter filter, java.util.function.Consumer<Found> then) {
    Narrow wanted = narrow.get();
    Instant now = live.now();
    busy.set(true);
    search.ask(
        () -> find(filter, wanted, now),
        found -> {
          busy.set(false);
          more.set(found.more());
          status.set("");
          then.accept(found);
        },
        why -> {
          busy.set(false);
          more.set(false);
          told(why);
          // What this window has seen itself is better than nothing.
          lines.setAll(feed.lines().filtered(each -> wanted.passes(each, now)));
        });
  }

  private Found find(AuditFilter filter, Narrow wanted, Instant now) throws JournalFailed {
    var found = new ArrayList<AuditLine>();
    AuditFilter next = filter;
    for (int looked = 0; looked < LOOKED_AT; looked += PAGE) {
      List<AuditRecord> page = archive.audit().query(next);
      page.stream()
          .map(each -> AuditLine.of(each, words))
          .filter(each -> wanted.passes(each, now))
          .forEach(found::add);
      if (page.size() < PAGE) {
        return new Found(found, false);
      }
      if (found.size() >= PAGE) {
        break;
      }
      next = filter.after(page.getLast().id());
    }
    return new Found(found, true);
  }

  private void told(String why) {
    status.set(why);
  }

  public ObservableList<AuditLine> lines() {
    return lines;
  }

  ReadOnlyObjectProperty<Narrow> narrowed() {
    return narrow.getReadOnlyProperty();
  }

  /** The line that is to be chosen. */
  ReadOnlyObjectProperty<@Nullable AuditLine> chosen() {
    return chosen.getReadOnlyProperty();
  }

  /** The chosen record, field by field. */
  public ReadOnlyObjectProperty<List<Fact>> detail() {
    return detail.getReadOnlyProperty();
  }

  /** What came of the last thing that was asked for, or what went wrong. */
  public ReadOnlyObjectProperty<String> status() {
    return status.getReadOnlyProperty();
  }

  /** A search is under way. */
  ReadOnlyObjectProperty<Boolean> busy() {
    return busy.getReadOnlyProperty();
  }

  /** There are older records that pass. */
  ReadOnlyObjectProperty<Boolean> more() {
    return more.getReadOnlyProperty();
  }
}
