package io.piha.arbiter;

import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The arbiter's whole answer.
 *
 * @param next what to believe from now on
 * @param effects what to do about it, in this order, after it was written down
 * @param entries what to write into the audit log
 * @param services the services whose state changed, or that were asked: a deadline of theirs has
 *     come, a port of theirs was told of, or the configuration is new
 * @param ports the ports of which the same is true, whose deadline is to be looked up anew
 */
public record Decision(
    State next,
    List<Effect> effects,
    List<Entry> entries,
    List<Touched> services,
    Set<PortId> ports) {

  /**
   * A service that a decision was about.
   *
   * @param place where it stands among the services
   * @param due when it next wants to be asked, if nothing else happens; null for never
   */
  public record Touched(String service, int place, @Nullable Instant due) {}
}
