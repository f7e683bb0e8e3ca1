package io.piha.console.overview;

import static org.assertj.core.api.Assertions.assertThat;

import io.piha.arbiter.Command;
import io.piha.arbiter.Request;
import io.piha.console.Estates;
import io.piha.console.Stagehand;
import io.piha.console.kit.Archive;
import io.piha.console.kit.Live;
import io.piha.console.kit.Sign;
import io.piha.console.kit.Tone;
import io.piha.engine.Snapshot;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class OverviewModelTest {

  private Instant clock = Estates.NOW;
  private final Live live = new Live(() -> clock);
  private final List<String> opened = new ArrayList<>();
  private final List<Request> asked = new ArrayList<>();
  private final OverviewModel page =
      new OverviewModel(
          Stagehand.words(),
          live,
          (act, service, host, _) -> opened.add(act + " " + service + " " + host),
          asked::add,
          "alice",
          Archive.NONE,
          Runnable::run);

  @Test
  void saysTheEnginesOwnSentenceAndIsCalmWhenAllIsWell() {
    show(Estates.calm());

    assertThat(page.banner().get().sentence())
        .isEqualTo(Estates.calm().services().getFirst().why());
    assertThat(page.banner().get().tone()).isEqualTo(Tone.LEADING);
    assertThat(page.banner().get().safe()).isTrue();
    assertThat(page.bars().get()).isEqualTo(BarsFace.NONE);
    assertThat(page.tiles()).hasSize(2);
  }

  @Test
  void waitsInWordsBeforeTheFirstPictureAndTeachesWhenThereIsNoService() {
    assertThat(page.banner().get().sentence()).startsWith("Waiting");

    show(Estates.empty());

    assertThat(page.banner().get().sentence()).isEqualTo("No service is configured.");
    assertThat(page.banner().get().subline()).contains("piha.yaml");
  }

  @Test
  void anIncidentBarAppearsWithTheIncidentAndMayBeAcknowledgedOnce() {
    show(Estates.incident());

    assertThat(page.bars().get().incident()).isEqualTo("Incident 14");
    assertThat(page.bars().get().ackable()).isTrue();
    page.acknowledge();

    assertThat(asked).singleElement().extracting(Request::command).isEqualTo(Command.ACK);
    assertThat(asked.getFirst().by()).isEqualTo("operator:alice");
    assertThat(page.bars().get().ackable()).as("only the next snapshot changes it").isTrue();
  }

  @Test
  void theCountdownGoesOnBetweenSnapshots() {
    show(Estates.incident());
    assertThat(page.tiles().getLast().plan().get().text()).isEqualTo("standby takes over in 0:37");

    pass(Duration.ofSeconds(2));

    assertThat(page.tiles().getLast().plan().get().text()).isEqualTo("standby takes over in 0:35");
    pass(Duration.ofSeconds(60));
    assertThat(page.tiles().getLast().plan().get().text()).isEqualTo("standby takes over now");
  }

  @Test
  void theRingFillsTowardsTheLimitAndTurnsWhenItIsReached() {
    show(Estates.calm());
    var ring = page.tiles().getFirst().ring();
    assertThat(ring.get()).isEqualTo(new RingFace(0.04, "0:04", "of 1:30", Tone.LEADING));

    pass(Duration.ofSeconds(60));
    assertThat(ring.get()).isEqualTo(new RingFace(0.71, "1:04", "of 1:30", Tone.NOTICE));

    pass(Duration.ofSeconds(30));
    assertThat(ring.get()).isEqualTo(new RingFace(1, "1:34", "silent", Tone.BAD));
  }

  @Test
  void aPictureOlderThanThreeSecondsIsSaidToBeStale() {
    show(Estates.calm());
    pass(Duration.ofSeconds(3));
    assertThat(page.bars().get().stale()).isEmpty();

    pass(Duration.ofSeconds(9));

    assertThat(page.bars().get().stale()).contains("12 s").contains("03:13:05");
  }

  @Test
  void theSameHostKeepsItsTileAcrossSnapshots() {
    show(Estates.calm());
    var before = List.copyOf(page.tiles());

    show(Estates.incident());

    assertThat(page.tiles()).isEqualTo(before);
    assertThat(page.tiles().getFirst().face().get().sign()).isEqualTo(Sign.RECOVERING);
  }

  @Test
  void theListsThatAPageFollowsAreTheSameObjectsForEver() {
    assertThat(page.tiles()).isSameAs(page.tiles());
    assertThat(page.services()).isSameAs(page.services());
  }

  @Test
  void opensOnTheServiceThatNeedsALookAndPointsAtTheOthers() {
    show(Estates.two());
    assertThat(page.selected().get()).isEqualTo("zigbee2mqtt");
    assertThat(page.bars().get().elsewhere()).isEmpty();

    page.select("home-assistant");

    assertThat(page.banner().get().subline()).startsWith("home-assistant");
    assertThat(page.bars().get().elsewhere()).contains("zigbee2mqtt suspect");
  }

  @Test
  void theSwitchAsksToFreezeOrToThawAndTurnsNothingByItself() {
    show(Estates.calm());
    page.freezeOrThaw();
    show(Estates.frozen());
    page.freezeOrThaw();

    assertThat(opened).containsExactly("FREEZE home-assistant ", "THAW home-assistant ");
    assertThat(page.freeze().get().detail())
        .isEqualTo("by alice · “router swap” · for 25 min · until 08:00:00, 4:46:55 left");
  }

  @Test
  void theMissingPiecesOfProtectionAreNamed() {
    show(Estates.leaderless());

    assertThat(page.banner().get().safe()).isFalse();
    assertThat(page.banner().get().missing())
        .isEqualTo("nobody leads · standby: its probe is down");
    assertThat(page.banner().get().tone()).isEqualTo(Tone.BAD);
  }

  @Test
  void thePrimaryOffersTheWayBackWhenTheStandbyLeads() {
    show(Estates.failedOver());
    var haos = page.tiles().getFirst().face().get();

    assertThat(haos.returning()).isTrue();
    assertThat(haos.promotable()).isFalse();
    assertThat(haos.word()).isEqualTo("fenced");
    page.tiles().getFirst().failback();
    assertThat(opened).containsExactly("FAILBACK home-assistant haos");
  }

  @Test
  void theGroundNamesWhatDoesNotAnswer() {
    show(Estates.blind());

    assertThat(page.ground().get())
        .filteredOn(fact -> fact.tone() == Tone.BAD)
        .extracting(fact -> fact.word() + ": " + fact.text())
        .containsExactly(
            "broker: connection refused",
            "witness 192.168.1.1:53: timed out after 3 s",
            "switch rack: timed out after 3 s");
  }

  private void show(Snapshot snapshot) {
    live.take(snapshot);
    page.show(snapshot);
  }

  private void pass(Duration time) {
    clock = clock.plus(time);
    page.tick();
  }

  @Test
  void groupsHoldTheHostsOfAllServicesTheStatesWorstFirst() {
    show(Estates.two());
    page.group(Grouping.SERVICE);
    assertThat(page.arranged().groups().get())
        .extracting(TileGroup::title)
        .containsExactlyElementsOf(page.services());

    show(Estates.many(30));
    page.group(Grouping.STATE);
    List<TileGroup> states = page.arranged().groups().get();
    assertThat(states.getFirst().tone()).isEqualTo(Tone.BAD);
    assertThat(states.getFirst().worst()).startsWith("host-7 ").endsWith("and 3 more");

    page.arranged().toggle(states.getFirst().title());
    assertThat(page.arranged().groups().get().getFirst().collapsed()).isTrue();
    assertThat(page.arranged().groups().get().getFirst().tone())
        .as("collapsed hides nothing")
        .isEqualTo(Tone.BAD);
    page.arranged().search("leader");
    assertThat(page.arranged().groups().get()).hasSize(1);
  }
}
