package io.piha.journal;

import io.piha.arbiter.HostClaim;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * One heartbeat.
 *
 * @param at wall time of its arrival, to the millisecond
 * @param epoch what it carried, if any
 * @param claim what the host said of itself, if anything
 */
public record HeartbeatTick(Instant at, OptionalLong epoch, Optional<HostClaim> claim) {}
