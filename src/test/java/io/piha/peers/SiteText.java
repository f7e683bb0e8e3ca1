package io.piha.peers;

import java.nio.file.Path;

/** The site file of a small house whose times are short. */
final class SiteText {
  private SiteText() {}

  static String usual(
      Path folder,
      String brokerUrl,
      int haosPort,
      int standbyPort,
      String switchAddress,
      int witnessPort,
      int dashboardPort) {
    return """
    site: home
    data_dir: %1$s/data
    log_dir: %1$s/log
    secrets_file: %1$s/secrets.yaml
    mqtt:
      url: %2$s
    requests: open
    services:
      home-assistant:
        hosts:
          haos:
            role: primary
            probes:
              supervisor: {url: "http://127.0.0.1:%3$d/supervisor/ping"}
              core: {url: "http://127.0.0.1:%3$d/api/", token: "${secret:token}"}
            power: {switch: rack, port: 8}
          standby:
            role: standby
            probes:
              api: {url: "http://127.0.0.1:%4$d/api/", token: "${secret:token}"}
        timing:
          heartbeat_every: 300ms
          heartbeat_timeout: 1500ms
          probe_every: 500ms
          probe_timeout: 490ms
          recovery_wait: 1s
          fence_proof: 400ms
          order_ack_timeout: 2s
          failback_timeout: 60s
          partial_grace: 2s
    switches:
      rack: {driver: snmp, address: "%5$s", version: 2c, community: "${secret:community}"}
    power_guard: {off_time: 300ms, min_interval: 2s, max_per_day: 3}
    witnesses: ["tcp://127.0.0.1:%6$d"]
    dashboard: {listen: 127.0.0.1:%7$d}
    """
        .formatted(
            folder, brokerUrl, haosPort, standbyPort, switchAddress, witnessPort, dashboardPort);
  }
}
