package io.piha.console.alarms;

import io.piha.arbiter.Entry;
import io.piha.arbiter.Kind;
import io.piha.arbiter.Severity;
import io.piha.console.kit.Archive;
import io.piha.console.kit.Background;
import io.piha.console.kit.Changed;
import io.piha.console.kit.Live;
import io.piha.console.kit.Spans;
import io.piha.console.kit.Words;
import io.piha.engine.Snapshot;
import io.piha.journal.AuditFilter;
import io.piha.journal.AuditRecord;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.function.LongConsumer;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;

/** The alarms page without its paint. */
public final class AlarmsModel {

  private static final Duration LOOK_BACK = Duration.ofDays(7);

  /** The longest that an alarm can be set aside. */
  static final Duration LONGEST = Duration.ofDays(7);

  private final Live live;
  private final Words words;
  private final Archive archive;
  private final String operator;
  private final LongConsumer openRecord;
  private final Background background;
  private final ObservableList<Alarm> alarms = FXCollections.observableArrayList();
  private final ObservableList<Alarm> aside = FXCollections.observableArrayList();
  private final ReadOnlyObjectWrapper<String> quality = new ReadOnlyObjectWrapper<>("");
  private final ReadOnlyObjectWrapper<String> status = new ReadOnlyObjectWrapper<>("");
  private final ReadOnlyObjectWrapper<Integer> count = new ReadOnlyObjectWrapper<>(0);
  private final ReadOnlyObjectWrapper<Optional<Alarm>> chosen =
      new ReadOnlyObjectWrapper<>(Optional.empty());
  private AlarmBook book = new AlarmBook();
  private boolean loaded;

  /**
   * @param operator who sits here
   * @param openRecord shows an audit record
   * @param screen runs what it is given on the screen's thread
   */
  public AlarmsModel(
      Live live,
      Words words,
      Archive archive,
      String operator,
      LongConsumer openRecord,
      Executor screen) {
    this.live = live;
    this.words = words;
    this.archive = archive;
    this.operator = operator;
    this.openRecord = openRecord;
    this.background = new Background(screen);
  }

  /** Takes the newest picture, whatever is shown. */
  public void show(Snapshot newest) {
    List<AuditRecord> latest = newest.latest();
    boolean leap = !latest.isEmpty() && latest.getLast().id() > book.last() + 1;
    if (!loaded || leap) {
      load(newest);
      return;
    }
    book.take(latest.reversed());
    tick();
  }

  /** Time has passed. */
  public void tick() {
    Instant now = live.present();
    // A list that changes may choose another by itself.
    Optional<Alarm> looked = chosen.get();
    set(
        alarms,
        book.all().stream()
            .filter(each -> each.shown(now))
            .sorted(
                Comparator.comparing(Alarm::acknowledged)
                    .thenComparing(Alarm::severity, Comparator.reverseOrder())
                    .thenComparing(Alarm::since, Comparator.reverseOrder()))
            .toList());
    set(aside, book.all().stream().filter(each -> each.isAside(now)).toList());
    looked.ifPresent(this::choose);
    Changed.set(count, (int) alarms.stream().filter(each -> !each.acknowledged()).count());
    Changed.set(quality, quality(now));
  }

  /** That one is looked at, whatever becomes of it and wherever it stands in the list. */
  void choose(Alarm alarm) {
    Changed.set(chosen, alarms.stream().filter(each -> each.key().equals(alarm.key())).findFirst());
  }

  /** A person has seen it. */
  void acknowledge(Alarm alarm) {
    note(alarm, words.say("alarm.seen"), Map.of(AlarmBook.ALARM, alarm.key()));
  }

  /** Sets it aside for a time; never for ever. */
  void setAside(Alarm alarm, Duration time) {
    Duration bounded = time.compareTo(LONGEST) > 0 ? LONGEST : time;
    Instant until = live.present().plus(bounded);
    note(
        alarm,
        words.say("alarm.aside.reason", words.moment(until, live.present())),
        Map.of(AlarmBook.ALARM, alarm.key(), AlarmBook.UNTIL, until.toString()));
  }

  /** Takes it back from aside. */
  void takeBack(Alarm alarm) {
    note(
        alarm,
        words.say("alarm.back"),
        Map.of(AlarmBook.ALARM, alarm.key(), AlarmBook.UNTIL, live.present().toString()));
  }

  /** Shows the record that raised it. */
  void open(Alarm alarm) {
    openRecord.accept(alarm.record());
  }

  /** What to check, which page, what to do. */
  String guidance(Alarm alarm) {
    return words.sayOr("alarm.guide." + alarm.kind().word(), words.say("alarm.guide"));
  }

  /** What is known of it, in a line. */
  String tell(Alarm alarm) {
    Instant now = live.present();
    String since = words.say("alarm.since", words.moment(alarm.since(), now));
    String stands =
        words.say(alarm.standing() ? "alarm.standing" : "alarm.cleared")
            + (alarm.acknowledged() ? " · " + words.say("incident.acked") : "");
    String often =
        alarm.chatters(now) ? " · " + words.say("alarm.chatters", alarm.raised().size()) : "";
    return since + " · " + stands + often;
  }

  private void note(Alarm alarm, String reason, Map<String, Object> detail) {
    boolean written =
        archive.note(
            new Entry(
                Kind.ACKNOWLEDGED,
                Severity.INFO,
                alarm.service().isEmpty() ? null : alarm.service(),
                alarm.host().isEmpty() ? null : alarm.host(),
                null,
                "operator:" + operator,
                reason + ": " + alarm.kind().word(),
                detail));
    status.set(words.say(written ? "alarm.noted" : "alarm.elsewhere"));
  }

  private void load(Snapshot newest) {
    loaded = true;
    Instant from = newest.at().minus(LOOK_BACK);
    background.ask(
        () -> archive.audit().query(AuditFilter.newestFirst(AuditFilter.MOST / 4).since(from)),
        records -> {
          book = new AlarmBook();
          book.take(records.reversed());
          book.take(live.newest().map(Snapshot::latest).orElse(List.of()).reversed());
          tick();
        },
        _ -> {
          book.take(newest.latest().reversed());
          tick();
        });
  }

  private String quality(Instant now) {
    long day =
        book.all().stream()
            .flatMap(each -> each.raised().stream())
            .filter(at -> at.isAfter(now.minus(Duration.ofDays(1))))
            .count();
    long standing = book.all().stream().filter(Alarm::standing).count();
    long chattering = book.all().stream().filter(each -> each.chatters(now)).count();
    String oldest =
        alarms.stream()
            .filter(each -> !each.acknowledged())
            .map(Alarm::since)
            .min(Comparator.naturalOrder())
            .map(at -> Spans.coarse(Duration.between(at, now)))
            .orElse("–");
    return words.say("alarm.quality", day, standing, chattering, oldest);
  }

  private static void set(ObservableList<Alarm> list, List<Alarm> now) {
    if (!list.equals(now)) {
      list.setAll(now);
    }
  }

  ObservableList<Alarm> alarms() {
    return alarms;
  }

  /** The one that is looked at, as it is now; empty once it is no longer listed. */
  ReadOnlyObjectProperty<Optional<Alarm>> chosen() {
    return chosen.getReadOnlyProperty();
  }

  /** What is set aside; always in sight. */
  ObservableList<Alarm> aside() {
    return aside;
  }

  /** How good our own alarms are. */
  ReadOnlyObjectProperty<String> quality() {
    return quality.getReadOnlyProperty();
  }

  ReadOnlyObjectProperty<String> status() {
    return status.getReadOnlyProperty();
  }

  /** How many nobody has seen yet. */
  public ReadOnlyObjectProperty<Integer> count() {
    return count.getReadOnlyProperty();
  }
}
