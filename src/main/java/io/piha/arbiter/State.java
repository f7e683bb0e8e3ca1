package io.piha.arbiter;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Everything the arbiter believes, as one immutable value.
 *
 * @param services in the order of the policy
 * @param index where each service stands in {@code services}
 * @param ports the ports that power a configured host
 * @param nextIncident the next incident's number
 * @param switchBoots when each switch came up, by its own counter
 * @param startedAt when the engine began to act
 * @param bootGrace until when hosts not heard yet may still be booting
 * @param resyncAt when the retained topics are said again after a connect
 */
public record State(
    SitePolicy policy,
    Sight sight,
    Roster<ServiceState> services,
    Map<String, Integer> index,
    Map<PortId, PortState> ports,
    long nextIncident,
    Map<String, Instant> switchBoots,
    Instant startedAt,
    Instant bootGrace,
    @Nullable Instant resyncAt) {

  /** The service of that name; empty when there is none. */
  public Optional<ServiceState> service(String name) {
    Integer place = index.get(name);
    return place == null ? Optional.empty() : Optional.of(services.get(place));
  }

  /** The same, with hosts that may still be booting until then, as an earlier run knew (S19). */
  public State booting(Instant until) {
    return new State(
        policy,
        sight,
        services,
        index,
        ports,
        nextIncident,
        switchBoots,
        startedAt,
        until,
        resyncAt);
  }
}
