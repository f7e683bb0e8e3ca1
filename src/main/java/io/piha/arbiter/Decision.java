package io.piha.arbiter;

import java.util.List;
import java.util.Set;

/**
 * The arbiter's whole answer.
 *
 * @param next what to believe from now on
 * @param effects what to do about it, in this order, after it was written down
 * @param entries what to write into the audit log
 * @param services the services whose deadline is to be looked up anew: their state changed, or a
 *     deadline of theirs has just come
 * @param ports the ports of which the same is true
 */
public record Decision(
    State next,
    List<Effect> effects,
    List<Entry> entries,
    Set<String> services,
    Set<PortId> ports) {}
