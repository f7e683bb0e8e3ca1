package io.piha.poe;

import io.piha.arbiter.PortReading;

/**
 * One port that a switch says it has.
 *
 * @param port as a site file names it: {@code 8}, or {@code 2.8} outside the default group
 */
public record PortRow(String port, PortReading reading) {}
