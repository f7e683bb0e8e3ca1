package io.piha.drill;

import io.piha.arbiter.Command;
import io.piha.arbiter.Effect;
import io.piha.arbiter.Outlook;
import io.piha.arbiter.Request;
import io.piha.world.Stage;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** The simulated house as a ground: time passes as fast as it can be computed. */
final class StageGround implements Ground {

  /** Finer than anything that a rehearsal measures. */
  private static final Duration STEP = Duration.ofMillis(20);

  private static final Duration FRAME = Duration.ofSeconds(1);
  private static final int FRAMES = 4_000;

  private final Stage stage;
  private final String service;
  private final List<Seen> records = new ArrayList<>();
  private final List<Rehearsal.Frame> frames = new ArrayList<>();
  private int asked;

  StageGround(Stage stage, String service) {
    this.stage = stage;
    this.service = service;
    frames.add(new Rehearsal.Frame(stage.now(), stage.state()));
  }

  List<Rehearsal.Frame> frames() {
    return List.copyOf(frames);
  }

  List<Rehearsal.Heard> heard() {
    return stage.heard().stream()
        .map(each -> new Rehearsal.Heard(each.at(), each.signal()))
        .toList();
  }

  @Override
  public Instant now() {
    return stage.now();
  }

  @Override
  public Outlook outlook() {
    return stage.outlook();
  }

  @Override
  public List<Seen> records() {
    List<Stage.Noted> all = stage.records();
    for (Stage.Noted each : all.subList(records.size(), all.size())) {
      records.add(new Seen(each.at(), each.entry()));
    }
    return records;
  }

  @Override
  public void pass(Duration atMost) {
    stage.pass(atMost.compareTo(STEP) < 0 ? atMost : STEP);
    Instant last = frames.getLast().at();
    if (frames.size() < FRAMES && Duration.between(last, stage.now()).compareTo(FRAME) >= 0) {
      frames.add(new Rehearsal.Frame(stage.now(), stage.state()));
    }
  }

  @Override
  public void harm(Step.Do step, String host) {
    stage.harm(step.harm(), host);
  }

  @Override
  public void mend(Step.Do step, String host) {
    stage.mend(step.harm(), host);
  }

  @Override
  public Effect.Answer ask(Command command, String host, String reason) {
    asked++;
    return stage.ask(
        Request.of("rehearsal-" + asked, service, command, host, Drill.AUTHOR, reason));
  }
}
