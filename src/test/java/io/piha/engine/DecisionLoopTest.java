package io.piha.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.piha.arbiter.Arbiter;
import io.piha.arbiter.Command;
import io.piha.arbiter.Decision;
import io.piha.arbiter.Effect;
import io.piha.arbiter.Fence;
import io.piha.arbiter.GuardPolicy;
import io.piha.arbiter.HostPolicy;
import io.piha.arbiter.Kind;
import io.piha.arbiter.Outlook;
import io.piha.arbiter.PortId;
import io.piha.arbiter.Request;
import io.piha.arbiter.Role;
import io.piha.arbiter.ServicePolicy;
import io.piha.arbiter.Severity;
import io.piha.arbiter.Signal;
import io.piha.arbiter.SitePolicy;
import io.piha.arbiter.State;
import io.piha.arbiter.Timing;
import io.piha.journal.AuditRecord;
import io.piha.journal.JournalFailed;
import io.piha.journal.MemoryStore;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Write, then act: over a store that outlives the loop and can refuse. */
class DecisionLoopTest {
  private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");
  private static final SitePolicy POLICY =
      new SitePolicy(
          List.of(
              new ServicePolicy(
                  "ha",
                  List.of(
                      new HostPolicy("haos", Role.PRIMARY, Optional.empty(), true, List.of("core")),
                      new HostPolicy(
                          "standby", Role.STANDBY, Optional.empty(), true, List.of("api"))),
                  Timing.DEFAULT,
                  false,
                  Fence.NONE,
                  2)),
          GuardPolicy.DEFAULT,
          Map.of());

  private final MemoryStore store = new MemoryStore();
  private final List<Effect> done = new ArrayList<>();

  private DecisionLoop begun() throws JournalFailed {
    DecisionLoop loop = DecisionLoop.resume(store, POLICY, new Hands(), NOON, MachineRun.UNKNOWN);
    loop.begin(NOON);
    assertThat(loop.act(NOON, NOON).written()).isTrue();
    done.clear();
    return loop;
  }

  private static Signal freeze(String id) {
    return new Signal.Asked(Request.of(id, "ha", Command.FREEZE, "", "operator:alice", "visit"));
  }

  private static boolean frozen(DecisionLoop loop) {
    return loop.state().services().get(0).book().freeze() != null;
  }

  private List<Effect.Answer> answers() {
    return done.stream()
        .filter(Effect.Answer.class::isInstance)
        .map(Effect.Answer.class::cast)
        .toList();
  }

  @Test
  void nothingIsDoneBeforeItIsWritten() throws JournalFailed {
    DecisionLoop loop = begun();
    loop.hear(freeze("one"), NOON);
    assertThat(done).isEmpty();
    DecisionLoop.Acted acted = loop.act(NOON, NOON);
    assertThat(acted.records())
        .extracting(each -> each.entry().kind().name())
        .contains("FROZEN", "REQUEST_ACCEPTED");
    assertThat(answers()).containsExactly(new Effect.Answer("one", true, answers().get(0).why()));
  }

  @Test
  void whileTheStoreRefusesNothingLeavesAndAfterwardsItDoesOnce() throws JournalFailed {
    DecisionLoop loop = begun();
    store.refuse(true);
    loop.hear(freeze("one"), NOON);
    assertThat(loop.act(NOON, NOON).failure()).isPresent();
    assertThat(done).isEmpty();
    store.refuse(false);
    assertThat(loop.act(NOON.plusMillis(500), NOON).written()).as("tried again later").isFalse();
    assertThat(done).isEmpty();
    List<AuditRecord> records = loop.act(NOON.plusSeconds(2), NOON).records();
    assertThat(records).isNotEmpty();
    assertThat(answers()).hasSize(1);
    loop.act(NOON.plusSeconds(4), NOON);
    assertThat(answers()).hasSize(1);
  }

  @Test
  void whatWasWrittenOutlivesTheLoopAndWhatWasNotIsForgotten() throws JournalFailed {
    DecisionLoop first = begun();
    first.hear(freeze("one"), NOON);
    assertThat(frozen(begun())).as("died before the write").isFalse();
    first.act(NOON, NOON);
    DecisionLoop second = begun();
    assertThat(frozen(second)).as("died after the write").isTrue();
    second.hear(freeze("one"), NOON);
    second.act(NOON, NOON);
    assertThat(answers()).hasSize(1).noneMatch(Effect.Answer::accepted);
  }

  // --- the second account of the rules ---

  private static final PortId PORT = new PortId("rack", "8");

  /** An arbiter that cuts a port for no reason with each round trip. */
  private static Decision cuts(State state, Signal signal, Instant now) {
    Decision sane = Arbiter.decide(state, signal, now);
    if (!(signal instanceof Signal.RoundTrip)) {
      return sane;
    }
    return new Decision(
        sane.next(),
        List.of(new Effect.SetPort(PORT, "act-1", false, now.plusSeconds(5))),
        sane.entries(),
        sane.services(),
        sane.ports());
  }

  private static Decision stumbles(State state, Signal signal, Instant now) {
    if (signal instanceof Signal.FreezeSeen) {
      throw new IllegalStateException("a phase that nobody thought of");
    }
    return Arbiter.decide(state, signal, now);
  }

  private DecisionLoop begun(DecisionLoop.Mind mind) throws JournalFailed {
    DecisionLoop loop =
        DecisionLoop.resume(store, POLICY, new Hands(), NOON, MachineRun.UNKNOWN, mind);
    loop.begin(NOON);
    loop.act(NOON, NOON);
    done.clear();
    return loop;
  }

  private static Outlook outlook(DecisionLoop loop) {
    return Outlook.of(loop.state(), "ha", NOON);
  }

  @Test
  void aDecisionThatWouldBreakARuleIsNotCarriedOut() throws JournalFailed {
    DecisionLoop loop = begun(DecisionLoopTest::cuts);
    loop.hear(new Signal.RoundTrip(), NOON);
    List<AuditRecord> records = loop.act(NOON, NOON).records();
    assertThat(done).noneMatch(Effect.SetPort.class::isInstance);
    assertThat(records)
        .filteredOn(each -> each.entry().kind() == Kind.RULE_BROKEN)
        .singleElement()
        .satisfies(
            each -> {
              assertThat(each.entry().severity()).isEqualTo(Severity.CRITICAL);
              assertThat(each.entry().reason())
                  .contains("rule S4", "port rack/8 is cut for no act", "acknowledges");
              assertThat(each.entry().detail()).containsEntry("rule", "S4");
            });
    assertThat(loop.state().services().get(0).book().incidents()).hasSize(1);
    assertThat(outlook(loop).phase()).isEqualTo("blind");
    assertThat(outlook(loop).why()).contains("rule S4 was about to be broken", "acknowledge");
  }

  @Test
  void automationStaysStoppedOverARestartAndUntilSomebodyAcknowledges() throws JournalFailed {
    DecisionLoop first = begun(DecisionLoopTest::cuts);
    first.hear(new Signal.RoundTrip(), NOON);
    first.act(NOON, NOON);
    DecisionLoop second = begun();
    assertThat(second.state().services().get(0).book().stopped()).contains("rule S4");
    second.hear(
        new Signal.Asked(Request.of("a", "ha", Command.ACK, "", "operator:alice", "seen")), NOON);
    second.act(NOON, NOON);
    assertThat(second.state().services().get(0).book().stopped()).isNull();
  }

  @Test
  void whatIsRefusedAgainAndAgainIsSaidOnce() throws JournalFailed {
    DecisionLoop loop = begun(DecisionLoopTest::cuts);
    List<AuditRecord> records = new ArrayList<>();
    for (int i = 0; i < 100; i++) {
      loop.hear(new Signal.RoundTrip(), NOON.plusSeconds(i));
      records.addAll(loop.act(NOON.plusSeconds(i), NOON).records());
    }
    assertThat(records)
        .filteredOn(each -> each.entry().kind() == Kind.RULE_BROKEN)
        .as("records")
        .hasSize(1);
    assertThat(loop.state().services().get(0).book().incidents()).hasSize(1);
  }

  @Test
  void aSignalWithoutAnAnswerStopsAutomationAndNotTheLoop() throws JournalFailed {
    DecisionLoop loop = begun(DecisionLoopTest::stumbles);
    loop.hear(new Signal.FreezeSeen("ha", true, false), NOON);
    assertThat(loop.act(NOON, NOON).records())
        .extracting(each -> each.entry().kind())
        .contains(Kind.RULE_BROKEN);
    assertThat(outlook(loop).why()).contains("S26");
    loop.hear(freeze("one"), NOON);
    loop.act(NOON, NOON);
    assertThat(answers()).singleElement().matches(Effect.Answer::accepted);
  }

  private final class Hands implements Effectors {
    @Override
    public void broker(Effect.ToBroker effect) {
      done.add(effect);
    }

    @Override
    public void power(Effect.ToSwitch effect) {
      done.add(effect);
    }

    @Override
    public void upkeep(Effect.ToUpkeep effect) {
      done.add(effect);
    }

    @Override
    public void probe(Effect.ProbeHost effect) {
      // changes nothing, so it may always leave
    }

    @Override
    public void answer(Effect.Answer answer) {
      done.add(answer);
    }
  }
}
