package io.piha.demo;

import java.nio.file.Path;
import java.time.Duration;

/** The site file of a {@link DemoEstate}. */
final class DemoConfig {
  private DemoConfig() {}

  static String text(DemoEstate estate) {
    DemoTimings time = estate.timings();
    Path folder = estate.folder();
    return """
    # The demo's own site, written for this run; everything in it is on this machine.
    site: demo
    data_dir: %s
    log_dir: %s
    secrets_file: %s

    mqtt:
      url: %s

    requests: open

    services:
      %s:
        topic_prefix: %s
        hosts:
          haos:
            role: primary
            probes:
              supervisor: {url: "http://127.0.0.1:%d/supervisor/ping"}
              core: {url: "http://127.0.0.1:%d/api/", token: "${secret:haos_token}"}
            power: {switch: rack, port: %d}
          standby:
            role: standby
            probes:
              api: {url: "http://127.0.0.1:%d/api/", token: "${secret:standby_token}"}
        timing:
          heartbeat_every: %s
          heartbeat_timeout: %s
          probe_every: %s
          probe_timeout: %s
          recovery_wait: %s
          fence_proof: %s
          order_ack_timeout: %s
          failback_timeout: %s
          partial_grace: %s
          planned_restart: %s
          planned_update: %s
        recovery:
          power_cycle: true
          fence: hold_off
          unfenced_promotion: block
        sync:
          repository: %s
          source: main
          target: standby
          observation_window: %s
          every: %s

    switches:
      rack: {driver: snmp, address: "%s", version: 2c, community: "${secret:poe_community}"}
    power_guard:
      off_time: %s
      min_interval: %s
      max_per_day: 500

    witnesses: ["tcp://127.0.0.1:%d"]

    containers:
      engine: "%s"
      watch: [%s]

    alerts:
      - {kind: webhook, url: "%s", format: json}
    dashboard: {listen: 127.0.0.1:%d}
    arbiter: {lease: local}
    """
        .formatted(
            quoted(folder.resolve("data")),
            quoted(folder.resolve("log")),
            quoted(estate.secretsFile()),
            estate.broker().url(),
            DemoEstate.SERVICE,
            DemoEstate.PREFIX,
            estate.haos().observerPort(),
            estate.haos().corePort(),
            DemoEstate.HAOS_PORT,
            estate.standby().corePort(),
            ms(time.heartbeatEvery()),
            ms(time.heartbeatTimeout()),
            ms(time.probeEvery()),
            ms(time.probeTimeout()),
            ms(time.recoveryWait()),
            ms(time.fenceProof()),
            ms(time.orderAckTimeout()),
            ms(time.failbackTimeout()),
            ms(time.partialGrace()),
            ms(time.plannedRestart()),
            ms(time.plannedUpdate()),
            quoted(estate.repository().folder()),
            ms(time.day()),
            ms(time.day()),
            estate.powerSwitch().address(),
            ms(time.offTime()),
            ms(time.minInterval()),
            estate.witnessPort(),
            estate.containers().url(),
            DemoContainers.DATABASE,
            estate.sink().url(),
            estate.dashboardPort());
  }

  private static String ms(Duration duration) {
    return duration.toMillis() + "ms";
  }

  private static String quoted(Path path) {
    return "'" + path.toString().replace("'", "''") + "'";
  }
}
