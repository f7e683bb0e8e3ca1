package io.piha.drill;

import java.time.Duration;

/**
 * How a step went.
 *
 * @param words what it was, in words
 * @param met whether it went as planned
 * @param after when it was over, since the drill began
 * @param took how long it lasted
 * @param bound how long it may take; zero where it has no bound
 * @param seen what was seen, in the words of the audit log, or why it was not met
 */
public record StepSeen(
    String words, boolean met, Duration after, Duration took, Duration bound, String seen) {}
