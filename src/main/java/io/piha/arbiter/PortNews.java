package io.piha.arbiter;

import java.time.Instant;

/** What the guard tells the services about a port, within one decision. */
sealed interface PortNews {

  /** The service on whose behalf the guard acted. */
  String service();

  /** The host whose power it is. */
  String host();

  /** The port was off and reads on again. */
  record Cycled(String service, String host, String actId, Instant confirmedOn)
      implements PortNews {}

  /** The cycle did not happen as ordered. */
  record CycleFailed(String service, String host, String actId, String why) implements PortNews {}

  /** The port is proven off. */
  record Proven(String service, String host, String actId) implements PortNews {}

  /** The port could not be proven off, or the proof was refuted. */
  record HoldFailed(String service, String host, String actId, String why, boolean interrupted)
      implements PortNews {}

  /** The port is on again. */
  record Restored(String service, String host) implements PortNews {}
}
