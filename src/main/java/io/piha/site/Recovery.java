package io.piha.site;

import java.util.Optional;

/**
 * What is done about a silent leader.
 *
 * @param powerCycle whether its port is cycled before a promotion is thought of
 * @param fence how it is made unable to act before another is promoted
 * @param unfencedPromotion what when the fence cannot be had; see {@link Service#unfenced}
 * @param maxFailoversPerDay automatic promotions in 24 h without an acknowledgement
 */
public record Recovery(
    boolean powerCycle, Fence fence, Optional<Unfenced> unfencedPromotion, int maxFailoversPerDay) {

  /** What holds where the file says nothing. */
  public static final Recovery DEFAULT = new Recovery(true, Fence.HOLD_OFF, Optional.empty(), 2);
}
