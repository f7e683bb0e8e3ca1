package io.piha.console.timeline;

import io.piha.arbiter.Entry;
import io.piha.console.kit.Words;
import io.piha.console.timeline.Band.What;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Tells from the audit records of one service, oldest first, what lasted how long. */
final class Bands {

  private record Begun(What what, Instant from, String text) {}

  private final Words words;
  private final List<Band> bands = new ArrayList<>();
  private @Nullable Begun leader;
  private @Nullable Begun phase;
  private @Nullable Begun blind;
  private @Nullable Begun frozen;
  private @Nullable Begun unwatched;

  Bands(Words words) {
    this.words = words;
  }

  /** Somebody led already. */
  void led(Instant since, String host, long epoch) {
    String text = words.say("timeline.leads.epoch", host, Long.toString(epoch));
    leader = begin(leader, What.LEADER, since, text);
  }

  /** Takes the next record. */
  void take(Instant at, Entry entry) {
    switch (entry.kind()) {
      case LEADER_ADOPTED, PROMOTED -> {
        phase = end(phase, at);
        leader = begin(leader, What.LEADER, at, leads(entry));
      }
      case LEADERLESS -> {
        leader = end(leader, at);
        phase = begin(phase, What.LEADERLESS, at, words.say("phase.leaderless"));
      }
      case HEARTBEAT_LOST -> phase = begin(phase, What.SUSPECT, at, words.say("phase.suspect"));
      case RECOVERY_STARTED ->
          phase = begin(phase, What.RECOVERING, at, words.say("phase.recovering"));
      case PROMOTE_ORDERED ->
          phase = begin(phase, What.PROMOTING, at, words.say("phase.promoting"));
      case FAILBACK_STARTED ->
          phase = begin(phase, What.FAILING_BACK, at, words.say("phase.failing_back"));
      case HEARTBEAT_BACK, FAILBACK_DONE, FAILBACK_FAILED -> phase = end(phase, at);
      case BLIND -> blind = begin(blind, What.BLIND, at, words.say("phase.blind"));
      case SIGHTED -> blind = end(blind, at);
      case FROZEN -> frozen = begin(frozen, What.FROZEN, at, words.say("freeze.on"));
      case THAWED -> frozen = end(frozen, at);
      case CONTROL_STOPPED -> {
        phase = end(phase, at);
        blind = end(blind, at);
        unwatched = begin(unwatched, What.UNWATCHED, at, words.say("timeline.unwatched"));
      }
      case CONTROL_STARTED -> unwatched = end(unwatched, at);
      default -> {}
    }
  }

  /** All of them; what has not ended lasts until that moment. */
  List<Band> until(Instant to) {
    var all = new ArrayList<>(bands);
    for (Begun each : new Begun[] {leader, phase, blind, frozen, unwatched}) {
      if (each != null) {
        all.add(new Band(each.what(), each.from(), to, true, each.text()));
      }
    }
    return List.copyOf(all);
  }

  private Begun begin(@Nullable Begun before, What what, Instant at, String text) {
    end(before, at);
    return new Begun(what, at, text);
  }

  private @Nullable Begun end(@Nullable Begun begun, Instant at) {
    if (begun != null && begun.from().isBefore(at)) {
      bands.add(new Band(begun.what(), begun.from(), at, false, begun.text()));
    }
    return null;
  }

  private String leads(Entry entry) {
    String host = entry.host() == null ? "?" : entry.host();
    return entry.epoch() == null
        ? words.say("timeline.leads", host)
        : words.say("timeline.leads.epoch", host, Long.toString(entry.epoch()));
  }
}
