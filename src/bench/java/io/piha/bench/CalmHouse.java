package io.piha.bench;

import io.piha.arbiter.Fence;
import io.piha.arbiter.GuardPolicy;
import io.piha.arbiter.HostPolicy;
import io.piha.arbiter.PortId;
import io.piha.arbiter.Role;
import io.piha.arbiter.ServicePolicy;
import io.piha.arbiter.SitePolicy;
import io.piha.arbiter.Timing;
import io.piha.console.Estates;
import io.piha.engine.Pictures;
import io.piha.engine.Snapshot;
import io.piha.world.Stage;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A simulated house of two hosts in which nothing happens but heartbeats and probes, as the engine
 * shows it: also its sentences name ages, which grow.
 */
final class CalmHouse {

  private static final String SERVICE = "home-assistant";

  private final Stage stage =
      Stage.healthy(
          new SitePolicy(
              List.of(
                  new ServicePolicy(
                      SERVICE,
                      List.of(
                          new HostPolicy(
                              "haos",
                              Role.PRIMARY,
                              Optional.of(new PortId("rack", "8")),
                              false,
                              List.of("supervisor", "core")),
                          new HostPolicy(
                              "standby", Role.STANDBY, Optional.empty(), false, List.of("api"))),
                      Timing.DEFAULT,
                      true,
                      Fence.HOLD_OFF,
                      2)),
              new GuardPolicy(Duration.ofSeconds(8), Duration.ofMinutes(10), 3),
              Map.of()),
          SERVICE,
          Duration.ofSeconds(40));

  /** What the engine would show a second later. */
  Snapshot next() {
    stage.pass(Duration.ofSeconds(1));
    return Pictures.site(
        stage.state(), Estates.calm().control(), stage.now(), stage.now(), Estates.calm().latest());
  }
}
