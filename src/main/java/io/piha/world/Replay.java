package io.piha.world;

import io.piha.arbiter.Arbiter;
import io.piha.arbiter.Decision;
import io.piha.arbiter.Entry;
import io.piha.arbiter.State;
import io.piha.engine.IncidentTape;
import io.piha.rules.Breach;
import io.piha.rules.RuleWatch;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * A real incident judged again: everything that was heard is put to the arbiter and to the rules of
 * this version. What was decided must be what was recorded then.
 *
 * @param transcript what was decided now, with the time since the tape began
 * @param broken the rules that it breaks now
 * @param differs the first record that is another one now, or missing; empty when all are the same
 */
public record Replay(List<String> transcript, List<String> broken, Optional<String> differs) {

  public Replay {
    transcript = List.copyOf(transcript);
    broken = List.copyOf(broken);
  }

  /** Whether this version decides as the one then did, and breaks no rule. */
  public boolean isSame() {
    return broken.isEmpty() && differs.isEmpty();
  }

  /** Judges it again. */
  public static Replay of(IncidentTape tape) {
    Instant began = tape.reels().getFirst().heard().getFirst().wall();
    List<String> lines = new ArrayList<>();
    LinkedHashSet<String> broken = new LinkedHashSet<>();
    List<Entry> decided = new ArrayList<>();
    for (IncidentTape.Reel reel : tape.reels()) {
      State state = reel.opening();
      RuleWatch rules = new RuleWatch();
      rules.adopt(state);
      for (IncidentTape.Heard each : reel.heard()) {
        Decision decision = Arbiter.decide(state, each.signal(), each.at());
        String at = Transcript.at(Duration.between(began, each.wall()).toMillis());
        for (Breach breach : rules.decided(state, each.signal(), each.at(), decision)) {
          broken.add(at + " " + breach.rule() + ": " + breach.why());
        }
        for (Entry entry : decision.entries()) {
          if (tape.service().equals(entry.service()) && IncidentTape.isDecided(entry.kind())) {
            decided.add(entry);
          }
          lines.add(at + "  > " + Transcript.words(entry));
        }
        decision.effects().stream()
            .map(Transcript::words)
            .flatMap(Optional::stream)
            .forEach(words -> lines.add(at + "  > " + words));
        state = decision.next();
      }
    }
    return new Replay(lines, List.copyOf(broken), difference(tape.records(), decided));
  }

  /** What was decided last may have been recorded after the tape's end. */
  private static Optional<String> difference(List<IncidentTape.Told> told, List<Entry> decided) {
    for (int i = 0; i < told.size(); i++) {
      IncidentTape.Told then = told.get(i);
      String was = words(then.kind(), then.host(), then.reason());
      if (i >= decided.size()) {
        return Optional.of("then, at " + then.at() + ", but not now: " + was);
      }
      Entry now = decided.get(i);
      String is = words(now.kind().word(), now.host(), now.reason());
      if (!was.equals(is)) {
        return Optional.of("then, at " + then.at() + ": " + was + "; now: " + is);
      }
    }
    return Optional.empty();
  }

  private static String words(
      String kind, @org.jspecify.annotations.Nullable String host, String reason) {
    return kind + " " + Objects.requireNonNullElse(host, "") + ": " + reason;
  }
}
