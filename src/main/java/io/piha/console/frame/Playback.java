package io.piha.console.frame;

import io.piha.console.audit.AuditFeed;
import io.piha.console.drills.Playing;
import io.piha.console.kit.DrillDesk;
import io.piha.console.kit.Live;
import io.piha.console.kit.Words;
import io.piha.console.timeline.TimelineModel;
import io.piha.drill.Rehearsal;
import io.piha.engine.Snapshot;
import java.util.Optional;
import java.util.function.Consumer;

/** Plays a rehearsal on the tiles, the timeline and the records of every page, faster than life. */
final class Playback {

  private final DrillDesk drills;
  private final Words words;
  private final Live live;
  private final TimelineModel timeline;
  private final AuditFeed feed;
  private final Consumer<Snapshot> paint;
  private final Runnable over;
  private Optional<Playing> playing = Optional.empty();

  /**
   * @param paint shows a picture on the page in sight
   * @param over called when it has been played to its end
   */
  Playback(
      DrillDesk drills,
      Words words,
      Live live,
      TimelineModel timeline,
      AuditFeed feed,
      Consumer<Snapshot> paint,
      Runnable over) {
    this.drills = drills;
    this.words = words;
    this.live = live;
    this.timeline = timeline;
    this.feed = feed;
    this.paint = paint;
    this.over = over;
  }

  /** Begins, and shows the first picture. */
  void play(Rehearsal rehearsal) {
    Playing begun = new Playing(rehearsal);
    playing = Optional.of(begun);
    feed.clear();
    playOn(begun);
    timeline.rehearse(rehearsal);
  }

  /** Shows the next picture, if something is played. */
  void tick() {
    playing.ifPresent(this::playOn);
  }

  private void playOn(Playing rehearsed) {
    Optional<Rehearsal.Frame> next = rehearsed.next();
    if (next.isEmpty()) {
      over.run();
      return;
    }
    Snapshot picture = drills.picture(rehearsed.rehearsal(), next.get());
    live.rehearse(picture, words.say("drills.playing", rehearsed.title(), rehearsed.clock()));
    paint.accept(picture);
  }

  boolean isPlaying() {
    return playing.isPresent();
  }

  /** Ends it; what was kept is shown again. */
  void end() {
    if (playing.isPresent()) {
      playing = Optional.empty();
      timeline.backToNow();
      feed.clear();
    }
  }
}
