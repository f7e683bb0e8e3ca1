package io.piha.drill;

import io.piha.arbiter.Entry;
import java.time.Instant;

/** A record of the audit log, and when it was written. */
public record Seen(Instant at, Entry entry) {}
