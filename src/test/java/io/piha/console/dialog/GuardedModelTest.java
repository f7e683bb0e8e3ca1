package io.piha.console.dialog;

import static org.assertj.core.api.Assertions.assertThat;

import io.piha.arbiter.Kind;
import io.piha.arbiter.Severity;
import io.piha.console.Estates;
import io.piha.console.Stagehand;
import io.piha.console.dialog.GuardedModel.Stage;
import io.piha.console.dialog.Step.Progress;
import io.piha.console.kit.Live;
import io.piha.engine.Snapshot;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class GuardedModelTest {

  private final Stagehand engine = new Stagehand();
  private Instant now = Estates.NOW;
  private final Live live = new Live(() -> now);

  @Test
  void aResetOfTheLeaderWantsReasonAndName() {
    var dialog = open(Act.RESET, Estates.incident(), "haos");
    assertThat(dialog.preview().get().tier()).isEqualTo(Tier.NAME);
    assertThat(dialog.armed().get()).isFalse();

    dialog.reason().set("  ");
    dialog.typedName().set("haos");
    assertThat(dialog.armed().get()).as("blank reason").isFalse();

    dialog.reason().set("kernel panic");
    assertThat(dialog.armed().get()).isTrue();

    dialog.typedName().set("standby");
    assertThat(dialog.armed().get()).as("another name").isFalse();
  }

  @Test
  void whatIsNotArmedAsksForNothing() {
    open(Act.RESET, Estates.incident(), "haos").confirm();

    assertThat(engine.asked()).isEmpty();
  }

  @Test
  void aSecondConfirmationDoesNotFireTwice() {
    var dialog = armed(Act.RESET, Estates.incident(), "haos");
    dialog.confirm();
    dialog.confirm();

    assertThat(engine.asked()).hasSize(1);
  }

  @Test
  void theRequestIsBoundToTheRevisionAndSaysWhoAndWhy() {
    armed(Act.RESET, Estates.incident(), "haos").confirm();

    assertThat(engine.asked())
        .singleElement()
        .satisfies(
            request -> {
              assertThat(request.revision()).hasValue(312);
              assertThat(request.by()).isEqualTo("operator:alice");
              assertThat(request.reason()).isEqualTo("kernel panic");
              assertThat(request.host()).isEqualTo("haos");
              assertThat(request.dryRun()).isFalse();
            });
  }

  @Test
  void aFreezeIsWantedMostWhenMuchMovesAndIsBoundToNoRevision() {
    var freeze = open(Act.FREEZE, Estates.incident(), "");
    freeze.reason().set("router swap");
    freeze.confirm();
    var thaw = open(Act.THAW, Estates.frozen(), "");
    thaw.reason().set("router is back");
    thaw.confirm();

    assertThat(engine.asked().getFirst().revision()).isEmpty();
    assertThat(engine.asked().getLast().revision()).as("a thaw may promote at once").isPresent();
  }

  @Test
  void whatWouldFollowIsAskedOfTheStateOfNow() {
    open(Act.RESET, Estates.incident(), "haos");

    assertThat(engine.tried()).isNotEmpty().allMatch(each -> each.revision().isEmpty());
  }

  @Test
  void whenTheWorldMovesThePreviewIsComputedAnewAndSaysSo() {
    var dialog = armed(Act.RESET, Estates.incident(), "haos");
    long before = dialog.moves().get();

    show(dialog, Estates.failedOver());

    assertThat(dialog.moves().get()).isGreaterThan(before);
    assertThat(dialog.notice().get()).contains("Read again");
    assertThat(dialog.preview().get().revision()).isEqualTo(350);
    assertThat(dialog.preview().get().happens().getFirst().text()).contains("held off");
  }

  @Test
  void figuresThatOnlyGrowOlderDoNotCountAsMovement() {
    var dialog = armed(Act.RESET, Estates.incident(), "haos");

    show(dialog, Estates.later(Estates.incident(), Duration.ofSeconds(1)));

    assertThat(dialog.moves().get()).isZero();
    assertThat(dialog.notice().get()).isEmpty();
  }

  @Test
  void aRefusalIsToldWithItsReasonAndTheWayBackKeepsTheTypedReason() {
    engine.answer(false, "rule S4: cycled 23 s ago");
    var dialog = armed(Act.RESET, Estates.incident(), "haos");
    dialog.confirm();

    assertThat(dialog.stage().get()).isEqualTo(Stage.FAILED);
    assertThat(dialog.steps().get().getFirst())
        .isEqualTo(new Step("Asked the engine", Progress.FAILED, "rule S4: cycled 23 s ago"));

    dialog.again();

    assertThat(dialog.stage().get()).isEqualTo(Stage.PREVIEW);
    assertThat(dialog.reason().get()).isEqualTo("kernel panic");
    assertThat(dialog.armed().get()).as("the name is asked for again").isFalse();
  }

  @Test
  void theOutcomeIsToldStepByStepFromWhatIsSeen() {
    engine.answer(true, "the port is cycled now");
    var dialog = armed(Act.RESET, Estates.incident(), "haos");
    dialog.confirm();
    assertThat(progress(dialog))
        .containsExactly(Progress.DONE, Progress.RUNNING, Progress.WAITING, Progress.WAITING);

    var off = Estates.written(47, -2, Kind.POWER_OFF, Severity.INFO, "haos", "control", "0.0 W");
    show(dialog, Estates.later(Estates.incident(), Duration.ofSeconds(2), off));
    assertThat(progress(dialog))
        .as("the picture still says on, but from a reading that is older than the record")
        .containsExactly(Progress.DONE, Progress.DONE, Progress.RUNNING, Progress.WAITING);

    var on = Estates.written(48, -12, Kind.POWER_ON, Severity.INFO, "haos", "control", "5.1 W");
    show(dialog, Estates.later(Estates.incident(), Duration.ofSeconds(12), on, off));
    assertThat(dialog.stage().get()).isEqualTo(Stage.FOLLOWING);

    var heard = Estates.haos("leader", -60, Estates.up("core", 9));
    show(dialog, Estates.site(Estates.withHosts(Estates.calm().services().getFirst(), heard)));
    assertThat(dialog.stage().get()).isEqualTo(Stage.SUCCEEDED);
    assertThat(progress(dialog)).containsOnly(Progress.DONE);
  }

  @Test
  void aFailedPowerActionEndsTheStoryWithItsReason() {
    engine.answer(true, "");
    var dialog = armed(Act.RESET, Estates.incident(), "haos");
    dialog.confirm();
    var failed =
        Estates.written(
            47, -9, Kind.POWER_FAILED, Severity.CRITICAL, "haos", "control", "no read-back");

    show(dialog, Estates.later(Estates.incident(), Duration.ofSeconds(9), failed));

    assertThat(dialog.stage().get()).isEqualTo(Stage.FAILED);
    assertThat(dialog.steps().get())
        .contains(new Step("Port off, read back", Progress.FAILED, "no read-back"));
  }

  @Test
  void anExpectedRefusalIsForetoldByADryRun() {
    engine.foresee(false, "rule S4");
    var dialog = open(Act.RESET, Estates.incident(), "haos");

    assertThat(dialog.forecast().get()).isEqualTo("The engine would refuse it now: rule S4");
    assertThat(engine.asked()).as("dry runs are no acts").isEmpty();
  }

  @Test
  void aRefusalThatNamesItsEndIsAskedForAgainThenAndNotBefore() {
    engine.refuseFor(Duration.ofSeconds(577), "port rack/8 was cycled (S4)");
    var dialog = armed(Act.RESET, Estates.incident(), "haos");
    assertThat(dialog.forecast().get()).contains("(S4)").endsWith("asked again at 03:22:43.");
    engine.foresee(true, "yes\n+0:08  rack/8 delivers power again");

    pass(dialog, Duration.ofSeconds(577));
    assertThat(engine.tried()).as("each dry run is a record").hasSize(1);

    pass(dialog, Duration.ofSeconds(1));
    assertThat(engine.tried()).hasSize(2);
    assertThat(dialog.forecast().get()).isEmpty();
    assertThat(dialog.foreseen().get()).hasSize(1);
    assertThat(dialog.notice().get()).contains("Read again");
    assertThat(dialog.moves().get()).isEqualTo(1);

    pass(dialog, Duration.ofHours(1));
    assertThat(engine.tried()).hasSize(2);
  }

  @Test
  void aRefusalThatStandsWhenItsTimeHasComeIsToldAnew() {
    engine.refuseFor(Duration.ofSeconds(2), "cycled (S4)");
    var dialog = open(Act.RESET, Estates.incident(), "haos");
    engine.foresee(false, "port rack/8 is busy: cycling");

    pass(dialog, Duration.ofSeconds(3));

    assertThat(dialog.forecast().get()).endsWith("port rack/8 is busy: cycling");
    assertThat(dialog.moves().get()).isZero();
  }

  @Test
  void passingTheRuleByHandIsNoMovementOfTheWorld() {
    engine.refuseFor(Duration.ofMinutes(9), "cycled (S4)");
    var dialog = open(Act.RESET, Estates.incident(), "haos");
    engine.foresee(true, "yes");

    dialog.override().set(true);

    assertThat(dialog.forecast().get()).isEmpty();
    assertThat(dialog.notice().get()).isEmpty();
  }

  @Test
  void whatWouldFollowIsShownLineByLineWithItsEnd() {
    engine.foresee(true, "yes\n" + "+0:01  a line\n".repeat(20) + "+2:00  in the end: normal");
    var dialog = open(Act.FREEZE, Estates.incident(), "haos");

    assertThat(dialog.forecast().get()).isEmpty();
    assertThat(dialog.foreseen().get())
        .extracting(Preview.Line::text)
        .hasSize(7)
        .startsWith("+0:01  a line")
        .endsWith("+2:00  in the end: normal");
  }

  @Test
  void anOverrideIsSaidInTheRequestAndWantsTheName() {
    var dialog = open(Act.PROMOTE, Estates.incident(), "standby");
    dialog.reason().set("now");
    assertThat(dialog.ready().get()).isTrue();

    dialog.override().set(true);
    assertThat(dialog.ready().get()).isFalse();
    dialog.typedName().set("standby");
    assertThat(dialog.armed().get()).as("passing a rule wants its own reason").isFalse();
    dialog.overrideReason().set("haos is unplugged");
    dialog.confirm();

    assertThat(engine.asked().getFirst().reason())
        .isEqualTo("now; a rule is passed because haos is unplugged");
    assertThat(engine.asked().getFirst().force()).isTrue();
    assertThat(engine.asked().getFirst().overrideGuard()).isFalse();
  }

  @Test
  void movingTheLeadershipIsArmedForTenSeconds() {
    var dialog = open(Act.PROMOTE, Estates.incident(), "standby");
    dialog.arm();
    assertThat(dialog.armedFor().get()).as("no reason yet").isZero();
    dialog.reason().set("now");
    dialog.confirm();
    assertThat(engine.asked()).as("not armed").isEmpty();

    dialog.arm();
    assertThat(dialog.armedFor().get()).isEqualTo(10);
    now = now.plusMillis(9_500);
    dialog.tick();
    assertThat(dialog.armedFor().get()).isEqualTo(1);
    assertThat(dialog.armed().get()).isTrue();
    now = now.plusMillis(500);
    dialog.tick();
    assertThat(dialog.armed().get()).isFalse();
    dialog.confirm();
    assertThat(engine.asked()).isEmpty();

    dialog.arm();
    dialog.confirm();
    assertThat(engine.asked()).hasSize(1);
  }

  @Test
  void aMovingWorldDisarms() {
    var dialog = open(Act.PROMOTE, Estates.incident(), "standby");
    dialog.reason().set("now");
    dialog.arm();

    show(dialog, Estates.leaderless());

    assertThat(dialog.armedFor().get()).isZero();
    assertThat(dialog.armed().get()).isFalse();
  }

  @Test
  void aFreezeEndsByItselfUnlessSaidOtherwise() {
    var dialog = open(Act.FREEZE, Estates.calm(), "");
    dialog.reason().set("router swap");
    dialog.confirm();

    assertThat(engine.asked().getFirst().until()).contains(Duration.ofHours(4));
  }

  private void pass(GuardedModel dialog, Duration time) {
    now = now.plus(time);
    dialog.tick();
  }

  private GuardedModel armed(Act act, Snapshot snapshot, String host) {
    var dialog = open(act, snapshot, host);
    dialog.reason().set("kernel panic");
    dialog.typedName().set(host);
    return dialog;
  }

  private GuardedModel open(Act act, Snapshot snapshot, String host) {
    live.take(snapshot);
    var subject = Subject.in(snapshot, "home-assistant", host).orElseThrow();
    return new GuardedModel(act, subject, live, "alice", engine, Runnable::run, Stagehand.words());
  }

  private void show(GuardedModel dialog, Snapshot snapshot) {
    live.take(snapshot);
    dialog.show(snapshot);
  }

  private static java.util.List<Progress> progress(GuardedModel dialog) {
    return dialog.steps().get().stream().map(Step::progress).toList();
  }
}
