package io.piha.world;

import static org.assertj.core.api.Assertions.assertThat;

import io.piha.arbiter.Arbiter;
import io.piha.arbiter.Decision;
import io.piha.arbiter.Phase;
import io.piha.arbiter.Signal;
import io.piha.arbiter.State;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/**
 * Every signal has an answer in every phase: the states that the cases go through, each put before
 * signals of every kind, whether they fit or not (S26). A transition that nobody thought of is what
 * other state machines stood still in.
 */
class EveryPhaseTest {

  /** States of one phase that are tried; more say little that is new. */
  private static final int ENOUGH = 6;

  /** Together they go through every phase. */
  private static final List<String> CASES =
      List.of(
          "both-hosts-dead",
          "frozen-at-any-moment",
          "leader-cut-off-and-alive",
          "old-leader-restored-from-a-backup",
          "orders-lost-doubled-and-overtaken",
          "standby-dies-after-the-fence");

  record Met(State state, Instant at) {}

  @Test
  void everySignalHasAnAnswerInEveryPhaseAndNoPhaseIsWithoutAWayOut() {
    Map<String, List<Met>> states = states();
    assertThat(states).as("phases that the cases go through").hasSize(phases());
    Set<String> kinds = new TreeSet<>();
    states.forEach(
        (phase, all) -> {
          for (Met met : all) {
            for (Signal signal : AnySignal.of(met.state(), met.at())) {
              kinds.add(signal.getClass().getSimpleName());
              answered(phase, met, signal);
            }
          }
        });
    assertThat(kinds).as("kinds of signals").hasSize(AnySignal.kinds().size());
  }

  private static int phases() {
    return Phase.class.getPermittedSubclasses().length;
  }

  static Map<String, List<Met>> states() {
    Map<String, Map<String, Met>> met = new TreeMap<>();
    for (String each : CASES) {
      CaseFile file =
          CaseFile.read(CaseFile.FOLDER.resolve(each + ".yaml")).plays().values().iterator().next();
      CasePlay.live(
          file,
          (before, _, now, decision) -> {
            Phase is = phase(decision.next());
            String kind = is.getClass().getSimpleName();
            Map<String, Met> known = met.computeIfAbsent(kind, _ -> new LinkedHashMap<>());
            boolean comes =
                known.isEmpty() || !kind.equals(phase(before).getClass().getSimpleName());
            if (comes && known.size() < ENOUGH) {
              known.putIfAbsent(each, new Met(decision.next(), now));
            }
          });
    }
    Map<String, List<Met>> states = new TreeMap<>();
    met.forEach((kind, all) -> states.put(kind, List.copyOf(all.values())));
    return states;
  }

  private static Phase phase(State state) {
    return state.service(House.SERVICE).orElseThrow().book().phase();
  }

  private static boolean isDue(State state, Instant now) {
    return Arbiter.serviceDeadline(state, House.SERVICE, now).isPresent()
        || Arbiter.siteDeadline(state).isPresent()
        || state.ports().keySet().stream()
            .anyMatch(port -> Arbiter.portDeadline(state, port).isPresent());
  }

  private static void answered(String phase, Met met, Signal signal) {
    Instant now = met.at().plusMillis(1);
    Decision decision = Arbiter.decide(met.state(), signal, now);
    Phase next = phase(decision.next());
    boolean waits =
        next instanceof Phase.Steady
            || next instanceof Phase.Leaderless
            || next instanceof Phase.Suspect
            || !decision.next().sight().clearFor(java.time.Duration.ZERO, now);
    assertThat(waits || isDue(decision.next(), now))
        .as("a way out of %s after %s in %s", next, signal, phase)
        .isTrue();
  }
}
