package io.piha.journal;

import java.time.Instant;
import java.util.OptionalDouble;

/**
 * From this time on the port that powers a host read so.
 *
 * @param word on, off, fault, idle (enabled and nothing delivered) or unknown
 * @param watts what was drawn, where the switch tells
 */
public record PowerChange(Instant at, String word, OptionalDouble watts) {}
