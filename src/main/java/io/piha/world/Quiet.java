package io.piha.world;

import io.piha.arbiter.Book;
import io.piha.arbiter.Calm;
import io.piha.arbiter.Phase;
import io.piha.arbiter.ServiceState;
import io.piha.arbiter.State;
import io.piha.arbiter.Timing;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Leaves out time in which a world would only repeat itself. */
final class Quiet {

  private final World world;
  private final long period;
  private @Nullable State lastState;
  private long lastRecords;
  private long end;
  private long leftOut;

  Quiet(World world, Timing timing) {
    this.world = world;
    this.period = period(timing, world.store != null);
  }

  /** How long a period is, in milliseconds. */
  long period() {
    return period;
  }

  /** How much was left out so far, in milliseconds. */
  long leftOut() {
    return leftOut;
  }

  /** Nothing beyond that may be left out. */
  void endsBy(long until) {
    end = until;
  }

  /** In which whatever comes again and again has come a whole number of times. */
  private static long period(Timing timing, boolean leased) {
    List<Long> rhythms = new ArrayList<>(leased ? Post.RHYTHMS : List.of());
    rhythms.add(timing.probeEvery().toMillis());
    long beat = timing.heartbeatEvery().toMillis();
    long period = beat;
    while (!rhythms.stream().allMatch(isWhole(period))) {
      period += beat;
    }
    return period;
  }

  private static Predicate<Long> isWhole(long period) {
    return each -> period % each == 0;
  }

  /** Nothing is under way whose deadline could hide behind one of the evidence. */
  private static boolean rests(State state) {
    for (ServiceState each : state.services()) {
      Book book = each.book();
      boolean steady =
          book.phase() instanceof Phase.Steady phase
              && phase.failback() == null
              && book.demotes().isEmpty()
              && book.contests().isEmpty();
      if (!steady) {
        return false;
      }
    }
    return state.ports().values().stream().allMatch(each -> each.book().act() == null);
  }

  /**
   * Once in each period: when the last one has changed nothing but the age of the evidence, the
   * next ones would not either, until something planned, or a deadline, or something grown old.
   */
  void look() {
    if (!world.skips
        || !world.agenda.isQuiet(2 * period)
        || !world.plane.isWorking()
        || world.truth.isWaiting()
        || (world.store != null && !world.store.isCalm())
        || world.planes.stream().anyMatch(each -> each.isArmed() || each.disk.slowness > 0)
        || world.hosts.stream().anyMatch(WorldHost::isFickle)
        || !rests(world.plane.state())) {
      lastState = null;
      return;
    }
    State now = world.plane.state();
    Instant time = world.plane.time();
    Duration by = Duration.ofMillis(period);
    State before = lastState;
    boolean repeats =
        before != null
            && lastRecords == world.plane.records
            && Calm.repeated(before, time.minus(by).minus(by), by).equals(now);
    lastState = now;
    lastRecords = world.plane.records;
    if (!repeats) {
      return;
    }
    long limit = Math.min(end, world.agenda.nextPlanned());
    // What grew old a moment ago shows with the next evidence only.
    Optional<Instant> forgetting = Calm.nextForgetting(now, time.minus(by).minus(by));
    if (forgetting.isPresent()) {
      limit = Math.min(limit, world.now() + Duration.between(time, forgetting.get()).toMillis());
    }
    long span = (limit - world.now() - 1) / period * period - period;
    while (span >= period && !world.plane.skip(time.minus(by), span)) {
      span = span / 2 / period * period;
    }
    if (span >= period) {
      world.agenda.skip(span);
      leftOut += span;
      world.coverage.skipped(span);
      lastState = world.plane.state();
    }
  }
}
