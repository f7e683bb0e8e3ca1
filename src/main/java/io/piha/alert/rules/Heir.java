package io.piha.alert.rules;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What another control plane was telling, as the memory of this one. What is about a machine, its
 * disk, clock, files and line to etcd, stays with the plane on it: nobody else can say that it is
 * over.
 */
final class Heir {

  private static final List<String> OF_THE_MACHINE =
      List.of("disk:", "clock:", "copy:", "history:", "lease", "config");

  /** What is our own is looked at again before it is told again. */
  private static final Duration FIRST_LOOKS = Duration.ofMinutes(2);

  private final String born;
  private final Duration ahead;
  private final Instant now;

  /**
   * @param born names the other's outbox
   * @param ahead by how much the clock here is ahead of the one that its deadlines count by
   */
  Heir(String born, Duration ahead, Instant now) {
    this.born = born;
    this.ahead = ahead;
    this.now = now;
  }

  TriageState of(TriageState own, TriageState left) {
    Map<String, Trouble> troubles = new TreeMap<>();
    own.troubles().forEach((key, each) -> keepOwn(troubles, key, each));
    left.troubles()
        .forEach(
            (key, each) -> {
              if (!isOfTheMachine(key)) {
                troubles.put(key, taken(each));
              }
            });
    Map<String, Exercise> exercises = new TreeMap<>();
    left.exercises()
        .forEach(
            (key, each) ->
                exercises.put(key, new Exercise(each.began(), here(each.endsBy()), each.done())));
    Map<String, Relapse> relapses = new TreeMap<>();
    left.relapses()
        .forEach((key, each) -> relapses.put(key, new Relapse(here(each.over()), each.count())));
    return new TriageState(
        own.nextThread(),
        troubles,
        left.sent().stream().map(this::here).toList(),
        left.urgent().stream().map(this::here).toList(),
        left.held().stream().map(each -> each.in(named(born, each.thread()))).toList(),
        left.heldCount(),
        maybe(left.heldSince()),
        maybe(left.digestAt()),
        maybe(left.silence()),
        left.snapshots(),
        left.drills(),
        exercises,
        relapses,
        now,
        left.running(),
        left.seenAt(),
        left.handedTo());
  }

  private void keepOwn(Map<String, Trouble> troubles, String key, Trouble own) {
    if (isOfTheMachine(key)) {
      troubles.put(
          key,
          own.tellAt(notBefore(own.tellAt(), now.plus(FIRST_LOOKS)))
              .again(notBefore(own.againAt(), now.plus(FIRST_LOOKS))));
    }
  }

  private static @Nullable Instant notBefore(@Nullable Instant due, Instant earliest) {
    return due != null && due.isBefore(earliest) ? earliest : due;
  }

  static boolean isOfTheMachine(String key) {
    return OF_THE_MACHINE.stream().anyMatch(key::startsWith);
  }

  private Trouble taken(Trouble left) {
    return left.in(
        named(born, left.thread()),
        maybe(left.tellAt()),
        maybe(left.overAt()),
        maybe(left.againAt()));
  }

  /** A thread under its full name, which is the same whoever tells of it. */
  static String named(String born, String thread) {
    return thread.contains("-") ? thread : born + "-" + thread;
  }

  private Instant here(Instant there) {
    return there.plus(ahead);
  }

  private @Nullable Instant maybe(@Nullable Instant there) {
    return there == null ? null : here(there);
  }
}
