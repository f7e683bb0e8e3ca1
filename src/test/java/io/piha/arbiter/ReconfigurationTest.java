package io.piha.arbiter;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** A configuration that is changed under a running engine. */
class ReconfigurationTest {

  private static SitePolicy site(Stage stage, List<ServicePolicy> services) {
    return new SitePolicy(
        services,
        stage.policy.guard(),
        Map.of(),
        Set.of(),
        List.of(StoryHouse.CONTAINERS.getFirst()));
  }

  private static ServicePolicy with(ServicePolicy policy, boolean mirrored, HostPolicy... hosts) {
    return new ServicePolicy(
        policy.service(),
        List.of(hosts),
        policy.timing(),
        policy.powerCycle(),
        policy.fence(),
        policy.maxFailoversPerDay(),
        mirrored);
  }

  private static ServicePolicy service(Stage stage) {
    return stage.policy.services().getFirst();
  }

  private static HostPolicy host(Stage stage, String name) {
    return service(stage).host(name).orElseThrow();
  }

  private static HostPolicy without(HostPolicy host, Optional<PortId> port) {
    return new HostPolicy(host.name(), host.role(), port, true, host.probes());
  }

  private static SitePolicy portless(Stage stage) {
    HostPolicy haos = without(host(stage, "haos"), Optional.empty());
    return site(stage, List.of(with(service(stage), false, haos, host(stage, "standby"))));
  }

  private static void dies(Stage stage) {
    stage.hosts.values().iterator().next().running = false;
  }

  @Test
  void theLeaderIsNotRemoved() {
    Stage stage = StoryHouse.settled();
    SitePolicy next = site(stage, List.of(with(service(stage), false, host(stage, "standby"))));
    assertThat(Arbiter.refusesPolicy(stage.state, next))
        .contains("it removes haos, which leads home-assistant");
    assertThat(Arbiter.refusesPolicy(stage.state, site(stage, List.of())))
        .contains("it removes haos, which leads home-assistant");
  }

  @Test
  void aSettledHouseMayLoseAStandbyAndGainAnother() {
    Stage stage = StoryHouse.settled();
    HostPolicy third =
        new HostPolicy("third", Role.STANDBY, Optional.empty(), true, List.of("api"));
    SitePolicy next = site(stage, List.of(with(service(stage), false, host(stage, "haos"), third)));
    assertThat(Arbiter.refusesPolicy(stage.state, next)).isEmpty();

    State after = Arbiter.decide(stage.state, new Signal.Reconfigured(next), stage.now).next();
    ServiceState now = after.services().get(0);
    ServiceState was = stage.state.services().get(0);
    assertThat(now.book()).isEqualTo(was.book());
    assertThat(now.revision()).isEqualTo(was.revision() + 1);
    assertThat(now.vitals("haos")).isEqualTo(was.vitals("haos"));
    assertThat(now.vitals("third")).isEqualTo(Vitals.NOTHING);
    assertThat(now.vitals("standby")).isEqualTo(Vitals.NOTHING);
    assertThat(after.ports()).isEqualTo(stage.state.ports());
    assertThat(after.sight().clearSince()).isEqualTo(stage.state.sight().clearSince());
    assertThat(after.sight().containers().all()).containsOnlyKeys("mariadb");
    assertThat(after.nextIncident()).isEqualTo(stage.state.nextIncident());
  }

  @Test
  void anUnsettledHouseKeepsItsHosts() {
    Stage stage = StoryHouse.settled();
    dies(stage);
    stage.runUntil(Stage.ZERO.plusSeconds(95));
    HostPolicy third =
        new HostPolicy("third", Role.STANDBY, Optional.empty(), true, List.of("api"));
    ServicePolicy more =
        with(service(stage), false, host(stage, "haos"), host(stage, "standby"), third);
    assertThat(Arbiter.refusesPolicy(stage.state, site(stage, List.of(more))))
        .contains("it changes the hosts of home-assistant while it is not settled");
    ServicePolicy same = with(service(stage), true, host(stage, "haos"), host(stage, "standby"));
    assertThat(Arbiter.refusesPolicy(stage.state, site(stage, List.of(same)))).isEmpty();
  }

  @Test
  void aHostOnWhichSomethingIsUnderWayIsKept() {
    Stage stage = StoryHouse.settled("saved");
    SitePolicy less = site(stage, List.of(with(service(stage), false, host(stage, "haos"))));
    SitePolicy same =
        site(
            stage,
            List.of(with(service(stage), false, host(stage, "haos"), host(stage, "standby"))));
    stage.tell(new Signal.SnapshotDue(StoryHouse.SERVICE, "standby"));
    assertThat(Arbiter.refusesPolicy(stage.state, less))
        .contains("it removes standby, whose snapshot is under way");
    assertThat(Arbiter.refusesPolicy(stage.state, same)).isEmpty();
    StoryUpkeep.chore(stage, "chore done".split(" "));
    assertThat(Arbiter.refusesPolicy(stage.state, less)).isEmpty();
  }

  @Test
  void whatIsKnownOfAContainerIsKeptUnlessItIsAnother() {
    Stage stage = StoryHouse.settled("containers");
    ContainerPolicy mariadb = StoryHouse.CONTAINERS.getFirst();
    assertThat(containers(stage, mariadb).get("mariadb"))
        .isEqualTo(stage.state.sight().containers().all().get("mariadb"))
        .extracting(ContainerState::standing)
        .isEqualTo(ContainerState.Standing.UP);
    ContainerPolicy moved = new ContainerPolicy("mariadb", "unix:///other.sock", false);
    assertThat(containers(stage, moved).get("mariadb"))
        .isEqualTo(ContainerState.unasked(moved, stage.now));
  }

  private static Map<String, ContainerState> containers(Stage stage, ContainerPolicy only) {
    SitePolicy next =
        new SitePolicy(
            stage.policy.services(), stage.policy.guard(), Map.of(), Set.of(), List.of(only));
    return Arbiter.decide(stage.state, new Signal.Reconfigured(next), stage.now)
        .next()
        .sight()
        .containers()
        .all();
  }

  @Test
  void aServiceThatNobodyLeadsYetMayGoWhileTheFirstLookLasts() {
    StoryHouse house = new StoryHouse();
    house.given("nothing is known");
    Stage stage = house.stage();
    assertThat(Arbiter.refusesPolicy(stage.state, site(stage, List.of()))).isEmpty();
    stage.witnesses = true;
    stage.hosts.values().forEach(each -> each.running = false);
    stage.settle(Duration.ofMinutes(5));
    assertThat(Outlook.of(stage.state, StoryHouse.SERVICE, stage.now).phase())
        .isEqualTo("leaderless");
    assertThat(Arbiter.refusesPolicy(stage.state, site(stage, List.of())))
        .contains("it removes the service home-assistant, which is not settled");
  }

  @Test
  void aPortThatIsHeldOffIsKept() {
    Stage stage = StoryHouse.settled();
    dies(stage);
    stage.runUntil(Stage.ZERO.plusSeconds(240));
    assertThat(Arbiter.refusesPolicy(stage.state, portless(stage)))
        .contains("it removes port rack/8, which is held off or owed power");
  }

  @Test
  void aPortThatIsFreeMayGoAndAnotherCome() {
    Stage stage = StoryHouse.settled();
    PortId other = new PortId("rack", "5");
    ServicePolicy moved =
        with(
            service(stage),
            false,
            without(host(stage, "haos"), Optional.of(other)),
            host(stage, "standby"));
    SitePolicy next = site(stage, List.of(moved));
    assertThat(Arbiter.refusesPolicy(stage.state, next)).isEmpty();
    State after = Arbiter.decide(stage.state, new Signal.Reconfigured(next), stage.now).next();
    assertThat(after.ports()).containsOnlyKeys(other);
    assertThat(after.ports().get(other)).isEqualTo(PortState.fresh(other));
  }

  @Test
  void aPortThatIsAnothersNowIsNotProvenForIt() {
    Stage stage = StoryHouse.settled();
    ServicePolicy swapped =
        with(
            service(stage),
            false,
            without(host(stage, "haos"), Optional.empty()),
            without(host(stage, "standby"), host(stage, "haos").port()));
    State after =
        Arbiter.decide(
                stage.state, new Signal.Reconfigured(site(stage, List.of(swapped))), stage.now)
            .next();
    assertThat(proof(stage.state, 0)).isPresent();
    assertThat(proof(after, 1)).isEmpty();
  }

  private static Optional<PortState.Proof> proof(State state, int host) {
    return Outlook.of(state, StoryHouse.SERVICE, Stage.ZERO)
        .hosts()
        .get(host)
        .port()
        .orElseThrow()
        .proof();
  }

  @Test
  void aPortThatIsBeingSwitchedOrOwedPowerIsKept() {
    Stage stage = StoryHouse.settled();
    dies(stage);
    stage.runUntil(Stage.ZERO.plusSeconds(91));
    assertThat(stage.state.ports().values().iterator().next().book().act()).isNotNull();
    assertThat(Arbiter.refusesPolicy(stage.state, portless(stage)))
        .contains("it removes port rack/8, which is held off or owed power");
  }

  @Test
  void aServiceThatIsMirroredNoMoreForgetsWhatTheMirrorSaid() {
    Stage stage = StoryHouse.settled("mirrored");
    StoryUpkeep.mirror(stage, "mirror sees c1 at c0 ready".split(" "));
    assertThat(stage.state.services().get(0).upkeep().mirror()).isNotNull();
    ServicePolicy same = with(service(stage), true, host(stage, "haos"), host(stage, "standby"));
    ServicePolicy bare = with(service(stage), false, host(stage, "haos"), host(stage, "standby"));
    assertThat(reconfigured(stage, same).upkeep())
        .isEqualTo(stage.state.services().get(0).upkeep());
    assertThat(reconfigured(stage, bare).upkeep()).isEqualTo(Upkeep.NOTHING);
  }

  private static ServiceState reconfigured(Stage stage, ServicePolicy policy) {
    SitePolicy next = site(stage, List.of(policy));
    return Arbiter.decide(stage.state, new Signal.Reconfigured(next), stage.now)
        .next()
        .services()
        .get(0);
  }
}
