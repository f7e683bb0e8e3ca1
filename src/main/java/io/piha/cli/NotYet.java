package io.piha.cli;

import io.piha.site.Lease;
import io.piha.site.Site;
import java.util.ArrayList;
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

  /** What is configured and has no effect. */
  static List<String> withoutEffect(Site site) {
    List<String> idle = new ArrayList<>();
    site.services().values().stream()
        .flatMap(service -> service.hosts().values().stream())
        .filter(host -> host.snapshots().isPresent())
        .forEach(
            host ->
                idle.add(
                    "snapshots of %s: this version pulls them and restores none; a restore fails"
                        .formatted(host.name())));
    return idle;
  }
}
