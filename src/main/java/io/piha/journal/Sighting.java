package io.piha.journal;

import io.piha.arbiter.HostClaim;
import io.piha.arbiter.ProbeResult;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;

/** Something seen of a host that the history keeps. */
sealed interface Sighting {
  /** The service. */
  String service();

  /** The host. */
  String host();

  /** When it was seen, wall time. */
  Instant at();

  /** A heartbeat arrived. */
  record Beat(
      String service, String host, Instant at, OptionalLong epoch, Optional<HostClaim> claim)
      implements Sighting {}

  /** The port that powers the host was read. */
  record Powered(String service, String host, Instant at, String word, OptionalDouble watts)
      implements Sighting {}

  /** The host's probes were asked once. */
  record Probed(String service, String host, Instant at, Map<String, ProbeResult> results)
      implements Sighting {
    public Probed {
      results = Map.copyOf(results);
    }
  }

  /** The host was heard again after a restart. */
  record Booted(String service, String host, Boot boot) implements Sighting {
    @Override
    public Instant at() {
      return boot.back();
    }
  }
}
