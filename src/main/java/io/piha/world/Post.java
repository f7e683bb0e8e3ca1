package io.piha.world;

import io.piha.engine.Right;
import io.piha.engine.Spans;
import io.piha.term.Candidate;
import io.piha.term.Held;
import io.piha.term.LeaseTrouble;
import io.piha.term.SharedStore;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * What a control plane has to do with the lease: it waits for it, takes it, keeps it and hands it
 * on. The steps are the ones that the real program takes on its threads; here the agenda takes
 * them.
 */
final class Post implements Right {

  static final Duration TTL = Duration.ofSeconds(15);

  /** Journal and connections are opened. */
  private static final long OPENING = 400;

  /** What follows from a loss, and from a hand-over, takes a moment. */
  private static final long LEAVING = 200;

  /** A look takes its time, too. */
  private static final long PACE = 1_000;

  /** In which whatever is done about a lease comes a whole number of times, in milliseconds. */
  static final List<Long> RHYTHMS =
      List.of(
          Held.renewal(TTL).toMillis(), (Candidate.SAYS_EVERY.toMillis() + PACE - 1) / PACE * PACE);

  private final World world;
  private final Plane plane;
  private final WorldStore store;
  private final Watch clock = new Watch();
  private @Nullable Candidate candidate;
  private @Nullable Held held;
  private Optional<String> successor = Optional.empty();
  private boolean leaving;

  /** Counts the lives of the process, so that none does what another began. */
  private int life;

  /** How far the step under way is ahead of the world, because it waited for answers. */
  private long waited;

  private long slept;

  /** What clocks that run slowly have lost. */
  private long lost;

  /** What was slept before this life, and how far ahead the wall clock was when it began. */
  private long sleptBefore;

  private long ahead;

  Post(World world, Plane plane, WorldStore store) {
    this.world = world;
    this.plane = plane;
    this.store = store;
  }

  /** Its clocks: the monotonic one stands still while the machine sleeps, the other goes on. */
  private final class Watch implements Spans {
    @Override
    public Mark mark() {
      long now = world.leaseTime() + waited - lost;
      return new Mark((now - slept) * 1_000_000, OptionalLong.of(now * 1_000_000));
    }

    @Override
    public Instant instant() {
      return World.ZERO.plusMillis(world.now() + waited - lost + ahead - (slept - sleptBefore));
    }
  }

  /** An answer took so many milliseconds. */
  void waits(long span) {
    waited += span;
  }

  /** How long the step that was taken last waited; forgotten with that. */
  long hasWaited() {
    long was = waited;
    waited = 0;
    return was;
  }

  long waited() {
    return waited;
  }

  /** The machine slept. */
  void slept(long span) {
    slept += span;
  }

  /** Its clocks run slowly. */
  void fallsBehind(long span) {
    lost += span;
  }

  private void in(long span, Runnable act) {
    int was = life;
    world.agenda.pulse(
        span,
        () -> {
          if (life == was) {
            plane.awake(
                () -> {
                  if (life == was) {
                    waited = 0;
                    act.run();
                  }
                });
          }
        });
  }

  // --- its life ---

  /**
   * The process has started.
   *
   * @param wallAhead milliseconds by which the wall clock was ahead then, by which it begins its
   *     own
   */
  void begin(String home, long wallAhead) {
    life++;
    sleptBefore = slept;
    ahead = wallAhead;
    candidate =
        new Candidate(
            new StoreDoor(world, store, plane, this),
            TTL,
            "home",
            plane.party,
            home,
            clock,
            act -> in(0, act));
    in(10, this::look);
  }

  /** The process is gone; its lease runs out. */
  void died() {
    life++;
    candidate = null;
    held = null;
    successor = Optional.empty();
    leaving = false;
    waited = 0;
  }

  private void look() {
    Candidate here = candidate;
    if (here == null) {
      return;
    }
    Candidate.Step step = here.step();
    long took = hasWaited();
    Optional<Candidate.Taken> taken = step.taken();
    if (taken.isEmpty()) {
      in(took + Math.max(step.pause().toMillis(), near(step) ? 0 : PACE), this::look);
      return;
    }
    Held mine = taken.get().held();
    held = mine;
    mine.onLost(why -> in(LEAVING, () -> leave(why)));
    in(took + mine.firstRenewal().toMillis(), this::renew);
    in(took + OPENING, () -> open(here, taken.get()));
  }

  private static boolean near(Candidate.Step step) {
    return step.pause().toMillis() < 500;
  }

  private void open(Candidate here, Candidate.Taken taken) {
    if (held != taken.held() || leaving) {
      return;
    }
    plane.guarded(
        () -> {
          try {
            plane.opens();
            SharedStore book =
                SharedStore.open(
                    here, taken, plane.disk, plane.disk.seen(), plane::time, plane.wall());
            plane.takeOffice(book, book.takeover());
          } catch (LeaseTrouble e) {
            leave("not taking over: " + e.words());
          } catch (IOException e) {
            world.transcript.happened(plane.party + " ends because its disk refuses");
            plane.die();
            // Its service manager starts it again.
            world.agenda.in(10_000, () -> plane.start(false));
          }
        });
  }

  private void renew() {
    Held mine = held;
    if (mine == null || leaving) {
      return;
    }
    Duration pause = mine.renew();
    long took = hasWaited();
    if (mine.holds()) {
      in(took + pause.toMillis(), this::renew);
    }
  }

  /** Hands it on when what was said is said. */
  void handOver(String to) {
    successor = Optional.of(to);
    in(LEAVING, () -> leave("handed over to " + to));
  }

  /** Nothing of it acts any more; then another may. */
  private void leave(String why) {
    Held mine = held;
    if (mine == null || leaving) {
      return;
    }
    leaving = true;
    world.transcript.happened(plane.party + " stops acting: " + why);
    plane.stopActing();
    in(
        LEAVING,
        () -> {
          mine.resign(successor);
          successor = Optional.empty();
          held = null;
          leaving = false;
          in(hasWaited() + 10, this::look);
        });
  }

  // --- what may be asked ---

  @Override
  public boolean holds() {
    Held mine = held;
    return mine != null && mine.holds();
  }

  /** Whether it may act, by its own clock; changes nothing. */
  boolean isInOffice() {
    Held mine = held;
    return mine != null && !mine.left().isZero();
  }

  /** Whether nothing is the matter with it: it has the lease, or watches another that has. */
  boolean isCalm() {
    Held mine = held;
    return mine == null || (!leaving && mine.trouble().isEmpty() && !mine.left().isZero());
  }

  /** Those who wait for the lease, as an active control plane sees it. */
  String waiting() {
    Held mine = held;
    if (mine == null) {
      return "";
    }
    try {
      return String.join(" ", mine.waiting());
    } catch (LeaseTrouble e) {
      return "";
    } finally {
      waited = 0;
    }
  }
}
