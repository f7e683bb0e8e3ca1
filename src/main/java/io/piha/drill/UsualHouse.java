package io.piha.drill;

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

/**
 * The house of somebody who has configured nothing yet: a HAOS behind a switch port, a standby
 * beside it, and every setting at its default.
 */
public final class UsualHouse {

  /** Its one service. */
  public static final String SERVICE = "home-assistant";

  /** A Raspberry Pi takes about so long to boot HAOS; until boots are measured. */
  public static final Duration BOOT = Duration.ofSeconds(45);

  private UsualHouse() {}

  /** Its configuration. */
  public static SitePolicy policy() {
    HostPolicy haos =
        new HostPolicy(
            "haos",
            Role.PRIMARY,
            Optional.of(new PortId("rack", "8")),
            false,
            List.of("supervisor", "core"));
    HostPolicy standby =
        new HostPolicy("standby", Role.STANDBY, Optional.empty(), false, List.of("api"));
    ServicePolicy service =
        new ServicePolicy(SERVICE, List.of(haos, standby), Timing.DEFAULT, true, Fence.HOLD_OFF, 2);
    return new SitePolicy(
        List.of(service),
        new GuardPolicy(Duration.ofSeconds(8), Duration.ofMinutes(10), 3),
        Map.of());
  }
}
