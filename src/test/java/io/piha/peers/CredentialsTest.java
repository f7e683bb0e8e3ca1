package io.piha.peers;

import static org.assertj.core.api.Assertions.assertThat;

import io.piha.testing.Mosquitto;
import io.piha.testing.NeedsPeer;
import io.piha.testing.Peers;
import io.piha.testing.Ports;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A whole control plane with a switch of every driver, none of which answers: no credential is in
 * its arguments, its log, its records, its thread dump, or the report of its crash.
 */
@NeedsPeer({"mosquitto", "kill"})
class CredentialsTest {
  private static final Duration PATIENCE = Duration.ofMinutes(2);
  private static final List<String> DRIVERS =
      List.of(
          "snmp2", "snmpA", "snmpP", "unifi", "unikey", "router", "omada", "open", "wrt", "relay");

  @TempDir Path folder;

  private static String secret(String driver) {
    return "Qz7" + driver + "-secret-of-it";
  }

  @Test
  void no_credential_of_any_driver_is_where_others_can_read_it() throws Exception {
    StringBuilder secrets = new StringBuilder();
    DRIVERS.forEach(
        each -> secrets.append(each).append(": \"").append(secret(each)).append("\"\n"));
    Path secretsFile = folder.resolve("secrets.yaml");
    Files.writeString(secretsFile, secrets);
    Files.setPosixFilePermissions(secretsFile, PosixFilePermissions.fromString("rw-------"));
    Path crash = folder.resolve("crash.log");
    Path output = folder.resolve("output.txt");
    int dashboard = Ports.free();
    try (Mosquitto broker = Peers.mosquitto(folder)) {
      Path config = folder.resolve("piha.yaml");
      Files.writeString(config, text(broker.url(), dashboard));
      Process process =
          Program.start(
              output,
              Map.of("JAVA_TOOL_OPTIONS", "-XX:ErrorFile=" + crash + " -XX:-CreateCoredumpOnCrash"),
              "--config",
              config.toString(),
              "engine");
      try {
        Path log = folder.resolve("log/piha.log");
        Awaitility.await("it supervises and has asked")
            .atMost(PATIENCE)
            .until(() -> read(output).contains("supervising") && Files.exists(log));
        assertNone("arguments", process.toHandle().info().commandLine().orElse(""));
        assertNone("arguments", read(Path.of("/proc/" + process.pid() + "/cmdline")));
        assertNone("environment", read(Path.of("/proc/" + process.pid() + "/environ")));
        Program.signal(process, "-QUIT");
        Awaitility.await("a thread dump")
            .atMost(PATIENCE)
            .until(() -> read(output).contains("Full thread dump"));
        Program.signal(process, "-SEGV");
        assertThat(process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();
        assertThat(read(crash)).contains("A fatal error has been detected");
      } finally {
        process.destroyForcibly();
      }
    }
    try (Stream<Path> all = Files.walk(folder)) {
      for (Path each : all.filter(Files::isRegularFile).toList()) {
        if (!each.equals(secretsFile)) {
          assertNone(each.toString(), read(each));
        }
      }
    }
  }

  private static void assertNone(String where, String text) {
    assertThat(text.contains("Qz7")).as("a secret in %s", where).isFalse();
  }

  /** Byte for byte: what is searched may be anything. */
  private static String read(Path file) {
    try {
      return Files.exists(file)
          ? new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1)
          : "";
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private String text(String broker, int dashboard) {
    String dead = "http://127.0.0.1:1";
    return """
    site: home
    data_dir: %1$s/data
    log_dir: %1$s/log
    secrets_file: %1$s/secrets.yaml
    mqtt: {url: "%2$s"}
    requests: open
    witnesses: ["tcp://127.0.0.1:1"]
    services:
      ha:
        timing: {heartbeat_every: 1s, heartbeat_timeout: 3s, probe_every: 1s, probe_timeout: 500ms}
        recovery: {power_cycle: false, fence: none}
        hosts:
          snmp2: {role: primary, probes: {api: {url: "%3$s/api"}}, power: {switch: snmp2, port: 1}}
          snmp3: {role: standby, probes: {api: {url: "%3$s/api"}}, power: {switch: snmp3, port: 1}}
          unifi: {role: standby, probes: {api: {url: "%3$s/api"}}, power: {switch: unifi, port: 1}}
          unikey: {role: standby, probes: {api: {url: "%3$s/api"}}, power: {switch: unikey, port: 1}}
          router: {role: standby, probes: {api: {url: "%3$s/api"}}, power: {switch: router, port: e1}}
          omada: {role: standby, probes: {api: {url: "%3$s/api"}}, power: {switch: omada, port: 1}}
          open: {role: standby, probes: {api: {url: "%3$s/api"}}, power: {switch: open, port: 1}}
          wrt: {role: standby, probes: {api: {url: "%3$s/api"}}, power: {switch: wrt, port: lan1}}
          relay: {role: standby, probes: {api: {url: "%3$s/api"}}, power: {switch: relay, port: 1}}
    switches:
      snmp2: {driver: snmp, address: "127.0.0.1:1", community: "${secret:snmp2}"}
      snmp3:
        driver: snmp
        address: "127.0.0.1:1"
        version: 3
        user: piha
        auth: SHA-256
        auth_key: "${secret:snmpA}"
        privacy: AES-128
        privacy_key: "${secret:snmpP}"
      unifi: {driver: unifi, url: "%3$s", username: u, password: "${secret:unifi}", device: d}
      unikey: {driver: unifi, url: "%3$s", api_key: "${secret:unikey}", device: d}
      router: {driver: mikrotik, url: "%3$s", username: u, password: "${secret:router}"}
      omada: {driver: omada, url: "%3$s", username: u, password: "${secret:omada}", device: "aa:bb:cc:00:11:22"}
      open: {driver: omada, url: "%3$s", client_id: c, client_secret: "${secret:open}", device: "aa:bb:cc:00:11:22"}
      wrt: {driver: openwrt, url: "%3$s", username: u, password: "${secret:wrt}"}
      relay:
        driver: http
        on: {method: POST, url: "%3$s/{port}?key=${secret:relay}"}
        off: {method: POST, url: "%3$s/{port}?key=${secret:relay}"}
        status: {url: "%3$s/{port}?key=${secret:relay}", on_when: "on", off_when: "off"}
    dashboard: {listen: 127.0.0.1:%4$d}
    """
        .formatted(folder, broker, dead, dashboard);
  }
}
