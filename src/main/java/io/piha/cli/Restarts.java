package io.piha.cli;

import io.piha.site.Site;
import java.util.Optional;

/** What of a configuration cannot be changed while a control plane runs. */
final class Restarts {

  private Restarts() {}

  /** Why the change takes a restart; empty when it does not. */
  static Optional<String> needed(Site from, Site to) {
    if (!to.dataDir().equals(from.dataDir()) || !to.logDir().equals(from.logDir())) {
      return Optional.of("data_dir and log_dir are changed by a restart only");
    }
    if (!to.lease().equals(from.lease())) {
      return Optional.of("arbiter is changed by a restart only");
    }
    return Optional.empty();
  }
}
