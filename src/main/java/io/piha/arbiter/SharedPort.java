package io.piha.arbiter;

import java.util.Map;

/** One machine can carry hosts of several services: they share its port, and what is done to it. */
final class SharedPort {

  private SharedPort() {}

  /** Another service's promotion rests on the same hold and is not acknowledged yet. */
  static boolean neededElsewhere(Desk desk, HostPolicy host) {
    for (Map.Entry<Desk, String> user : desk.turn.port(host.port().orElseThrow()).users()) {
      Desk other = user.getKey();
      if (other != desk && restsOn(other, user.getValue())) {
        return true;
      }
    }
    return false;
  }

  private static boolean restsOn(Desk desk, String host) {
    return switch (desk.phase()) {
      case Phase.Fencing p -> host.equals(p.takeover().from());
      case Phase.Claiming p -> host.equals(p.takeover().from());
      case Phase.Ordered p -> host.equals(p.takeover().from());
      case Phase.FirstLook _,
          Phase.Steady _,
          Phase.Suspect _,
          Phase.Recovering _,
          Phase.Deposing _,
          Phase.Readying _,
          Phase.Leaderless _ ->
          false;
    };
  }
}
