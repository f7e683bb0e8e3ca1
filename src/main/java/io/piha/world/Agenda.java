package io.piha.world;

import java.util.PriorityQueue;
import org.jspecify.annotations.Nullable;

/**
 * Virtual time, in milliseconds since the world began, and what is going to happen in it. Of what
 * happens at the same time, what was planned first comes first.
 */
final class Agenda {

  private enum Kind {
    /** Comes again and again; quiet time is made of it. */
    RHYTHM,
    /** Written down before the world began: a mishap, or its end. */
    PLANNED,
    /** On its way: a message, an answer, a boot. */
    PASSING
  }

  private record Event(long at, long place, Kind kind, Runnable act) implements Comparable<Event> {
    @Override
    public int compareTo(Event other) {
      int byTime = Long.compare(at, other.at);
      return byTime != 0 ? byTime : Long.compare(place, other.place);
    }
  }

  private PriorityQueue<Event> events = new PriorityQueue<>();
  private long places;
  private int passing;
  private long disturbedAt;
  private long now;

  long now() {
    return now;
  }

  /** Something on its way, {@code span} milliseconds from now. */
  void in(long span, Runnable act) {
    add(now + Math.max(0, span), Kind.PASSING, act);
    passing++;
  }

  /** Something written down before. */
  void plan(long at, Runnable act) {
    add(Math.max(now, at), Kind.PLANNED, act);
  }

  /** Something that comes again and again, first at {@code first}. */
  void every(long period, long first, Runnable act) {
    add(
        Math.max(now, first),
        Kind.RHYTHM,
        new Runnable() {
          @Override
          public void run() {
            add(now + period, Kind.RHYTHM, this);
            act.run();
          }
        });
  }

  /** Once, and part of a rhythm that disturbs nobody and is made of quiet time like the others. */
  void pulse(long span, Runnable act) {
    add(now + Math.max(0, span), Kind.RHYTHM, act);
  }

  private void add(long at, Kind kind, Runnable act) {
    events.add(new Event(at, places++, kind, act));
  }

  /** When the next thing happens; {@link Long#MAX_VALUE} when nothing will. */
  long next() {
    Event first = events.peek();
    return first == null ? Long.MAX_VALUE : first.at();
  }

  /** Lets the next thing happen. */
  void happen() {
    @Nullable Event first = events.poll();
    if (first == null) {
      return;
    }
    now = Math.max(now, first.at());
    switch (first.kind()) {
      case PASSING -> passing--;
      case PLANNED -> disturb();
      case RHYTHM -> {}
    }
    first.act().run();
  }

  void advance(long to) {
    now = Math.max(now, to);
  }

  /** Somebody outside the rhythm has changed something. */
  void disturb() {
    disturbedAt = now;
  }

  /** Whether all that comes is rhythm, or was planned, and was for so long. */
  boolean isQuiet(long lasting) {
    return passing == 0 && now - disturbedAt >= lasting;
  }

  /** When the next planned thing happens. */
  long nextPlanned() {
    long next = Long.MAX_VALUE;
    for (Event each : events) {
      if (each.kind() == Kind.PLANNED) {
        next = Math.min(next, each.at());
      }
    }
    return next;
  }

  /** Leaves out a whole number of the rhythm's periods. Only while {@link #isQuiet}. */
  void skip(long span) {
    PriorityQueue<Event> moved = new PriorityQueue<>();
    // In order: each comes again after whatever was planned before.
    for (Event each = events.poll(); each != null; each = events.poll()) {
      moved.add(
          each.kind() == Kind.RHYTHM
              ? new Event(each.at() + span, places++, each.kind(), each.act())
              : each);
    }
    events = moved;
    now += span;
  }
}
