package io.piha.console.timeline;

import io.piha.console.kit.Live;
import io.piha.engine.Snapshot;
import java.time.Instant;
import java.util.Optional;

/** What runs over the timeline: what was kept of the house, or a rehearsal. */
sealed interface Reel permits Reel.Kept, Played {

  /** Whose hosts are drawn. */
  Optional<Snapshot> picture();

  /** Nothing later has happened yet. */
  Instant present();

  /** The latest moment that is worth having in sight. */
  Instant end();

  /** What is drawn, where that need not be read from the disk. */
  Optional<Chart> chart();

  /** Whether it is on record, so that its moments can be turned to and its marks opened. */
  default boolean kept() {
    return this instanceof Kept;
  }

  /** What the history and the audit log kept. */
  record Kept(Live live) implements Reel {

    @Override
    public Optional<Snapshot> picture() {
      return live.newest();
    }

    @Override
    public Instant present() {
      return live.present();
    }

    @Override
    public Instant end() {
      return live.present();
    }

    @Override
    public Optional<Chart> chart() {
      return Optional.empty();
    }
  }
}
