package io.piha.journal;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;

/**
 * Counts the heartbeats of each minute while they are written, so that nobody has to read them
 * again to roll them up. It vouches only for minutes of which it has seen everything; whoever asks
 * for another one counts what is stored.
 */
final class MinuteTally {
  /** More minutes than this wait for nobody: time does not go on, or nothing is rolled up. */
  private static final int MOST_ENDED = 100_000;

  /** What came from one host in one minute: how many, and the longest time between two. */
  record Row(long source, long minute, long count, long gap) {}

  private final Collection<BeatSource> sources;
  private final List<Row> ended = new ArrayList<>();
  private long newest;
  private long wholeFrom;

  /**
   * @param sources all that there are; may grow
   * @param newest time of the newest heartbeat that is stored already
   */
  MinuteTally(Collection<BeatSource> sources, long newest) {
    this.sources = sources;
    this.newest = newest;
    this.wholeFrom = after(newest);
  }

  /**
   * A heartbeat is stored, newer than the one of its source that was stored before it.
   *
   * @param gap how long after the one before it came
   */
  void add(BeatSource source, long at, long gap) {
    long minute = HistoryLevel.MINUTE.floor(at);
    if (source.minute() != minute) {
      end(source);
    }
    source.count(minute, gap);
    newest = Math.max(newest, at);
    if (ended.size() > MOST_ENDED) {
      lost();
    }
  }

  /**
   * Time went back: what comes may be stored already, or lie beside what is. No minute is vouched
   * for until time is where it was.
   */
  void lost() {
    wholeFrom = after(newest);
    sources.forEach(BeatSource::forgetMinute);
    ended.clear();
  }

  /** Whether everything from that minute on was counted. */
  boolean vouchesFrom(long minute) {
    return minute >= wholeFrom;
  }

  /** Gives away all that was counted in minutes before that one, in the order they are stored. */
  List<Row> takeBefore(long minute) {
    for (BeatSource each : sources) {
      if (each.minute() < minute) {
        end(each);
      }
    }
    List<Row> taken = new ArrayList<>();
    for (Row each : ended) {
      if (each.minute() < minute) {
        taken.add(each);
      }
    }
    ended.removeIf(each -> each.minute() < minute);
    taken.sort(Comparator.comparingLong(Row::source).thenComparingLong(Row::minute));
    return taken;
  }

  private void end(BeatSource source) {
    if (source.minute() >= 0) {
      ended.add(source.row());
      source.forgetMinute();
    }
  }

  private static long after(long at) {
    return HistoryLevel.MINUTE.floor(at) + HistoryLevel.MINUTE.width;
  }
}
