package io.piha.drill;

import io.piha.arbiter.Outlook;
import java.util.Optional;

/**
 * Who plays which part.
 *
 * @param service whose leadership is drilled
 * @param leader the host that leads when the drill begins
 * @param standby the fit host that would follow it: the first in the order of the file
 */
public record Cast(String service, String leader, String standby) {

  /** The hosts of today; empty when nobody leads or nobody could follow. */
  public static Optional<Cast> of(Outlook today) {
    Optional<String> leader = today.leader();
    Optional<String> standby =
        today.hosts().stream()
            .filter(each -> each.fit() && !leader.equals(Optional.of(each.name())))
            .map(Outlook.HostOutlook::name)
            .findFirst();
    return leader.isEmpty() || standby.isEmpty()
        ? Optional.empty()
        : Optional.of(new Cast(today.service(), leader.get(), standby.get()));
  }

  /** The host that plays that part. */
  public String host(Part part) {
    return switch (part) {
      case LEADER -> leader;
      case STANDBY -> standby;
    };
  }

  /** A text of a scenario with {@code {leader}} and {@code {standby}} filled in. */
  public String fill(String words) {
    return words.replace("{leader}", leader).replace("{standby}", standby);
  }
}
