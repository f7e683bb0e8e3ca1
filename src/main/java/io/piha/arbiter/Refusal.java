package io.piha.arbiter;

import java.time.Duration;
import java.util.Optional;

/**
 * Why a port may not be touched.
 *
 * @param again in how long this reason is gone; empty when it does not end by itself
 */
record Refusal(String why, Optional<Duration> again) {

  /** One that does not end by itself. */
  static Refusal of(String why) {
    return new Refusal(why, Optional.empty());
  }
}
