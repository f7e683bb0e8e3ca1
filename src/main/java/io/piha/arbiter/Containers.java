package io.piha.arbiter;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The containers beside the hosts, in the order of the configuration.
 *
 * @param all by the name under which each is shown
 * @param brokerDownAt when the container in which the broker lives was seen not to serve; empty
 *     while it serves, is unseen, or there is none
 */
public record Containers(Map<String, ContainerState> all, Optional<Instant> brokerDownAt) {

  /** None is watched. */
  public static final Containers NONE = new Containers(Map.of(), Optional.empty());

  public Containers {
    all = java.util.Collections.unmodifiableMap(new LinkedHashMap<>(all));
  }

  /** Those of that policy; what is known of containers that stay is kept. */
  Containers under(SitePolicy policy, Instant now) {
    Map<String, ContainerState> fresh = new LinkedHashMap<>();
    for (ContainerPolicy each : policy.containers()) {
      ContainerState known = all.get(each.name());
      boolean same = known != null && known.policy().equals(each);
      fresh.put(each.name(), same ? known : ContainerState.unasked(each, now));
    }
    return with(fresh, now);
  }

  Containers with(Map<String, ContainerState> next, Instant now) {
    boolean down =
        next.values().stream()
            .anyMatch(
                each -> each.policy().broker() && each.standing() == ContainerState.Standing.DOWN);
    return new Containers(next, down ? brokerDownAt.or(() -> Optional.of(now)) : Optional.empty());
  }

  /** The container in which the broker lives. */
  Optional<ContainerState> broker() {
    return all.values().stream().filter(each -> each.policy().broker()).findFirst();
  }
}
