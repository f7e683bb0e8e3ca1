package io.piha.cli;

import io.piha.site.Lease;
import io.piha.site.Site;
import java.util.List;

/** What a configuration may name already, but this version does not do. Said, never passed over. */
final class NotYet {

  private NotYet() {}

  /** What stands against starting at all. */
  static List<String> obstacles(Site site) {
    return switch (site.lease()) {
      case Lease.Local _ -> List.of();
      case Lease.Etcd _ ->
          List.of("arbiter.lease: etcd is not part of this version; use local, on one machine");
    };
  }
}
