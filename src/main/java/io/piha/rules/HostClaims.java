package io.piha.rules;

import io.piha.arbiter.HostClaim;
import io.piha.arbiter.Signal;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Who last said that it leads, and with which epoch; the highest counts. */
final class HostClaims {

  /** Epochs from here on are nobody's. */
  private final long nonsense;

  private final Map<String, Claimed> claims = new HashMap<>();

  /** What a host said of itself. */
  record Claimed(String host, long epoch) {}

  HostClaims(long nonsense) {
    this.nonsense = nonsense;
  }

  void hear(Signal.Heartbeat beat) {
    if (!beat.claim().equals(Optional.of(HostClaim.LEADER))
        || beat.epoch().orElse(nonsense) >= nonsense) {
      return;
    }
    long epoch = beat.epoch().getAsLong();
    Claimed last = claims.get(beat.service());
    boolean same = last != null && last.epoch() == epoch && last.host().equals(beat.host());
    if (!same && (last == null || last.epoch() <= epoch)) {
      claims.put(beat.service(), new Claimed(beat.host(), epoch));
    }
  }

  /** The one of that service, if anybody ever claimed it. */
  @Nullable Claimed of(String service) {
    return claims.get(service);
  }
}
