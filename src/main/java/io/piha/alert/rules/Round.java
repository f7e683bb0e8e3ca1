package io.piha.alert.rules;

import io.piha.arbiter.Severity;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The state opened for writing, for one event only. */
final class Round {

  /** More incidents than this at once are no longer told apart; they are counted. */
  static final int MOST_TROUBLES = 500;

  /**
   * So many critical ones have room beyond that, so that no flood hides a house without a leader.
   */
  static final int MOST_CRITICAL = 100;

  final Instant now;
  final Policy policy;
  final Map<String, Trouble> troubles;
  final List<Message> messages = new ArrayList<>();
  final List<Instant> sent;
  final List<Instant> urgent;
  final List<Message> held;
  final Map<String, Instant> snapshots;
  final Map<String, Instant> drills;
  final Map<String, Exercise> exercises;
  final Map<String, Relapse> relapses;
  long heldCount;
  @Nullable Instant heldSince;
  @Nullable Instant digestAt;
  @Nullable Instant silence;
  @Nullable Instant startedAt;
  boolean running;
  @Nullable Instant seenAt;
  @Nullable String handedTo;
  private long nextThread;

  Round(TriageState state, Instant now, Policy policy) {
    this.now = now;
    this.policy = policy;
    this.troubles = new TreeMap<>(state.troubles());
    this.sent = new ArrayList<>(state.sent());
    this.urgent = new ArrayList<>(state.urgent());
    this.held = new ArrayList<>(state.held());
    this.snapshots = new TreeMap<>(state.snapshots());
    this.drills = new TreeMap<>(state.drills());
    this.exercises = new TreeMap<>(state.exercises());
    this.relapses = new TreeMap<>(state.relapses());
    this.heldCount = state.heldCount();
    this.heldSince = state.heldSince();
    this.digestAt = state.digestAt();
    this.silence = state.silence();
    this.startedAt = state.startedAt();
    this.running = state.running();
    this.seenAt = state.seenAt();
    this.handedTo = state.handedTo();
    this.nextThread = state.nextThread();
  }

  String newThread() {
    return "i" + nextThread++;
  }

  @Nullable Trouble open(String key) {
    return troubles.get(key);
  }

  /** Whether one more of that weight can be told apart. */
  boolean hasRoom(Severity weight) {
    int most = weight == Severity.CRITICAL ? MOST_TROUBLES + MOST_CRITICAL : MOST_TROUBLES;
    return troubles.size() < most;
  }

  /** How long that must be gone before its end is said. */
  Duration hold(String key) {
    return Relapse.hold(relapses.get(key), policy.hold());
  }

  /** That is over, and may come back. */
  void over(String key) {
    relapses.put(key, Relapse.over(relapses.get(key), now));
  }

  /** Of what went on long ago nothing is remembered. */
  void forgetRelapses() {
    relapses.entrySet().removeIf(e -> e.getValue().isOld(now) && !troubles.containsKey(e.getKey()));
  }

  void keep(Trouble trouble) {
    troubles.put(trouble.key(), trouble);
  }

  Triage.Step end() {
    return new Triage.Step(
        new TriageState(
            nextThread,
            troubles,
            sent,
            urgent,
            held,
            heldCount,
            heldSince,
            digestAt,
            silence,
            snapshots,
            drills,
            exercises,
            relapses,
            startedAt,
            running,
            seenAt,
            handedTo),
        messages);
  }
}
