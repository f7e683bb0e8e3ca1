package io.piha.engine;

import io.piha.arbiter.Decision;
import io.piha.arbiter.Signal;
import io.piha.arbiter.State;
import io.piha.journal.ChapterStore;
import io.piha.journal.JournalFailed;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps what the engine heard, so that the arbiter can judge any past moment again ({@link Past}).
 *
 * <p>Nothing is decided by it and the loop only enqueues: a signal, and the immutable state that it
 * met. A thread of its own begins a chapter with a whole state every few minutes and adds pages of
 * signals to it. When it cannot keep up, or the disk refuses, a part is lost and the next chapter
 * begins with a whole state again, so that what is shown of the past is never half true.
 */
public final class Chronicle implements DecisionWatcher, AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(Chronicle.class);
  private static final int MOST_WAITING = 32_768;
  private static final Duration CHAPTER = Duration.ofMinutes(5);
  private static final int CHAPTER_LENGTH = 100_000;
  private static final long FLUSH_MILLIS = 1_000;
  private static final Duration RETRY = Duration.ofMinutes(1);
  private static final long CLOSE_MILLIS = 3_000;

  /** What is kept: as long as single heartbeats, and no more than this. */
  private static final ChapterStore.Keep KEEP =
      new ChapterStore.Keep(Duration.ofDays(7), 256L << 20);

  /** What was heard in one turn of the loop, and the state that the first of it met. */
  private record Turned(State before, List<IncidentTape.Heard> heard) {}

  private final Path dataDir;
  private final EngineClock clock;
  private final Snapshot.Control control;
  private final ChronicleText text = new ChronicleText();
  private final Object lock = new Object();
  private List<Turned> waiting = new ArrayList<>();
  private int heardWaiting;
  private final Semaphore closing = new Semaphore(0);
  private final CountDownLatch closed = new CountDownLatch(1);
  private Instant turnAt = Instant.MIN;
  private Instant turnWall = Instant.MIN;
  private @Nullable Turned turn;
  private boolean torn;
  private @Nullable ChapterStore store;
  private long chapter = -1;
  private Instant chapterUntil = Instant.MIN;
  private int length;
  private Instant retry = Instant.MIN;

  private Chronicle(Path dataDir, EngineClock clock, Snapshot.Control control) {
    this.dataDir = dataDir;
    this.clock = clock;
    this.control = control;
  }

  /** Begins to keep; never fails, for a disk that refuses is tried again. */
  public static Chronicle start(Path dataDir, EngineClock clock, Snapshot.Control control) {
    var chronicle = new Chronicle(dataDir, clock, control);
    Thread.ofVirtual().name("chronicle").start(chronicle::run);
    return chronicle;
  }

  @Override
  public void decided(State before, Signal signal, Instant now, Decision decision) {
    if (!now.equals(turnAt)) {
      turnAt = now;
      turnWall = now.plus(Duration.between(clock.instant(), clock.wall()));
    }
    Turned one = turn;
    if (one == null) {
      one = new Turned(before, new ArrayList<>());
      turn = one;
    }
    one.heard().add(new IncidentTape.Heard(now, turnWall, signal));
  }

  @Override
  public void turned() {
    Turned one = turn;
    if (one == null) {
      return;
    }
    turn = null;
    synchronized (lock) {
      torn = torn || heardWaiting > MOST_WAITING;
      if (!torn) {
        waiting.add(one);
        heardWaiting += one.heard().size();
      }
    }
  }

  /** Writes what waits, if that is possible in a few seconds, and ends. */
  @Override
  public void close() {
    closing.release();
    try {
      if (!closed.await(CLOSE_MILLIS, TimeUnit.MILLISECONDS)) {
        LOG.debug("the chronicle did not end in time");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void run() {
    try {
      boolean last;
      do {
        last = closing.tryAcquire(FLUSH_MILLIS, TimeUnit.MILLISECONDS);
        flush();
      } while (!last);
      ChapterStore open = store;
      if (open != null && chapter >= 0) {
        open.end(chapter, clock.wall());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (JournalFailed e) {
      LOG.debug("the chronicle's end is not written", e);
    } finally {
      discard();
      closed.countDown();
    }
  }

  private void flush() {
    List<Turned> turns;
    boolean gap;
    synchronized (lock) {
      turns = waiting;
      waiting = new ArrayList<>();
      heardWaiting = 0;
      gap = torn;
      torn = false;
    }
    Instant now = clock.instant();
    if (turns.isEmpty() || retry.isAfter(now)) {
      return;
    }
    try {
      write(turns, now);
      // What was lost came after these: the next chapter begins with a whole state.
      chapter = gap ? -1 : chapter;
    } catch (JournalFailed | RuntimeException e) {
      LOG.warn("what was heard is not kept for a while: {}", e.getMessage());
      discard();
      retry = now.plus(RETRY);
    }
  }

  private void write(List<Turned> turns, Instant now) throws JournalFailed {
    List<IncidentTape.Heard> heard = new ArrayList<>();
    for (Turned each : turns) {
      heard.addAll(each.heard());
    }
    Instant wall = heard.getFirst().wall();
    ChapterStore open = store;
    if (open == null) {
      open = ChapterStore.open(dataDir, KEEP);
      store = open;
    }
    if (chapter < 0 || !now.isBefore(chapterUntil) || length > CHAPTER_LENGTH) {
      var opening = new ChronicleText.Opening(control, turns.getFirst().before());
      chapter = open.begin(wall, text.write(opening));
      chapterUntil = now.plus(CHAPTER);
      length = 0;
    }
    open.add(chapter, wall, text.write(heard));
    length += heard.size();
  }

  private void discard() {
    ChapterStore open = store;
    store = null;
    chapter = -1;
    if (open != null) {
      try {
        open.close();
      } catch (JournalFailed e) {
        LOG.debug("the chronicle did not close", e);
      }
    }
  }
}
