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
    Takeover takeover = desk.phase().takeover();
    return takeover != null && desk.phase().restsOnHold() && host.equals(takeover.from());
  }
}
