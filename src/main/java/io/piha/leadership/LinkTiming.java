package io.piha.leadership;

import java.time.Duration;

/**
 * The link's own waits.
 *
 * @param connect the longest time for TCP, TLS and the broker's welcome together
 * @param publish after this a message counts as not confirmed
 * @param echoEvery how often a message of our own is sent to see it come back
 * @param echoLimit without any coming back for so long, the connection is dead
 * @param firstRetry the shortest pause after a loss; the first one is up to four times as long
 * @param longestRetry what the pauses grow to
 */
public record LinkTiming(
    Duration connect,
    Duration publish,
    Duration echoEvery,
    Duration echoLimit,
    Duration firstRetry,
    Duration longestRetry) {

  /** What is used when nothing else is said. */
  public static final LinkTiming DEFAULT =
      new LinkTiming(
          Duration.ofSeconds(10),
          Duration.ofSeconds(5),
          Duration.ofSeconds(5),
          Duration.ofSeconds(12),
          Duration.ofMillis(250),
          Duration.ofSeconds(30));

  /** What the broker is promised: silence for one and a half times this means that we are gone. */
  int keepAliveSeconds() {
    return Math.clamp(3 * echoEvery.toSeconds(), 5, 60);
  }
}
