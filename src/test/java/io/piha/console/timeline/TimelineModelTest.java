package io.piha.console.timeline;

import static org.assertj.core.api.Assertions.assertThat;

import io.piha.arbiter.Kind;
import io.piha.arbiter.Severity;
import io.piha.console.Estates;
import io.piha.console.KeptHouse;
import io.piha.console.PlayedDrills;
import io.piha.console.Stagehand;
import io.piha.console.kit.Archive;
import io.piha.console.kit.Live;
import io.piha.console.timeline.Band.What;
import io.piha.drill.Rehearsal;
import io.piha.journal.AuditRecord;
import io.piha.journal.PowerChange;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TimelineModelTest {

  @TempDir private Path folder;

  private final LinkedBlockingQueue<Runnable> frames = new LinkedBlockingQueue<>();
  private final AtomicInteger passed = new AtomicInteger();
  private final Live live = new Live(() -> Estates.NOW.plusSeconds(passed.get()));
  private final List<Instant> turned = new ArrayList<>();
  private final List<Long> opened = new ArrayList<>();

  @Test
  void readsHeartbeatsSilencesBandsAndMarksOfTheStretchInSight() throws Exception {
    TimelineModel model = shown(KeptHouse.in(folder));
    Chart chart = model.chart().get();

    assertThat(chart.hosts()).extracting(HostStrip::host).containsExactly("haos", "standby");
    HostStrip haos = chart.hosts().getFirst();
    assertThat(haos.width()).as("few enough to be drawn one by one").isZero();
    assertThat(haos.gaps()).as("the nap in the middle").contains(80_000);
    assertThat(chart.bands())
        .extracting(Band::what)
        .contains(What.LEADER, What.FROZEN, What.RECOVERING);
    assertThat(chart.marks()).extracting(Mark::shape).contains(Mark.Shape.POWER, Mark.Shape.SYNC);
    assertThat(model.tell(Estates.NOW.minusSeconds(10)))
        .contains("recovering", "haos leads · epoch 7", "core down: refused");
  }

  @Test
  void manyHeartbeatsAreReadInBuckets() throws Exception {
    TimelineModel model = shown(KeptHouse.in(folder));
    model.last(Duration.ofDays(365));
    frame();

    HostStrip haos = model.chart().get().hosts().getFirst();
    assertThat(haos.beats().length).isLessThan(3_600);
  }

  @Test
  void followsThePresentUntilItIsPannedAwayAndAgainWhenPannedBack() throws Exception {
    TimelineModel model = shown(KeptHouse.in(folder));
    model.pan(-0.5);
    Axis stays = model.axis().get();
    model.tick();
    assertThat(model.axis().get()).isEqualTo(stays);

    model.pan(5);

    assertThat(model.axis().get().to()).isEqualTo(Estates.NOW);
  }

  @Test
  void thePlayheadGoesToMomentsAndFromMarkToMark() throws Exception {
    TimelineModel model = shown(KeptHouse.in(folder));
    model.turnTo(Estates.NOW.minusSeconds(300));
    model.toMark(false);

    assertThat(turned).containsExactly(Estates.NOW.minusSeconds(300), Estates.NOW.minusSeconds(23));
  }

  @Test
  void aRehearsalIsDrawnAsFarAsItIsPlayedAndIsGoneAfterwards() throws Exception {
    TimelineModel model = shown(KeptHouse.in(folder));
    Axis before = model.axis().get();
    var drills = new PlayedDrills();
    Rehearsal rehearsal = drills.rehearse("leader-dies", "home-assistant").orElseThrow();
    Rehearsal.Frame middle = rehearsal.frames().get(rehearsal.frames().size() / 2);
    live.rehearse(drills.picture(rehearsal, middle), "rehearsed");
    model.rehearse(rehearsal);

    Chart half = model.chart().get();
    assertThat(half.readAt()).isEqualTo(middle.at());
    assertThat(half.marks()).isNotEmpty().allMatch(each -> !each.at().isAfter(middle.at()));
    assertThat(half.bands()).extracting(Band::what).contains(What.LEADER);
    assertThat(half.hosts()).extracting(HostStrip::host).containsExactly("haos", "standby");
    assertThat(half.hosts()).allMatch(each -> each.beats().length > 0);

    Rehearsal.Frame last = rehearsal.frames().getLast();
    live.rehearse(drills.picture(rehearsal, last), "rehearsed");
    model.tick();

    Chart all = model.chart().get();
    assertThat(all.marks()).hasSizeGreaterThan(half.marks().size());
    assertThat(all.bands()).extracting(Band::text).contains("standby leads · epoch 8");
    assertThat(all.hosts().getFirst().power()).extracting(PowerChange::word).contains("off");
    assertThat(model.axis().get().to()).isAfter(last.at());

    model.turnTo(middle.at());
    model.open(all.marks().getFirst());
    assertThat(turned).as("nothing of it was recorded").isEmpty();
    assertThat(opened).isEmpty();

    live.backToNow();
    model.backToNow();
    frame();
    assertThat(model.axis().get()).isEqualTo(before);
    assertThat(model.chart().get().marks()).noneMatch(each -> each.id() == 0);
  }

  @Test
  void aMarkOpensItsRecord() throws Exception {
    TimelineModel model = shown(KeptHouse.in(folder));
    model.openHere();
    assertThat(opened).as("the cycle is next to now").containsExactly(7L);
  }

  @Test
  void ofManyHostsThoseScrolledToAreReadAndDrawn() throws Exception {
    live.take(Estates.many(40));
    TimelineModel model = model(KeptHouse.in(folder), live);
    model.tick();
    frame();
    assertThat(model.hosts()).hasSize(TimelineModel.MOST_ROWS);

    model.scroll(37, 6);
    frame();

    assertThat(model.hosts())
        .extracting(each -> each.name())
        .containsExactly("host-34", "host-35", "host-36", "host-37", "host-38", "host-39");
    assertThat(model.chart().get().hosts())
        .extracting(HostStrip::host)
        .containsAll(List.of("host-34", "host-39"));
  }

  @Test
  void halfAnHourLooksTheSameForAlmostTwoSeconds() throws Exception {
    TimelineModel model = shown(KeptHouse.in(folder));
    assertThat(looks(model, 4)).as("a pixel is two seconds").isBetween(2, 3);
  }

  @Test
  void aCalmHouseLooksTheSameForFourPixels() throws Exception {
    live.take(Estates.calm());
    TimelineModel model = model(KeptHouse.in(folder), live);
    model.tick();
    frame();
    assertThat(looks(model, 7)).as("a step is eight seconds").isBetween(1, 2);
    assertThat(looks(model, 33)).isBetween(4, 5);
    assertThat(looks(model, 63)).as("from 60 s on each pixel counts").isGreaterThan(8);

    model.pan(-0.5);
    Look panned = Look.of(model, 900);
    model.pan(-1 / 900.0);
    assertThat(Look.of(model, 900)).as("moved by hand").isNotEqualTo(panned);
  }

  /** How often it looked otherwise in so many seconds from now. */
  private int looks(TimelineModel model, int seconds) {
    var looks = new HashSet<Look>();
    for (int second = 0; second < seconds; second++) {
      passed.set(second);
      model.tick();
      looks.add(Look.of(model, 900));
    }
    return looks.size();
  }

  @Test
  void readsAnewWhenSomethingWasRecordedAndElseWhenItWouldBeSeen() throws Exception {
    live.take(Estates.calm());
    TimelineModel model = model(KeptHouse.in(folder), live);
    model.tick();
    frame();

    passed.set(5);
    model.tick();
    passed.set(8);
    model.tick();
    frame();
    assertThat(model.chart().get().readAt()).as("a pixel").isEqualTo(Estates.NOW.plusSeconds(8));

    passed.set(13);
    AuditRecord fresh =
        Estates.written(47, -10, Kind.POWER_OFF, Severity.INFO, "haos", "control", "0.0 W");
    live.take(Estates.later(Estates.calm(), Duration.ofSeconds(13), fresh));
    model.tick();
    frame();
    assertThat(model.chart().get().readAt()).isEqualTo(Estates.NOW.plusSeconds(13));
  }

  @Test
  void saysWhyNothingCanBeRead() throws Exception {
    TimelineModel model = shown(Archive.NONE);

    assertThat(model.trouble().get()).contains("control plane that decides");
  }

  private TimelineModel shown(Archive archive) throws Exception {
    live.take(Estates.incident());
    TimelineModel model = model(archive, live);
    model.tick();
    frame();
    return model;
  }

  private TimelineModel model(Archive archive, Live of) {
    return new TimelineModel(
        of,
        Stagehand.words(),
        archive,
        () -> "home-assistant",
        frames::add,
        new TimelineModel.Wishes(turned::add, () -> {}, opened::add));
  }

  private void frame() throws InterruptedException {
    Runnable next = frames.poll(30, TimeUnit.SECONDS);
    assertThat(next).isNotNull();
    next.run();
  }
}
