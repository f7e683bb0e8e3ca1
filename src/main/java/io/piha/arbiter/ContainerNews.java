package io.piha.arbiter;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What engines tell of containers: kept at once, and told to people when it lasts. Shared
 * infrastructure that is down is no host's death; what it does to our sight is {@link Sight}'s
 * business.
 */
final class ContainerNews {

  /** A container that is back this soon was restarted on purpose. */
  private static final Duration SETTLE = Duration.ofSeconds(5);

  /** An engine may be updated for this long before anybody is told that it does not answer. */
  private static final Duration UNSEEN = Duration.ofSeconds(60);

  private ContainerNews() {}

  static void heard(Turn turn, Signal.ContainersSeen seen) {
    Map<String, ContainerState> next = new LinkedHashMap<>(turn.sight.containers().all());
    next.replaceAll(
        (name, state) -> {
          if (!state.policy().engine().equals(seen.engine())) {
            return state;
          }
          ContainerReading reading = seen.readings().get(name);
          return !seen.trouble().isEmpty()
              ? state.unseen(seen.trouble(), turn.now)
              : reading == null ? state : state.read(reading, turn.now);
        });
    turn.sight = turn.sight.beside(turn.sight.containers().with(next, turn.now), turn.now);
    tick(turn);
  }

  /** Tells what has lasted long enough, and what is well again. */
  static void tick(Turn turn) {
    Containers before = turn.sight.containers();
    Map<String, ContainerState> next = new LinkedHashMap<>(before.all());
    next.replaceAll((_, state) -> judged(turn, state.quieter(turn.now)));
    if (!next.equals(before.all())) {
      turn.sight = turn.sight.beside(before.with(next, turn.now), turn.now);
    }
  }

  private static ContainerState judged(Turn turn, ContainerState state) {
    Instant due = dueToTell(state);
    if (due != null && !due.isAfter(turn.now)) {
      tell(turn, Kind.CONTAINER_DOWN, state, "container " + state.said() + consequence(state));
      return state.told(state.word());
    }
    if (!state.told().isEmpty() && state.standing() == ContainerState.Standing.UP) {
      tell(turn, Kind.CONTAINER_UP, state, "container " + state.said() + " again");
      return state.told("");
    }
    return state;
  }

  private static String consequence(ContainerState state) {
    return state.policy().broker() && state.standing() == ContainerState.Standing.DOWN
        ? "; the broker lives in it, so silence proves nothing"
        : "";
  }

  private static void tell(Turn turn, Kind kind, ContainerState state, String reason) {
    boolean up = kind == Kind.CONTAINER_UP;
    Map<String, Object> detail = new HashMap<>();
    detail.put("container", state.policy().name());
    detail.put("engine", state.policy().engine());
    detail.put("state", state.word());
    if (!state.why().isEmpty()) {
      detail.put("why", state.why());
    }
    if (state.policy().broker()) {
      detail.put("broker", true);
    }
    boolean grave = state.policy().broker() && state.standing() == ContainerState.Standing.DOWN;
    Severity severity = up ? Severity.INFO : grave ? Severity.CRITICAL : Severity.WARNING;
    turn.entries.add(
        new Entry(
            kind, severity, null, state.policy().name(), null, Entry.CONTROL, reason, detail));
  }

  private static @Nullable Instant dueToTell(ContainerState state) {
    return switch (state.standing()) {
      case UP -> null;
      case AILING, DOWN -> state.told().equals(state.word()) ? null : state.since().plus(SETTLE);
      // What was told of it before stands until somebody can look again.
      case UNSEEN -> state.told().isEmpty() ? state.since().plus(UNSEEN) : null;
    };
  }

  /** When something will have lasted long enough, or a restart loop have been quiet. */
  static @Nullable Instant due(Containers containers) {
    Instant due = null;
    for (ContainerState each : containers.all().values()) {
      due = Claims.earlier(due, dueToTell(each));
      List<Instant> starts = each.starts();
      if (!starts.isEmpty()) {
        due = Claims.earlier(due, starts.getFirst().plus(ContainerState.LOOP_WINDOW));
      }
    }
    return due;
  }
}
