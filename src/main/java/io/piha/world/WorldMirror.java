package io.piha.world;

import io.piha.arbiter.Decision;
import io.piha.arbiter.Effect;
import io.piha.arbiter.MirrorView;
import io.piha.arbiter.Phase;
import io.piha.arbiter.Release;
import io.piha.arbiter.ServiceState;
import io.piha.arbiter.Signal;
import io.piha.arbiter.State;
import io.piha.rules.Breach;
import io.piha.rules.Rule;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * A service's repository with its two branches, and the mirror job beside it: commits arrive on the
 * one, stand their window while all is healthy and seen, and are released to the other when the
 * arbiter says so. It knows what was released too early, or backwards (S17).
 */
final class WorldMirror {

  private static final long WINDOW = Duration.ofHours(4).toMillis();
  private static final long TAKES = 400;

  private static final long SOON = Duration.ofMinutes(20).toMillis();

  private final World world;
  private final String service;

  /** Its own, so that a house with a mirror is as it would be without one. */
  private final Chance chance;

  private final TreeMap<Integer, Long> stood = new TreeMap<>();
  private final Set<String> forced = new HashSet<>();
  private int source = 1;
  private int target = 1;
  private long countedTo;
  private boolean healthy;
  private boolean looking;

  WorldMirror(World world, String service, Chance chance) {
    this.world = world;
    this.service = service;
    this.chance = chance;
  }

  /** Commits come at times that were written down before, so that quiet time may be left out. */
  void begin() {
    world.planes.forEach(each -> each.onDecision(this::decided));
    arriveLater();
  }

  private void arriveLater() {
    world.after(chance.between(WINDOW, 4 * WINDOW), this::arrive);
  }

  private void arrive() {
    source++;
    stood.put(source, 0L);
    tell();
    if (!looking) {
      looking = true;
      world.after(WINDOW + SOON, this::look);
    }
    arriveLater();
  }

  /** Until what may be released is. */
  private void look() {
    looking = source > target;
    if (looking) {
      count();
      tell();
      long most = stood.tailMap(target, false).values().stream().mapToLong(e -> e).max().orElse(0);
      world.after(Math.max(SOON, WINDOW - most + SOON), this::look);
    }
  }

  private void tell() {
    Plane plane = world.plane;
    if (plane.runs()) {
      plane.tell(new Signal.MirrorSeen(service, view(plane, false), "", true));
    }
  }

  /** Time that was healthy and seen counts, from decision to decision. */
  private void decided(State before, Signal signal, Instant now, Decision decision) {
    boolean gap = signal instanceof Signal.Started || signal instanceof Signal.Stalled;
    healthy = healthy && !gap;
    count();
    healthy = isHealthy(decision.next());
  }

  private void count() {
    long since = world.now() - countedTo;
    if (healthy && world.plane.runs()) {
      stood.replaceAll((_, time) -> time + since);
    }
    countedTo = world.now();
  }

  private boolean isHealthy(State state) {
    ServiceState at = state.service(service).orElseThrow();
    if (!at.book().incidents().isEmpty()) {
      stood.replaceAll((_, _) -> 0L);
      return false;
    }
    return at.policy().primary().name().equals(at.book().leader())
        && at.book().phase() instanceof Phase.Steady
        && state.sight().clearSince() != null;
  }

  private MirrorView view(Plane plane, boolean force) {
    int next =
        force
            ? source
            : stood.descendingMap().entrySet().stream()
                .filter(each -> each.getKey() > target && each.getValue() >= WINDOW)
                .map(each -> each.getKey())
                .findFirst()
                .orElse(source);
    boolean waits = next > target;
    boolean ready = waits && (force || stood.getOrDefault(next, WINDOW) >= WINDOW);
    // One that has just arrived is still being read.
    boolean holds = waits && !ready && stood.getOrDefault(next, 0L) > 0;
    return new MirrorView(
        Optional.of(commit(source)),
        Optional.of(commit(target)),
        waits ? Optional.of(commit(next)) : Optional.empty(),
        ready,
        holds ? "observation_window" : "",
        holds ? "it has not stood its window" : "",
        Optional.empty(),
        source - target,
        Optional.empty(),
        0,
        List.of(),
        Optional.empty(),
        plane.time());
  }

  private static MirrorView.Commit commit(int number) {
    String id = String.format(Locale.ROOT, "%040x", number);
    return new MirrorView.Commit(id, "alice", "change " + number, World.ZERO);
  }

  private static int number(String id) {
    return Integer.parseInt(id, 16);
  }

  // --- what is asked of it ---

  void run(Effect.RunMirror effect, Plane by) {
    if (effect.force()) {
      forced.add(effect.requestId());
    }
    world.agenda.in(
        TAKES,
        () ->
            by.tell(
                new Signal.MirrorSeen(
                    service, view(by, effect.force()), effect.requestId(), false)));
  }

  void release(Effect.ReleaseCommit effect, Plane by) {
    Release release = effect.release();
    world.agenda.in(
        TAKES,
        () -> {
          boolean late = effect.notAfter().isBefore(by.time());
          boolean moved = target != number(release.from());
          if (!late && !moved) {
            move(release);
          }
          by.tell(
              new Signal.CommitReleased(
                  service,
                  release.id(),
                  !late && !moved,
                  late ? "its time is over" : moved ? "the branch was moved" : ""));
        });
  }

  private void move(Release release) {
    int to = number(release.to());
    if (!release.rollback()) {
      long time = stood.getOrDefault(to, 0L);
      if (to <= target) {
        throw broken("the standby goes back from " + target + " to " + to);
      }
      String asked = release.requestId();
      if (time < WINDOW && (asked == null || !forced.contains(asked))) {
        throw broken("a commit is released that stood for " + time / 60_000 + " min");
      }
    }
    target = to;
  }

  private Violation broken(String why) {
    return world.violation(new Breach(Rule.S17, service, why));
  }
}
