package io.piha.site;

/** How a silent leader is made unable to act before another is promoted. */
public enum Fence {
  /** Its port goes off, is proven off and stays off. */
  HOLD_OFF,
  /** The confirmed recovery cycle is the fence: it comes back passive. */
  CYCLE,
  /** It is not fenced. */
  NONE
}
