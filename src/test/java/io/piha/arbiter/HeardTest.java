package io.piha.arbiter;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What is kept of what was heard, where no story shows it. */
final class HeardTest {

  private static final String SERVICE = StoryHouse.SERVICE;

  private static StageHost haos(Stage stage) {
    return stage.hosts.values().iterator().next();
  }

  private static Instant at(double seconds) {
    return Stage.ZERO.plusMillis(Math.round(seconds * 1000));
  }

  private static Book book(State state) {
    return state.services().get(0).book();
  }

  @Test
  void whatIsOfNobodyWeKnowIsCounted() {
    Stage stage = StoryHouse.settled();
    Instant now = stage.now;
    for (int i = 0; i < 2; i++) {
      stage.tell(
          new Signal.Heartbeat(
              SERVICE, "stranger", Optional.empty(), OptionalLong.empty(), Optional.empty(), now));
    }
    stage.tell(
        new Signal.ForeignOrder(
            SERVICE, new Order("x", Order.Verb.PROMOTE, "stranger", 8, "not ours"), false));
    stage.tell(new Signal.Unreadable(SERVICE, "piha/state", "not UTF-8"));
    StoryWire.topic(stage, "topic says leader stranger epoch 7".split(" "));
    assertThat(stage.state.services().get(0).unknown())
        .containsExactlyInAnyOrderEntriesOf(
            Map.of(
                "heartbeat of stranger",
                2L,
                "order for stranger",
                1L,
                "unreadable on piha/state",
                1L,
                "announcement of stranger",
                1L));
  }

  @Test
  void aProbeThatIsDownIsAWarningAndOneThatCanSayNothingIsNot() {
    Stage stage = StoryHouse.settled();
    Map<String, Severity> failed = new HashMap<>();
    stage.onlookers.add(
        (before, signal, decision, now) ->
            decision.entries().stream()
                .filter(each -> each.kind() == Kind.PROBE_FAILED)
                .forEach(
                    each ->
                        failed.put(String.valueOf(each.detail().get("probe")), each.severity())));
    haos(stage).probes.put("core", Verdict.DOWN);
    haos(stage).probes.put("supervisor", Verdict.UNKNOWN);
    stage.runUntil(at(11));
    assertThat(failed).isEqualTo(Map.of("core", Severity.WARNING, "supervisor", Severity.INFO));
  }

  // --- the last sign of life is written down, for the next run of the control plane ---

  /** What was written down with the first decision that says that. */
  private static final class Written implements Stage.Onlooker {
    private final String words;
    @Nullable Incident incident;
    @Nullable Instant decidedAt;

    Written(String words) {
      this.words = words;
    }

    @Override
    public void decided(State before, Signal signal, Decision decision, Instant now) {
      if (incident == null
          && decision.entries().stream().anyMatch(each -> each.reason().contains(words))) {
        incident = book(decision.next()).incidents().getLast();
        decidedAt = now;
      }
    }
  }

  private static void silent(Stage stage) {
    haos(stage).beats = false;
  }

  private static void down(Stage stage) {
    List.of("supervisor", "core").forEach(each -> haos(stage).probes.put(each, Verdict.DOWN));
  }

  @Test
  void ofALeaderThatAnswersItIsTheEndOfItsProbes() {
    Stage stage = StoryHouse.settled();
    Written written = new Written("heartbeats of haos are missing but it answers");
    stage.onlookers.add(written);
    silent(stage);
    stage.runUntil(at(95));
    assertThat(written.incident).isNotNull().extracting(Incident::lastLife).isEqualTo(at(90.05));
  }

  @Test
  void ofALeaderThatAnswersAfterItsCycleToo() {
    Stage stage = StoryHouse.settled("power_cycle false");
    Written written = new Written("answers again");
    stage.onlookers.add(written);
    silent(stage);
    down(stage);
    stage.in(Duration.ofSeconds(140), haos(stage).probes::clear);
    stage.runUntil(at(180));
    assertThat(written.incident)
        .isNotNull()
        .extracting(Incident::lastLife)
        .isEqualTo(written.decidedAt);
  }

  @Test
  void ofALeaderThatAnswersWhileItIsCutToo() {
    Stage stage = StoryHouse.settled("power_cycle false");
    haos(stage).dualPower = true;
    Written written = new Written("but it sends no heartbeat");
    stage.onlookers.add(written);
    silent(stage);
    down(stage);
    stage.in(Duration.ofSeconds(152), haos(stage).probes::clear);
    stage.runUntil(at(180));
    assertThat(written.incident)
        .isNotNull()
        .extracting(Incident::lastLife)
        .isEqualTo(written.decidedAt);
  }

  // --- what a record says beside its sentence ---

  private static List<Entry> records(Stage stage, double until) {
    List<Entry> all = new ArrayList<>();
    stage.onlookers.add((before, signal, decision, now) -> all.addAll(decision.entries()));
    stage.runUntil(at(until));
    return all;
  }

  private static Map<String, Object> detail(List<Entry> all, Kind kind) {
    return all.stream().filter(each -> each.kind() == kind).findFirst().orElseThrow().detail();
  }

  @Test
  void aRecordSaysToWhichIncidentItBelongsAndWhatCausedIt() {
    Stage stage = StoryHouse.settled();
    haos(stage).running = false;
    List<Entry> all = records(stage, 180);
    assertThat(detail(all, Kind.PROMOTE_ORDERED)).containsEntry("cause", "failover");
    assertThat(detail(all, Kind.PROMOTED)).containsEntry("cause", "failover");
    assertThat(detail(all, Kind.FENCED)).containsEntry("incident", 1L);
  }

  @Test
  void whatBelongsToNoIncidentSaysNone() {
    Stage stage = StoryHouse.settled("standby has port rack/5");
    stage.tell(
        new Signal.Asked(Request.of("r", SERVICE, Command.RESET, "standby", "operator:ann", "")));
    assertThat(detail(records(stage, 20), Kind.POWER_OFF))
        .containsKeys("port", "act")
        .doesNotContainKey("incident");
  }

  @Test
  void aCycleThatWasInterruptedHasAnUnknownOutcome() {
    Stage lying = StoryHouse.settled();
    lying.ports.values().forEach(each -> each.mood(StagePort.Mood.LIES, Duration.ZERO));
    haos(lying).running = false;
    assertThat(detail(records(lying, 120), Kind.POWER_FAILED)).containsEntry("outcome", "failed");

    Stage dying = StoryHouse.settled();
    dying.ports.values().forEach(each -> each.mood(StagePort.Mood.LIES, Duration.ZERO));
    haos(dying).running = false;
    dying.runUntil(at(90.03));
    dying.crash();
    dying.in(Duration.ofSeconds(2), () -> dying.restart(false));
    assertThat(detail(records(dying, 120), Kind.POWER_FAILED)).containsEntry("outcome", "unknown");
  }

  @Test
  void everyCommandToAPortHasAnIdOfItsOwn() {
    Stage stage = StoryHouse.settled();
    haos(stage).running = false;
    List<String> ids = new ArrayList<>();
    stage.onlookers.add(
        (before, signal, decision, now) -> {
          for (Effect each : decision.effects()) {
            if (each instanceof Effect.SetPort set) {
              ids.add(set.actId());
            }
          }
        });
    stage.runUntil(at(180));
    assertThat(ids).containsExactly("rack/8#1/off", "rack/8#1/on-2", "rack/8#3/off");
  }

  // --- a configuration that was changed while the control plane was down ---

  @Test
  void aPortThatNobodyLivesFromIsOwedNothing() {
    Stage stage = StoryHouse.settled();
    PortId gone = new PortId("attic", "1");
    State state =
        Arbiter.begin(
            stage.policy,
            stage.now,
            Map.of(),
            Map.of(),
            Map.of(gone, new PortState.PortBook(null, null, stage.now, List.of(), 0, null, null)),
            1);
    Decision decision = Arbiter.decide(state, new Signal.PortDue(gone), stage.now);
    assertThat(decision.effects()).isEmpty();
    assertThat(decision.next().ports().get(gone)).isEqualTo(PortState.fresh(gone));
  }

  @Test
  void aPortThatIsConfiguredNoMoreIsNotWaitedFor() {
    Stage stage = StoryHouse.settled();
    haos(stage).running = false;
    stage.runUntil(at(160));
    assertThat(book(stage.state).phase()).isInstanceOf(Phase.Fencing.class);
    ServicePolicy was = stage.policy.services().getFirst();
    ServicePolicy now =
        new ServicePolicy(
            SERVICE,
            List.of(
                new HostPolicy("haos", Role.PRIMARY, Optional.empty(), true, List.of("core")),
                was.hosts().getLast()),
            was.timing(),
            true,
            Fence.HOLD_OFF,
            2,
            false);
    State restarted =
        Arbiter.begin(
            new SitePolicy(List.of(now), GuardPolicy.DEFAULT, Map.of(), Set.of(), List.of()),
            stage.now,
            Map.of(SERVICE, book(stage.state)),
            Map.of(),
            Map.of(),
            stage.state.nextIncident());
    Decision decision = Arbiter.decide(restarted, new Signal.Started(false), stage.now);
    List<String> said = new ArrayList<>();
    decision.entries().forEach(each -> said.add(each.reason()));
    assertThat(said)
        .contains(
            "standby is ordered to lead with epoch 8: haos is silent; NOT FENCED: haos has no power"
                + " port any more (unfenced_promotion: allow)");
  }
}
