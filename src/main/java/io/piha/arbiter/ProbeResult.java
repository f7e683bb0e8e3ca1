package io.piha.arbiter;

import java.time.Duration;

/**
 * What came of one probe.
 *
 * @param verdict what it says about the host
 * @param detail a few words for people: "refused", "API running", "401, token rejected"
 * @param took from the start of the probe to its verdict
 */
public record ProbeResult(Verdict verdict, String detail, Duration took) {}
