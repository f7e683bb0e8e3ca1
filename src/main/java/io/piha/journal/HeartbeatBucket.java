package io.piha.journal;

import java.time.Duration;
import java.time.Instant;

/**
 * The heartbeats of one host in a stretch of time.
 *
 * @param start its beginning
 * @param width its length
 * @param count how many arrived in it
 * @param largestGap the longest silence that ended in it; zero when none is known, as for the first
 *     heartbeat after a start of the control plane, before which nobody listened
 */
public record HeartbeatBucket(Instant start, Duration width, long count, Duration largestGap) {}
