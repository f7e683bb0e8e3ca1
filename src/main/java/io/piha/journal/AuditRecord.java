package io.piha.journal;

import io.piha.arbiter.Entry;
import java.time.Instant;

/**
 * An audit entry with its place in the chain.
 *
 * @param id counts from 1 without a gap
 * @param at wall time, for people
 * @param entry what it says
 * @param prev SHA-256 of the record before, lower-case hex; 64 zeros for the first
 * @param hash SHA-256 over this record's canonical JSON (RFC 8785) without {@code hash}
 */
public record AuditRecord(long id, Instant at, Entry entry, String prev, String hash) {}
