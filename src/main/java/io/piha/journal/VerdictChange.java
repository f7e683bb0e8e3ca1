package io.piha.journal;

import io.piha.arbiter.Verdict;
import java.time.Instant;

/**
 * A probe that came to another verdict than before, or the first after a start.
 *
 * @param at wall time at the end of the probe
 * @param probe its name
 * @param verdict what it says since then
 * @param detail a few words for people
 */
public record VerdictChange(Instant at, String probe, Verdict verdict, String detail) {}
