package io.piha.alert.rules;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What the rules remember from one event to the next; kept on disk between them.
 *
 * @param nextThread the number of the next incident
 * @param troubles what goes on, by cause
 * @param sent when single messages went out lately, oldest first
 * @param urgent the same for critical ones that went beyond the limit
 * @param held what was held back
 * @param heldCount how many that are; {@code held} keeps only so many of them
 * @param heldSince when the first of them came
 * @param digestAt when the last digest went out
 * @param silence when a person's wish for silence ends
 * @param snapshots when a snapshot was last taken, by {@code service/host}
 * @param drills when a drill was last done, by service
 * @param exercises the latest live drill of each service; nothing in what older versions stored
 * @param relapses what was over a short while ago and may come back; nothing in what older versions
 *     stored
 * @param startedAt when the control plane last started
 * @param running whether it was running when this was written
 * @param seenAt wall time of the last event
 * @param handedTo the control plane that was given the lease, by one that had stopped for it
 */
public record TriageState(
    long nextThread,
    Map<String, Trouble> troubles,
    List<Instant> sent,
    List<Instant> urgent,
    List<Message> held,
    long heldCount,
    @Nullable Instant heldSince,
    @Nullable Instant digestAt,
    @Nullable Instant silence,
    Map<String, Instant> snapshots,
    Map<String, Instant> drills,
    Map<String, Exercise> exercises,
    Map<String, Relapse> relapses,
    @Nullable Instant startedAt,
    boolean running,
    @Nullable Instant seenAt,
    @Nullable String handedTo) {

  /** Nothing is known yet. */
  public static final TriageState NEW =
      new TriageState(
          1, Map.of(), List.of(), List.of(), List.of(), 0, null, null, null, Map.of(), Map.of(),
          Map.of(), Map.of(), null, false, null, null);

  public TriageState {
    troubles = Map.copyOf(troubles);
    sent = List.copyOf(sent);
    urgent = List.copyOf(urgent);
    held = List.copyOf(held);
    snapshots = Map.copyOf(snapshots);
    drills = Map.copyOf(drills);
    exercises = Map.copyOf(Objects.requireNonNullElse(exercises, Map.of()));
    relapses = Map.copyOf(Objects.requireNonNullElse(relapses, Map.of()));
  }
}
