package io.piha.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.piha.arbiter.Arbiter;
import io.piha.arbiter.Command;
import io.piha.arbiter.Decision;
import io.piha.arbiter.Effect;
import io.piha.arbiter.Fence;
import io.piha.arbiter.GuardPolicy;
import io.piha.arbiter.HostClaim;
import io.piha.arbiter.HostPolicy;
import io.piha.arbiter.Kind;
import io.piha.arbiter.Outlook;
import io.piha.arbiter.Phase;
import io.piha.arbiter.PortId;
import io.piha.arbiter.PublicState;
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
import java.util.OptionalLong;
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
    assertThat(act(loop, NOON).written()).isTrue();
    done.clear();
    return loop;
  }

  private static DecisionLoop.Acted act(DecisionLoop loop, Instant at) {
    return loop.act(at, NOON, () -> at);
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
    DecisionLoop.Acted acted = act(loop, NOON);
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
    assertThat(act(loop, NOON).failure()).isPresent();
    assertThat(done).isEmpty();
    store.refuse(false);
    assertThat(act(loop, NOON.plusMillis(500)).written()).as("tried again later").isFalse();
    assertThat(done).isEmpty();
    List<AuditRecord> records = act(loop, NOON.plusSeconds(2)).records();
    assertThat(records).isNotEmpty();
    assertThat(answers()).hasSize(1);
    act(loop, NOON.plusSeconds(4));
    assertThat(answers()).hasSize(1);
  }

  @Test
  void whatWasWrittenOutlivesTheLoopAndWhatWasNotIsForgotten() throws JournalFailed {
    DecisionLoop first = begun();
    first.hear(freeze("one"), NOON);
    assertThat(frozen(begun())).as("died before the write").isFalse();
    act(first, NOON);
    DecisionLoop second = begun();
    assertThat(frozen(second)).as("died after the write").isTrue();
    second.hear(freeze("one"), NOON);
    act(second, NOON);
    assertThat(answers()).hasSize(1).noneMatch(Effect.Answer::accepted);
  }

  // --- the second account of the rules ---

  private static final PortId PORT = new PortId("rack", "8");

  /** As after a pause that is too short to be told as one, with a short time-out. */
  @Test
  void aHeartbeatThatWaitedInOurOwnQueueForLongerThanTheTimeOutBreaksNoRule() throws JournalFailed {
    DecisionLoop loop = begun();
    loop.hear(new Signal.BrokerConnected(), NOON);
    loop.hear(new Signal.RoundTrip(), NOON);
    loop.hear(new Signal.WitnessRound(Map.of("gateway", "")), NOON);
    loop.hear(leads("haos", true, NOON), NOON);
    Instant later = NOON.plusSeconds(200);
    loop.hearDue(later);
    assertThat(loop.state().services().get(0).book().phase()).isInstanceOf(Phase.Suspect.class);
    loop.hear(beat(NOON.plusSeconds(105)), later);
    assertThat(act(loop, later).records())
        .extracting(each -> each.entry().kind())
        .contains(Kind.HEARTBEAT_LOST)
        .doesNotContain(Kind.RULE_BROKEN);
    loop.hear(beat(later), later);
    assertThat(loop.state().services().get(0).book().phase()).isInstanceOf(Phase.Steady.class);
  }

  private static Signal leads(String host, boolean replayed, Instant at) {
    return new Signal.Announcement(
        "ha",
        Optional.of(PublicState.LEADER),
        host,
        HostClaim.LEADER,
        OptionalLong.of(1),
        replayed,
        at);
  }

  private static Signal beat(Instant arrived) {
    return new Signal.Heartbeat(
        "ha", "haos", Optional.of(HostClaim.LEADER), OptionalLong.of(1), Optional.empty(), arrived);
  }

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
    act(loop, NOON);
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
    List<AuditRecord> records = act(loop, NOON).records();
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
    act(first, NOON);
    DecisionLoop second = begun();
    assertThat(second.state().services().get(0).book().stopped()).contains("rule S4");
    second.hear(
        new Signal.Asked(Request.of("a", "ha", Command.ACK, "", "operator:alice", "seen")), NOON);
    act(second, NOON);
    assertThat(second.state().services().get(0).book().stopped()).isNull();
  }

  @Test
  void whatIsRefusedAgainAndAgainIsSaidOnce() throws JournalFailed {
    DecisionLoop loop = begun(DecisionLoopTest::cuts);
    List<AuditRecord> records = new ArrayList<>();
    for (int i = 0; i < 100; i++) {
      loop.hear(new Signal.RoundTrip(), NOON.plusSeconds(i));
      records.addAll(act(loop, NOON.plusSeconds(i)).records());
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
    assertThat(act(loop, NOON).records())
        .extracting(each -> each.entry().kind())
        .contains(Kind.RULE_BROKEN);
    assertThat(outlook(loop).why()).contains("S26");
    loop.hear(freeze("one"), NOON);
    act(loop, NOON);
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
