package io.piha.demo;

import java.time.Duration;
import java.time.InstantSource;

/**
 * What a simulated host is.
 *
 * @param name its name in the site file
 * @param broker {@code mqtt://HOST:PORT}
 * @param prefix the service's topic prefix
 * @param supervised true: a HAOS, with the observer's page beside Core; false: Core in a container
 * @param token the bearer token that its Core accepts
 * @param epoch the highest epoch that its disk remembers
 * @param heartbeatEvery the time from one heartbeat to the next
 * @param bootTime from power to the first answer
 * @param clock for the times that its messages carry, which are only for people
 */
public record HostPlan(
    String name,
    String broker,
    String prefix,
    boolean supervised,
    String token,
    long epoch,
    Duration heartbeatEvery,
    Duration bootTime,
    InstantSource clock) {
  /** Without the token. */
  @Override
  public String toString() {
    return "HostPlan[" + name + ", " + prefix + ", " + broker + "]";
  }
}
