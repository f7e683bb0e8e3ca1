package io.piha.console.timeline;

import io.piha.console.kit.Archive;
import io.piha.console.kit.Background;
import io.piha.console.kit.Changed;
import io.piha.console.kit.Live;
import io.piha.console.kit.Words;
import io.piha.console.timeline.ChartReader.Wanted;
import io.piha.drill.Rehearsal;
import io.piha.engine.Snapshot;
import io.piha.engine.Snapshot.HostView;
import io.piha.engine.Snapshot.ServiceView;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import java.util.function.LongConsumer;
import java.util.function.Supplier;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;

/**
 * The timeline without its paint: which stretch is in sight, what was read for it, the playhead.
 */
public final class TimelineModel {

  /** Hosts that are drawn at once; a higher window would be fuller than a glance can read. */
  static final int MOST_ROWS = 24;

  private static final int BUCKETS = 3_600;
  private static final Duration FRESH = Duration.ofSeconds(5);

  /** What is younger than this share of what is in sight is too narrow to be missed. */
  private static final int FINEST = 250;

  private static final long UNREAD = -1;

  private static final Duration FIRST = Duration.ofMinutes(30);

  /** Where the timeline's wishes go. */
  public record Wishes(Consumer<Instant> turnTo, Runnable backToNow, LongConsumer openRecord) {}

  private final Live live;
  private final Words words;
  private final Supplier<String> service;
  private final Background background;
  private final ChartReader reader;
  private final Wishes wishes;
  private final ReadOnlyObjectWrapper<Axis> axis;
  private final ReadOnlyObjectWrapper<Chart> chart = new ReadOnlyObjectWrapper<>(Chart.EMPTY);
  private final ReadOnlyObjectWrapper<String> trouble = new ReadOnlyObjectWrapper<>("");
  private final ReadOnlyObjectWrapper<Long> beats = new ReadOnlyObjectWrapper<>(0L);
  private List<HostView> all = List.of();
  private int first;
  private int rows = MOST_ROWS;
  private boolean following = true;
  private boolean asking;

  /** The newest audit record when it was last asked. */
  private long recorded = UNREAD;

  private Reel reel;
  private Axis before;

  /**
   * @param service names the service that is shown
   * @param screen runs what it is given on the screen's thread
   */
  public TimelineModel(
      Live live,
      Words words,
      Archive archive,
      Supplier<String> service,
      Executor screen,
      Wishes wishes) {
    this.live = live;
    this.words = words;
    this.service = service;
    this.background = new Background(screen);
    this.reader = new ChartReader(archive, words);
    this.wishes = wishes;
    this.reel = new Reel.Kept(live);
    this.before = Axis.until(live.present(), FIRST);
    this.axis = new ReadOnlyObjectWrapper<>(before);
  }

  /** Shows a rehearsal instead of what was kept, as far as it has been played. */
  public void rehearse(Rehearsal rehearsal) {
    if (reel.kept()) {
      before = axis.get();
    }
    Played played = new Played(rehearsal, live, words);
    reel = played;
    axis.set(played.whole());
    tick();
  }

  /** The rehearsal is over; shows what was kept. */
  public void backToNow() {
    if (!reel.kept()) {
      reel = new Reel.Kept(live);
      chart.set(Chart.EMPTY);
      axis.set(before);
      tick();
    }
  }

  /** The picture that is shown has changed, or time has passed. */
  public void tick() {
    Optional<Snapshot> shown = reel.picture();
    if (shown.isEmpty()) {
      return;
    }
    all =
        shown.get().services().stream()
            .filter(each -> each.name().equals(service.get()))
            .findFirst()
            .map(ServiceView::hosts)
            .orElse(List.of());
    first = Math.clamp(first, 0, Math.max(0, all.size() - rows));
    if (following) {
      axis.set(Axis.until(reel.end(), axis.get().span()));
    }
    beats.set(beats.get() + 1);
    refresh();
  }

  /** Closer (below 1) or further, around a moment. */
  public void zoom(double factor, Instant anchor) {
    see(axis.get().zoom(factor, following ? reel.end() : anchor), following);
  }

  /** Earlier or later by a share of what is in sight. */
  public void pan(double share) {
    Duration by = Duration.ofMillis((long) (axis.get().span().toMillis() * share));
    Axis moved = axis.get().pan(by);
    boolean atTheEnd = !moved.to().isBefore(reel.end());
    see(atTheEnd ? Axis.until(reel.end(), moved.span()) : moved, atTheEnd);
  }

  /** A stretch of this length that ends now, or with the rehearsal. */
  public void last(Duration span) {
    see(Axis.until(reel.end(), span), true);
  }

  /** Turns every page to a moment; the present or what lies after it is now. */
  public void turnTo(Instant moment) {
    if (!reel.kept()) {
      return; // a rehearsal goes its own way; there is no record of it to judge again
    }
    if (moment.isBefore(live.present().minusMillis(500))) {
      wishes.turnTo().accept(moment);
    } else {
      wishes.backToNow().run();
    }
  }

  /** Moves the playhead by a share of what is in sight. */
  public void step(double share) {
    Duration by = Duration.ofMillis((long) (axis.get().span().toMillis() * share));
    Instant to = live.now().plus(by);
    see(axis.get().showing(to), following && !to.isBefore(live.present()));
    turnTo(to);
  }

  /** Turns to the next mark, or to the one before. */
  public void toMark(boolean next) {
    Optional<Mark> mark = next ? chart.get().after(live.now()) : chart.get().before(live.now());
    mark.ifPresent(
        found -> {
          see(axis.get().showing(found.at()), false);
          turnTo(found.at());
        });
  }

  /** Shows the audit record of a mark. */
  void open(Mark mark) {
    if (reel.kept()) {
      wishes.openRecord().accept(mark.id());
    }
  }

  /** Shows the audit record of the mark under the playhead. */
  public void openHere() {
    chart.get().near(live.now(), axis.get().span().toMillis() / 60).ifPresent(this::open);
  }

  /** What is known of a moment, in a line. */
  public String tell(Instant moment) {
    return new Telling(chart.get(), words, present()).of(moment, axis.get().span());
  }

  private void see(Axis next, boolean follow) {
    following = follow;
    Changed.set(axis, next);
    refresh();
  }

  private void refresh() {
    Optional<Chart> played = reel.chart();
    if (played.isPresent()) {
      chart.set(played.get());
      return;
    }
    String of = service.get();
    Chart now = chart.get();
    Axis sight = axis.get();
    boolean old = sight.to().isAfter(now.readAt()) && misses(now, sight);
    boolean serves = serves(now);
    if (of.isEmpty() || (serves && (!old || asking))) {
      return;
    }
    asking = true;
    Duration more = sight.span();
    Axis wanted = new Axis(sight.from().minus(more), sight.to().plus(more));
    Instant present = live.present();
    recorded = lastRecord();
    List<Wanted> strips =
        hosts().stream().map(each -> new Wanted(each.name(), each.timeout())).toList();
    background.ask(
        () -> reader.read(of, strips, wanted, present, BUCKETS), this::read, this::failed);
  }

  /** Whether so much has happened since that it would be seen. */
  private boolean misses(Chart read, Axis sight) {
    Duration age = Duration.between(read.readAt(), live.present());
    return age.compareTo(FRESH) >= 0
        && (lastRecord() != recorded || age.compareTo(sight.span().dividedBy(FINEST)) >= 0);
  }

  private long lastRecord() {
    return live.newest().map(Snapshot::lastAuditId).orElse(0L);
  }

  private boolean serves(Chart read) {
    return read.serves(service.get(), axis.get())
        && hosts().stream().allMatch(each -> read.holds(each.name()));
  }

  private void read(Chart fresh) {
    asking = false;
    if (!reel.kept()) {
      return;
    }
    chart.set(fresh);
    Changed.set(trouble, "");
    beats.set(beats.get() + 1);
    if (!serves(fresh)) {
      refresh();
    }
  }

  private void failed(String why) {
    asking = false;
    recorded = UNREAD;
    Changed.set(trouble, words.say("timeline.trouble", why));
  }

  /** The newest heartbeats, which the history may not have written down yet. */
  long heard(String host) {
    for (HostView each : all) {
      if (each.name().equals(host) && each.lastHeartbeat().isPresent()) {
        return each.lastHeartbeat().get().toEpochMilli();
      }
    }
    return -1;
  }

  /** The hosts that are drawn: as many as there is room for, from the one scrolled to. */
  List<HostView> hosts() {
    return all.subList(Math.min(first, all.size()), Math.min(all.size(), first + rows));
  }

  /** How many hosts the service has. */
  int count() {
    return all.size();
  }

  /** The place of the first host that is drawn. */
  int first() {
    return first;
  }

  /** Scrolls to a host by its place, with room for so many. */
  void scroll(int to, int room) {
    int fits = Math.clamp(room, 1, MOST_ROWS);
    int next = Math.clamp(to, 0, Math.max(0, all.size() - fits));
    if (next != first || fits != rows) {
      first = next;
      rows = fits;
      beats.set(beats.get() + 1);
      refresh();
    }
  }

  /** The end of what is drawn: now, or the moment of a rehearsal that is played. */
  Instant present() {
    return reel.present();
  }

  /** Where the playhead stands: now, or the moment of the past that is shown. */
  Instant playhead() {
    return live.now();
  }

  boolean past() {
    return live.past().get();
  }

  /** Whether the strip follows a house in which every host of the service is heard in time. */
  boolean calm() {
    return following && reel.kept() && !past() && all.stream().allMatch(this::inTime);
  }

  private boolean inTime(HostView host) {
    return host.lastHeartbeat()
        .map(heard -> Duration.between(heard, present()).toMillis())
        .filter(silence -> !HostStrip.late(silence, host.timeout().toMillis()))
        .isPresent();
  }

  public ReadOnlyObjectProperty<Axis> axis() {
    return axis.getReadOnlyProperty();
  }

  ReadOnlyObjectProperty<Chart> chart() {
    return chart.getReadOnlyProperty();
  }

  /** Why nothing can be read; empty when all is well. */
  public ReadOnlyObjectProperty<String> trouble() {
    return trouble.getReadOnlyProperty();
  }

  /** Counts up whenever something is to be drawn anew. */
  ReadOnlyObjectProperty<Long> beats() {
    return beats.getReadOnlyProperty();
  }
}
