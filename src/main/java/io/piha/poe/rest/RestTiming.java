package io.piha.poe.rest;

import java.time.Duration;

/**
 * How long a device gets.
 *
 * @param answer for one request
 * @param whole for all requests of one call of a driver, a login included
 */
public record RestTiming(Duration answer, Duration whole) {

  /** Consoles are slow at times; a house that waits to be led is not patient for ever. */
  public static final RestTiming DEFAULT =
      new RestTiming(Duration.ofSeconds(4), Duration.ofSeconds(10));
}
