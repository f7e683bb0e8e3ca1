package io.piha.arbiter;

import java.time.Instant;

/** What the guard tells the services about a port, within one decision. */
sealed interface PortNews {

  /** The port; what happened to it concerns every service with a host on it. */
  PortId port();

  /** The port was off and reads on again. */
  record Cycled(PortId port, String actId, Instant confirmedOn) implements PortNews {}

  /** The cycle did not happen as ordered. */
  record CycleFailed(PortId port, String actId, String why) implements PortNews {}

  /** The port is proven off. */
  record Proven(PortId port, String actId) implements PortNews {}

  /** The port could not be proven off, or the proof was refuted. */
  record HoldFailed(PortId port, String actId, String why, boolean interrupted)
      implements PortNews {}

  /** The port is on again. */
  record Restored(PortId port) implements PortNews {}
}
