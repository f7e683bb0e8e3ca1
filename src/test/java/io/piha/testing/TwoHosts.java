package io.piha.testing;

import io.piha.arbiter.Fence;
import io.piha.arbiter.GuardPolicy;
import io.piha.arbiter.HostPolicy;
import io.piha.arbiter.PortId;
import io.piha.arbiter.Role;
import io.piha.arbiter.ServicePolicy;
import io.piha.arbiter.SitePolicy;
import io.piha.arbiter.Timing;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The usual house, to be simulated: a primary with a switch's port, and a standby without. */
public final class TwoHosts {

  public static final String SERVICE = "home-assistant";

  public static final SitePolicy HOUSE =
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
          Map.of());

  private TwoHosts() {}
}
