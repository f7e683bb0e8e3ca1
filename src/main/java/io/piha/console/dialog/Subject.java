package io.piha.console.dialog;

import io.piha.arbiter.StagedSnapshot;
import io.piha.engine.Snapshot;
import io.piha.engine.Snapshot.HostView;
import io.piha.engine.Snapshot.PowerView;
import io.piha.engine.Snapshot.ServiceView;
import java.util.Optional;

/**
 * What an act is about, as one snapshot shows it.
 *
 * @param host the host meant; empty where the act means the whole service, or the host is gone
 * @param about the snapshot meant; empty where the act means none
 */
record Subject(Snapshot snapshot, ServiceView service, Optional<HostView> host, String about) {

  /** Finds the subject; empty when the service is no longer configured. */
  static Optional<Subject> in(Snapshot snapshot, String service, String host) {
    return in(snapshot, service, host, "");
  }

  /** Finds the subject; empty when the service is no longer configured. */
  static Optional<Subject> in(Snapshot snapshot, String service, String host, String about) {
    return snapshot.services().stream()
        .filter(each -> each.name().equals(service))
        .findFirst()
        .map(found -> new Subject(snapshot, found, find(found, host), about));
  }

  /** The snapshot that is meant, while it is staged. */
  Optional<StagedSnapshot> staged() {
    return service.upkeep().snapshots().stream()
        .filter(each -> each.id().equals(about))
        .findFirst();
  }

  boolean leads() {
    return host.isPresent() && service.leader().equals(host.map(HostView::name));
  }

  Optional<PowerView> power() {
    return host.flatMap(HostView::power);
  }

  /** The host that leads now. */
  Optional<HostView> leader() {
    return service.leader().flatMap(name -> find(service, name));
  }

  private static Optional<HostView> find(ServiceView service, String host) {
    return service.hosts().stream().filter(each -> each.name().equals(host)).findFirst();
  }
}
