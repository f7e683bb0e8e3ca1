package io.piha.monitor.checks;

import io.piha.site.ClientTls;
import io.piha.site.Containers;
import io.piha.site.Host;
import io.piha.site.Lease;
import io.piha.site.Service;
import io.piha.site.Site;
import io.piha.site.Syslog;
import io.piha.site.TlsPeer;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;

/** Every server that the configuration speaks TLS with, and the certificates that we show. */
final class TlsPeers {
  private final Set<TlsPeer> servers = new LinkedHashSet<>();
  private final Map<String, Path> ours = new LinkedHashMap<>();

  private TlsPeers() {}

  static TlsPeers of(Site site) {
    TlsPeers all = new TlsPeers();
    all.address(site.mqtt().url());
    all.own("mqtt.client_cert", site.mqtt().files());
    site.services().values().forEach(all::service);
    site.switches().values().stream()
        .flatMap(each -> each.addresses().stream())
        .forEach(each -> all.address(each.reveal()));
    site.containers().forEach(all::engine);
    site.alerts().forEach(each -> all.servers.addAll(each.tlsPeers()));
    site.alerting().watchdog().ifPresent(each -> all.address(each.url().reveal()));
    site.influx().ifPresent(each -> all.address(each.url().reveal()));
    if (site.syslog().orElse(null) instanceof Syslog.Tls tls) {
      all.servers.add(TlsPeer.direct(tls.address()));
      all.own("syslog.client_cert", tls.files());
    }
    if (site.lease() instanceof Lease.Etcd etcd) {
      etcd.endpoints().forEach(all::address);
      all.own("arbiter.client_cert", etcd.files());
    }
    return all;
  }

  Set<TlsPeer> servers() {
    return servers;
  }

  /** Files with our own certificates, by their keys in the configuration. */
  Map<String, Path> ours() {
    return ours;
  }

  private void service(Service service) {
    for (Host host : service.hosts().values()) {
      host.probes().values().forEach(probe -> address(probe.url().reveal()));
      host.snapshots().ifPresent(each -> address(each.url().reveal()));
    }
    service.sync().ifPresent(each -> address(each.repository().reveal()));
  }

  private void engine(Containers engine) {
    ClientTls files = engine.files();
    boolean encrypted = files.caFile().isPresent() || files.certFile().isPresent();
    String address = engine.engine();
    address(encrypted ? address.replaceFirst("^tcp:", "https:") : address);
    own("containers.cert", files);
  }

  private void own(String key, ClientTls files) {
    files.certFile().ifPresent(each -> ours.put(key, each));
  }

  private void address(String text) {
    TlsPeer.at(text).ifPresent(servers::add);
  }
}
