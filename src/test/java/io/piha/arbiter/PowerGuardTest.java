package io.piha.arbiter;

import static org.assertj.core.api.Assertions.assertThat;

import io.piha.arbiter.PortState.Act;
import io.piha.arbiter.PortState.Count;
import io.piha.arbiter.PortState.Doing;
import io.piha.arbiter.PortState.Hold;
import io.piha.arbiter.PortState.Step;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** The guard's arithmetic at its edges; what it does to a house is told in the stories. */
class PowerGuardTest {

  private static final Duration INTERVAL = GuardPolicy.DEFAULT.minInterval();
  private static final Duration TICK = Duration.ofMillis(1);

  private final Stage stage = quietHouse();
  private final Instant now = stage.now;
  private final Turn turn = new Turn(stage.state, now);
  private final Desk desk = Objects.requireNonNull(turn.desk(StoryHouse.SERVICE));
  private final PortDesk port = turn.port(new PortId("rack", "8"));

  private static Stage quietHouse() {
    Stage stage = new StoryHouse().stage();
    stage.settle(Duration.between(stage.now, Stage.ZERO));
    return stage;
  }

  private Count cycle(Duration ago) {
    return new Count("c" + ago, now.minus(ago), "haos", 0, true, false, true);
  }

  private Count cut(Duration ago, long incident) {
    return new Count("h" + ago, now.minus(ago), "haos", incident, true, true, true);
  }

  private Count byHand(Duration ago) {
    return new Count("m" + ago, now.minus(ago), "haos", 0, false, false, false);
  }

  private void ledger(Count... counts) {
    port.ledger(List.of(counts));
  }

  private Optional<String> automatic(Doing doing) {
    return PowerGuard.limit(port, desk, "haos", doing, true, false).map(Refusal::why);
  }

  private Optional<String> asked(Doing doing, boolean override) {
    return PowerGuard.limit(port, desk, "haos", doing, false, override).map(Refusal::why);
  }

  // --- the interval ---

  @Test
  void theIntervalEndsWhenItIsOverAndNotBefore() {
    ledger(cycle(INTERVAL.minus(TICK)));
    assertThat(automatic(Doing.CYCLE)).isPresent();
    ledger(cycle(INTERVAL));
    assertThat(automatic(Doing.CYCLE)).isEmpty();
  }

  @Test
  void theRefusalSaysInHowLongTheIntervalIsOver() {
    ledger(cycle(INTERVAL.minus(TICK)));
    assertThat(PowerGuard.limit(port, desk, "haos", Doing.CYCLE, true, false))
        .hasValueSatisfying(no -> assertThat(no.again()).contains(TICK));
  }

  @Test
  void theLastOfSeveralCyclesCounts() {
    ledger(cycle(Duration.ofMinutes(2)), cycle(Duration.ofMinutes(30)));
    assertThat(automatic(Doing.CYCLE))
        .contains(
            "port rack/8 was cycled 2 min ago; the guard wants 10 min between two, allowed again in"
                + " 8 min (S4)");
    ledger(cycle(Duration.ofMinutes(30)), cycle(Duration.ofMinutes(2)));
    assertThat(automatic(Doing.CYCLE)).hasValueSatisfying(no -> assertThat(no).contains("2 min"));
  }

  @Test
  void aCycleByHandKeepsBackAnotherByHandAndNoAutomaticOne() {
    ledger(byHand(Duration.ofMinutes(1)));
    assertThat(automatic(Doing.CYCLE)).isEmpty();
    assertThat(asked(Doing.CYCLE, false)).isPresent();
    assertThat(asked(Doing.CYCLE, true)).isEmpty();
  }

  @Test
  void anAutomaticCycleKeepsBackBothAndNoWordPassesForTheAutomaticOne() {
    ledger(cycle(Duration.ofMinutes(1)));
    assertThat(PowerGuard.limit(port, desk, "haos", Doing.CYCLE, true, true)).isPresent();
    assertThat(asked(Doing.CYCLE, false)).isPresent();
    assertThat(asked(Doing.CYCLE, true)).isEmpty();
  }

  @Test
  void aCutThatAPersonWantsIsNotKeptBackByTheInterval() {
    ledger(cycle(Duration.ofMinutes(1)));
    assertThat(asked(Doing.HOLD, false)).isEmpty();
    assertThat(automatic(Doing.HOLD)).isPresent();
  }

  @Test
  void aCutKeepsBackAnAutomaticCycleAndNotAPersons() {
    ledger(cut(Duration.ofMinutes(1), 7));
    assertThat(automatic(Doing.CYCLE)).isPresent();
    assertThat(asked(Doing.CYCLE, false)).isEmpty();
  }

  // --- the incident's own cycle ---

  @Test
  void theCutThatEndsAnIncidentMayFollowItsOwnCycle() {
    Incident incident = desk.openIncident("haos");
    ledger(new Count("a", now.minusSeconds(60), "haos", incident.id(), true, false, true));
    assertThat(automatic(Doing.HOLD)).isEmpty();
    assertThat(automatic(Doing.CYCLE)).isPresent();
  }

  @Test
  void soMayTheCycleThatAnotherServiceMadeForIt() {
    desk.openIncident("haos");
    Count cycled = new Count("a", now.minusSeconds(60), "player", 77, true, false, true);
    ledger(cycled);
    assertThat(automatic(Doing.HOLD)).isPresent();
    desk.changeIncident(each -> each.withCycle(new Incident.SpentCycle("b", now, null)));
    assertThat(automatic(Doing.HOLD)).isPresent();
    desk.changeIncident(each -> each.withCycle(new Incident.SpentCycle("a", now, null)));
    assertThat(automatic(Doing.HOLD)).isEmpty();
  }

  @Test
  void aCutOfTheSameIncidentThatFailedHasItsOwnWait() {
    Incident incident = desk.openIncident("haos");
    ledger(cut(Duration.ofMinutes(1), incident.id()));
    assertThat(automatic(Doing.HOLD)).isEmpty();
    ledger(cut(Duration.ofMinutes(1), incident.id() + 1));
    assertThat(automatic(Doing.HOLD)).isPresent();
  }

  // --- the budget ---

  private int spent(@Nullable Incident except, Count... counts) {
    return PowerGuard.spentToday(Arrays.asList(counts), "haos", except, now);
  }

  @Test
  void theBudgetCountsTheHostsOwnAutomaticActsOfADay() {
    Duration day = Duration.ofHours(24);
    Count others = new Count("o", now.minusSeconds(1), "player", 0, true, false, true);
    assertThat(spent(null, cycle(day.minus(TICK)), cycle(day), byHand(TICK), others)).isEqualTo(1);
    assertThat(spent(null, cycle(TICK), cut(TICK, 3))).isEqualTo(2);
    assertThat(spent(null, cycle(TICK).uncounted())).isZero();
  }

  @Test
  void theIncidentsOwnCycleIsNotInTheWayOfItsCutButAnEarlierCutIs() {
    Incident incident = Incident.open(3, now, "haos", null);
    Count own = new Count("a", now.minusSeconds(60), "haos", 3, true, false, true);
    assertThat(spent(incident, own, cut(Duration.ofHours(1), 3))).isEqualTo(1);
  }

  @Test
  void aSpentBudgetRefusesWhatIsAutomaticOnly() {
    ledger(cycle(Duration.ofHours(1)), cycle(Duration.ofHours(2)), cycle(Duration.ofHours(3)));
    assertThat(automatic(Doing.CYCLE))
        .contains("all 3 automatic cycles of haos in 24 h are spent (S4)");
    assertThat(asked(Doing.CYCLE, false)).isEmpty();
    ledger(cycle(Duration.ofHours(1)), cycle(Duration.ofHours(2)));
    assertThat(automatic(Doing.CYCLE)).isEmpty();
  }

  // --- what counts no more ---

  @Test
  void anAcknowledgedPromotionTakesItsOwnCutOutOfTheCount() {
    Count own = cut(Duration.ofMinutes(1), 3);
    Count other = cut(Duration.ofMinutes(2), 4);
    Count cycled = new Count("a", now.minusSeconds(90), "haos", 3, true, false, true);
    ledger(own, other, cycled);
    PowerGuard.settle(port, 0);
    assertThat(port.ledger()).containsExactly(own, other, cycled);
    PowerGuard.settle(port, 5);
    assertThat(port.ledger()).containsExactly(own, other, cycled);
    PowerGuard.settle(port, 3);
    assertThat(port.ledger()).containsExactly(own.uncounted(), other, cycled);
  }

  @Test
  void anActThatSurelyDidNothingIsTakenOutAlone() {
    Count one = cycle(Duration.ofMinutes(1));
    Count other = cycle(Duration.ofMinutes(2));
    ledger(one, other);
    PowerGuard.uncount(port, one.actId());
    assertThat(port.ledger()).containsExactly(one.uncounted(), other);
  }

  @Test
  void theLedgerForgetsWhatIsOlderThanADay() {
    ledger(cycle(Duration.ofHours(24)), cycle(Duration.ofHours(24).minus(TICK)));
    PowerGuard.cycle(desk, desk.host("haos"), true, false);
    assertThat(port.ledger()).hasSize(2).first().isEqualTo(cycle(Duration.ofHours(24).minus(TICK)));
  }

  // --- holds and power that is owed ---

  private Act underWay() {
    return Objects.requireNonNull(port.act());
  }

  private Act act(Doing doing, Step step) {
    return new Act(
        "x#1", doing, desk.service, "haos", 3, true, now, step, now.minusSeconds(1), null, 0);
  }

  @Test
  void aSecondServiceJoinsAHoldOnce() {
    PowerGuard.join(port, "music");
    assertThat(port.hold()).isNull();
    Hold hold = new Hold(List.of(desk.service), "haos", now, now);
    port.hold(hold);
    PowerGuard.join(port, desk.service);
    assertThat(port.hold()).isEqualTo(hold);
    PowerGuard.join(port, "music");
    PowerGuard.join(port, "music");
    assertThat(port.hold()).isEqualTo(new Hold(List.of(desk.service, "music"), "haos", now, now));
  }

  @Test
  void aPortThatIsBeingSwitchedOnGoesOnSo() {
    for (Act each :
        List.of(
            act(Doing.RESTORE, Step.ON_COMMANDED),
            act(Doing.CYCLE, Step.ON_COMMANDED),
            act(Doing.CYCLE, Step.ON_READING))) {
      port.act(each);
      PowerGuard.restore(port, desk.service, "haos");
      assertThat(port.act()).isEqualTo(each);
    }
    assertThat(turn.effects).isEmpty();
  }

  @Test
  void aPortThatIsBeingCutIsSwitchedOnInsteadAndOwedItsPowerSinceThen() {
    port.act(act(Doing.HOLD, Step.OFF_READING));
    PowerGuard.restore(port, desk.service, "haos");
    Act on = underWay();
    assertThat(on.doing()).isEqualTo(Doing.RESTORE);
    assertThat(on.incident()).isEqualTo(3);
    assertThat(on.automatic()).isFalse();
    assertThat(port.owedSince()).isEqualTo(now);
    assertThat(turn.effects)
        .containsExactly(new Effect.SetPort(port.id, on.id() + "/on", true, now.plusSeconds(3)));
  }

  @Test
  void powerThatIsOwedLongerIsOwedSinceThen() {
    Instant since = now.minusSeconds(40);
    port.owed(since);
    PowerGuard.restore(port, desk.service, "haos");
    assertThat(port.owedSince()).isEqualTo(since);
  }

  @Test
  void aPortThatIsKeptOffIsOwedNothingAndProvesNothing() {
    port.owed(now);
    port.act(act(Doing.HOLD, Step.OFF_READING));
    PowerGuard.keepOff(port, desk.service, "haos");
    assertThat(port.act()).isNull();
    assertThat(port.owedSince()).isNull();
    assertThat(port.hold()).isEqualTo(new Hold(List.of(desk.service), "haos", now, null));
  }

  // --- what is under way, and whose power it is ---

  private Optional<String> refused(Doing doing, boolean automatic) {
    return PowerGuard.refusal(port, desk, "haos", doing, automatic, false).map(Refusal::why);
  }

  @Test
  void onlyAPortThatCannotBeLitMayBeProvenOffMeanwhile() {
    port.act(act(Doing.RESTORE, Step.ON_READING));
    assertThat(refused(Doing.HOLD, true)).isEmpty();
    assertThat(refused(Doing.CYCLE, true)).contains("port rack/8 is busy: being switched on");
    port.act(act(Doing.CYCLE, Step.OFF_CONFIRMED));
    assertThat(refused(Doing.HOLD, true)).contains("port rack/8 is busy: off for a cycle");
  }

  @Test
  void aHeldPortIsNeverCycledAndMayBeHeldOn() {
    port.hold(new Hold(List.of("music"), "haos", now, null));
    assertThat(refused(Doing.CYCLE, false))
        .contains("port rack/8 is held off; a held port is never cycled (S3)");
    assertThat(refused(Doing.HOLD, false)).isEmpty();
    Grant grant = PowerGuard.hold(desk, desk.host("haos"), true);
    assertThat(grant).isEqualTo(new Grant.Granted("rack/8#1"));
    assertThat(underWay().step()).isEqualTo(Step.OFF_READING);
    assertThat(port.ledger()).as("the port is not cut again").isEmpty();
    assertThat(turn.effects).containsExactly(new Effect.ReadPort(port.id));
  }

  @Test
  void aSwitchThatDoesNotAnswerIsToldNothing() {
    port.trouble = "timed out";
    assertThat(refused(Doing.CYCLE, true)).contains("switch rack does not answer: timed out");
  }

  @Test
  void aCycleBelongsToTheIncidentThatIsOpen() {
    PowerGuard.cycle(desk, desk.host("haos"), false, false);
    assertThat(port.ledger().getFirst().incident()).isZero();
    port.act(null);
    Incident incident = desk.openIncident("haos");
    PowerGuard.hold(desk, desk.host("haos"), true);
    assertThat(port.ledger().getLast().incident()).isEqualTo(incident.id());
    assertThat(port.ledger().getLast().cut()).isTrue();
    assertThat(underWay().incident()).isEqualTo(incident.id());
  }

  @Test
  void powerIsOwedToACycledPortAndNotToOneThatIsHeld() {
    PowerGuard.hold(desk, desk.host("haos"), true);
    assertThat(port.owedSince()).isNull();
    port.act(null);
    ledger();
    PowerGuard.cycle(desk, desk.host("haos"), true, false);
    assertThat(port.owedSince()).isEqualTo(now);
  }
}
