package io.piha.site;

import java.util.Set;

/** What a switch driver can do with a port. */
public enum Capability {
  /** Off, and on again, each for as long as wanted. */
  ON_OFF,
  /** Off and on as one act of the switch itself. */
  CYCLE,
  /** Tell whether the port is on and delivers. */
  READ;

  public static final Set<Capability> ALL = Set.of(ON_OFF, CYCLE, READ);
}
