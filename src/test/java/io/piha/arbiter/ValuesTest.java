package io.piha.arbiter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Small values, and what they promise. */
class ValuesTest {

  private static final Instant AT = Instant.EPOCH;

  // --- roster ---

  @Test
  void aRosterIsTheListItWasMadeOf() {
    for (int size : new int[] {0, 1, 64, 65, 200}) {
      List<Integer> items = IntStream.range(0, size).boxed().toList();
      Roster<Integer> roster = Roster.of(items);
      List<Integer> walked = new ArrayList<>();
      roster.forEach(walked::add);
      assertThat(roster.size()).isEqualTo(size);
      assertThat(walked).isEqualTo(items).isEqualTo(roster.toList());
      assertThat(roster).hasToString(items.toString());
    }
  }

  @Test
  void anotherRosterDiffersInOnePlaceAndLeavesTheFirstAlone() {
    List<Integer> items = IntStream.range(0, 130).boxed().toList();
    Roster<Integer> before = Roster.of(items);
    Roster<Integer> after = before.with(129, -1);
    assertThat(before.toList()).isEqualTo(items);
    assertThat(after.get(129)).isEqualTo(-1);
    assertThat(after.get(128)).isEqualTo(128);
    assertThat(after).isNotEqualTo(before).hasSize(130);
    assertThat(after.with(129, 129)).isEqualTo(before).hasSameHashCodeAs(before);
    assertThat(before.hashCode()).isNotEqualTo(after.hashCode());
  }

  @Test
  void beyondTheEndOfARosterIsNothing() {
    Iterator<String> one = Roster.of(List.of("a")).iterator();
    assertThat(one.next()).isEqualTo("a");
    assertThat(one.hasNext()).isFalse();
    assertThatThrownBy(one::next).isInstanceOf(NoSuchElementException.class);
  }

  // --- ports ---

  @Test
  void portsStandInTheOrderOfTheirSwitches() {
    PortId a = new PortId("a", "2");
    assertThat(a).isLessThan(new PortId("b", "1")).isLessThan(new PortId("a", "3"));
    assertThat(a).isEqualByComparingTo(new PortId("a", "2")).hasToString("a/2");
  }

  // --- snapshots ---

  private static StagedSnapshot snapshot(String kind) {
    return new StagedSnapshot("s", "haos", kind, AT, 1, "00", true, "");
  }

  @Test
  void aBackupOfCoreFitsWhereverCoreRuns() {
    assertThat(snapshot("haos").fits("container")).isTrue();
    assertThat(snapshot("container").fits("haos")).isTrue();
    assertThat(snapshot("haos").fits("sftp")).isFalse();
    assertThat(snapshot("sftp").fits("haos")).isFalse();
    assertThat(snapshot("sftp").fits("sftp")).isTrue();
    assertThat(snapshot("container").isCore()).isTrue();
    assertThat(snapshot("git").isCore()).isFalse();
  }

  @Test
  void aSnapshotThatIsMovedInTimeIsTheSameElse() {
    Duration by = Duration.ofHours(1);
    assertThat(snapshot("haos").shifted(by))
        .isEqualTo(new StagedSnapshot("s", "haos", "haos", AT.plus(by), 1, "00", true, ""));
  }

  // --- the mirror ---

  private static final MirrorView.Commit COMMIT =
      new MirrorView.Commit("0123456789abcdef", "Ann", "lights", AT);

  private static MirrorView view(Instant base, Optional<Instant> next) {
    return new MirrorView(
        Optional.of(COMMIT),
        Optional.empty(),
        Optional.of(COMMIT),
        true,
        "",
        "",
        Optional.of(base.plusSeconds(1)),
        2,
        Optional.of(base.plusSeconds(2)),
        3,
        List.of(new MirrorView.Waiting(COMMIT, base.plusSeconds(3), 0.5, base.plusSeconds(4))),
        next,
        base);
  }

  @Test
  void aCommitIsNamedShortly() {
    assertThat(COMMIT.words()).isEqualTo("0123456789 \"lights\" by Ann");
    assertThat(new MirrorView.Commit("0123456789", "", "", AT).brief()).isEqualTo("0123456789");
    assertThat(new MirrorView.Commit("c1", "", "", AT).brief()).isEqualTo("c1");
  }

  @Test
  void aViewThatIsMovedInTimeIsTheSameElse() {
    Duration by = Duration.ofHours(1);
    assertThat(view(AT, Optional.of(AT.plusSeconds(9))).shifted(by))
        .isEqualTo(view(AT.plus(by), Optional.of(AT.plus(by).plusSeconds(9))));
    assertThat(view(AT, Optional.empty()).runsNext(AT.plusSeconds(9)))
        .isEqualTo(view(AT, Optional.of(AT.plusSeconds(9))));
  }

  @Test
  void aRepositoryThatCannotBeReachedIsNotReadyAndShowsWhatWasSeenBefore() {
    Optional<Instant> next = Optional.of(AT.plusSeconds(9));
    MirrorView stale = view(AT, Optional.empty()).stale("no route", next);
    assertThat(stale.ready()).isFalse();
    assertThat(stale.heldBy()).isEqualTo(MirrorView.UNREACHABLE);
    assertThat(stale.heldWhy()).isEqualTo("no route");
    assertThat(stale.behind()).isEqualTo(2);
    assertThat(stale.nextRun()).isEqualTo(next);
    MirrorView never = MirrorView.unreachable("no route", next, AT);
    assertThat(never.heldBy()).isEqualTo(MirrorView.UNREACHABLE);
    assertThat(never.source()).isEmpty();
    assertThat(never.lookedAt()).isEqualTo(AT);
  }

  @Test
  void ofTheSuspectsTheLatestAreRemembered() {
    Mirrored all = Mirrored.NOTHING;
    for (int i = 0; i <= 100; i++) {
      all = all.done(new Release("r", "c" + i, "c", true, "", "", null, AT));
    }
    assertThat(all.suspects()).hasSize(100).startsWith("c1").endsWith("c100");
  }

  // --- requests, books, incidents ---

  @Test
  void aRequestIsAskedByAnotherAboutSomethingOrOnlyToSee() {
    Request one = Request.of("r", "s", Command.RESTORE, "haos", "operator:ann", "why");
    assertThat(one.dryRun()).isFalse();
    assertThat(one.asDryRun().dryRun()).isTrue();
    assertThat(one.asDryRun().asReal()).isEqualTo(one);
    assertThat(one.askedBy("mqtt").by()).isEqualTo("mqtt");
    assertThat(one.askedBy("mqtt").askedBy("operator:ann")).isEqualTo(one);
    assertThat(one.about("s1").subject()).isEqualTo("s1");
    assertThat(one.about("s1").about("")).isEqualTo(one);
  }

  @Test
  void aBookLearnsAHigherEpochAndNoLowerOne() {
    Book book = Book.empty().knowing(5);
    assertThat(book.highest()).isEqualTo(5);
    assertThat(book.knowing(5)).isSameAs(book);
    assertThat(book.knowing(4)).isSameAs(book);
    assertThat(book.epoch()).isEqualTo(Book.empty().epoch());
  }

  @Test
  void aHostFailsOnceInAnIncidentAndIsForgivenWhenItIsAcknowledged() {
    Incident open = Incident.open(1, AT, "haos", null).withFailed("a").withFailed("a");
    assertThat(open.failed()).containsExactly("a");
    assertThat(open.withFailed("b").failed()).containsExactly("a", "b");
    assertThat(open.withAck().failed()).isEmpty();
    assertThat(open.withAck().acked()).isTrue();
  }

  @Test
  void aChangeRestsOnAHoldFromTheCutUntilItIsAcknowledged() {
    Takeover takeover = Takeover.failover("standby", "haos", "");
    Order order = new Order("o", Order.Verb.PROMOTE, "standby", 8, "");
    Phase.Standing standing = new Phase.Standing(order, AT, AT, AT);
    assertThat(new Phase.Deposing(takeover, standing).restsOnHold()).isFalse();
    assertThat(new Phase.Fencing(takeover, "a", AT).restsOnHold()).isTrue();
    assertThat(new Phase.Claiming(takeover, order, "", AT).restsOnHold()).isTrue();
    assertThat(new Phase.Ordered(takeover, standing, "").restsOnHold()).isTrue();
    assertThat(new Phase.Readying(takeover, AT).restsOnHold()).isFalse();
  }

  @Test
  void whatIsNextStandsFirstInTheQueue() {
    Stage stage = StoryHouse.settled();
    stage.hosts.values().iterator().next().running = false;
    stage.runUntil(Stage.ZERO.plusSeconds(120));
    Outlook seen = Outlook.of(stage.state, StoryHouse.SERVICE, stage.now);
    assertThat(seen.next()).isPresent();
    assertThat(seen.queue()).startsWith(seen.next().orElseThrow());
  }

  // --- the policy ---

  @Test
  void aServiceIsFoundByItsNameAndItsPrimaryByItsRole() {
    SitePolicy site = new StoryHouse().stage().policy;
    ServicePolicy service = site.services().getFirst();
    assertThat(site.service(StoryHouse.SERVICE)).contains(service);
    assertThat(site.service("nothing")).isEmpty();
    assertThat(service.host("nobody")).isEmpty();
    assertThat(service.primary().name()).isEqualTo("haos");
    assertThat(site.switchDeadline(new PortId("any", "1")))
        .isEqualTo(SitePolicy.DEFAULT_SWITCH_DEADLINE);
    ServicePolicy none =
        new ServicePolicy(
            "s", List.of(service.hosts().getLast()), Timing.DEFAULT, true, Fence.NONE, 1);
    assertThatThrownBy(none::primary).hasMessageContaining("no primary");
  }

  @Test
  void whatNobodyKnowsIsNotFoundInTheState() {
    State state = new StoryHouse().stage().state;
    assertThat(state.service("nothing")).isEmpty();
    assertThat(state.services().get(0).vitals("nobody")).isEqualTo(Vitals.NOTHING);
    assertThat(Arbiter.serviceDeadline(state, "nothing", AT)).isEmpty();
    assertThat(Arbiter.portDeadline(state, new PortId("no", "1"))).isEmpty();
    assertThatThrownBy(() -> Outlook.of(state, "nothing", AT))
        .hasMessageContaining("no service nothing");
  }
}
