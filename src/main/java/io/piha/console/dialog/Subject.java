package io.piha.console.dialog;

import io.piha.engine.Snapshot;
import io.piha.engine.Snapshot.HostView;
import io.piha.engine.Snapshot.PowerView;
import io.piha.engine.Snapshot.ServiceView;
import java.util.Optional;

/**
 * What an act is about, as one snapshot shows it.
 *
 * @param host the host meant; empty where the act means the whole service, or the host is gone
 */
record Subject(Snapshot snapshot, ServiceView service, Optional<HostView> host) {

  /** Finds the subject; empty when the service is no longer configured. */
  static Optional<Subject> in(Snapshot snapshot, String service, String host) {
    return snapshot.services().stream()
        .filter(each -> each.name().equals(service))
        .findFirst()
        .map(found -> new Subject(snapshot, found, find(found, host)));
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
