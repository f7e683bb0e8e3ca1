package io.piha.sync;

import java.time.Duration;
import java.time.Instant;

/**
 * A commit that was once seen at the tip of the source.
 *
 * @param commit its id
 * @param at when it was first seen, wall time
 * @param health what the health clock showed then
 */
record Sighting(String commit, Instant at, Duration health) {}
