package io.piha.recovery;

import io.piha.arbiter.Chore;
import io.piha.arbiter.Signal;
import io.piha.engine.Inbox;
import io.piha.recovery.staging.Progress;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Tells the engine how far a chore has come, a few times a second at most. */
final class Telling implements Progress {

  private static final Duration EVERY = Duration.ofMillis(250);
  private static final int LONGEST_LINE = 500;

  private final String service;
  private final Chore chore;
  private final InstantSource clock;
  private final Inbox inbox;
  private final Deque<String> lines = new ArrayDeque<>();
  private String text = "begun";
  private long bytes;
  private long total = -1;
  private @Nullable Instant told;
  private boolean owed;

  Telling(String service, Chore chore, InstantSource clock, Inbox inbox) {
    this.service = service;
    this.chore = chore;
    this.clock = clock;
    this.inbox = inbox;
  }

  @Override
  public synchronized void step(String now) {
    text = now;
    tell(true);
  }

  /** A line of output. */
  synchronized void line(String line) {
    String plain = line.replaceAll("\\p{Cntrl}", " ").stripTrailing();
    lines.add(plain.length() > LONGEST_LINE ? plain.substring(0, LONGEST_LINE) + "…" : plain);
    if (lines.size() > Chore.Progress.MOST_LINES) {
      lines.removeFirst();
    }
    if (!plain.isBlank()) {
      text = lines.getLast();
    }
    tell(false);
  }

  @Override
  public synchronized void moved(long now, long ofTotal) {
    bytes = now;
    total = ofTotal;
    tell(false);
  }

  /** The newest lines, oldest first. */
  synchronized List<String> tail() {
    return List.copyOf(lines);
  }

  /** Tells what was held back, once its time has come; whoever waits for more calls it. */
  synchronized void catchUp() {
    if (owed) {
      tell(false);
    }
  }

  private void tell(boolean now) {
    Instant at = clock.instant();
    owed = !now && told != null && told.plus(EVERY).isAfter(at);
    if (!owed) {
      told = at;
      inbox.offer(
          new Signal.ChoreProgress(
              service, new Chore.Progress(chore.id(), text, bytes, total, List.copyOf(lines))));
    }
  }

  /** The end; nothing is told after it. */
  synchronized void ended(Outcome outcome) {
    tell(true);
    inbox.offer(
        new Signal.ChoreEnded(
            service, chore.id(), outcome.done(), outcome.why(), outcome.detail()));
  }
}
