package io.piha.peers;

import io.piha.testing.Peers;
import io.piha.testing.Ports;
import io.piha.testing.Snmpd;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionTimeoutException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;

/**
 * A house made of what is shipped: two hosts with the shell agent, one in each shell, and a broker
 * with the shipped configuration and rights, where everybody has a name and a password.
 */
final class GuardedHouse implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofMinutes(2);
  private static final ObjectMapper JSON = new ObjectMapper();

  private final Deque<AutoCloseable> opened = new ArrayDeque<>();
  private final Path folder;
  final GuardedBroker broker;
  final ShellHost haos;
  final ShellHost standby;
  final Wire wire;
  final EngineProcess engine;

  GuardedHouse(Path folder) throws IOException {
    this.folder = folder;
    broker = keep(new GuardedBroker(Files.createDirectories(folder.resolve("guarded"))));
    Snmpd poeSwitch = keep(Peers.snmpd(Files.createDirectories(folder.resolve("switch"))));
    haos = host("haos", 8, poeSwitch, "busybox");
    standby = host("standby", 7, poeSwitch, "dash");
    Outlook witness = keep(new Outlook());
    wire = keep(broker.witness());
    int dashboard = Ports.free();
    secret(
        "secrets.yaml",
        """
        token: "%s"
        community: "%s"
        mqtt: "%s"
        """
            .formatted(ScriptedHost.TOKEN, Snmpd.WRITE, broker.password("piha-control")));
    String url = broker.broker.url();
    Files.writeString(
        config(),
        SiteText.usual(
                folder,
                url,
                haos.httpPort(),
                standby.httpPort(),
                poeSwitch.address(),
                witness.port(),
                dashboard)
            .replace(
                "url: " + url,
                "url: " + url + "\n  username: piha-control\n  password: \"${secret:mqtt}\"")
            // A shell takes its time on a loaded machine.
            .replace("heartbeat_timeout: 1500ms", "heartbeat_timeout: 4s")
            .replace("order_ack_timeout: 2s", "order_ack_timeout: 20s"));
    engine = keep(new EngineProcess(config(), folder.resolve("engine.txt"), dashboard));
    haos.begin();
    standby.begin();
  }

  private ShellHost host(String name, int poePort, Snmpd poeSwitch, String shell)
      throws IOException {
    Path home = Files.createDirectories(folder.resolve(name));
    secret(name + ".password", broker.password(name) + "\n");
    ShellHost host =
        keep(new ShellHost(home, name, poePort, poeSwitch, shell, broker.broker.port()));
    host.agent()
        .set("PIHA_USER", name)
        .set("PIHA_PASSWORD_FILE", folder.resolve(name + ".password").toString())
        .set("PIHA_ORDERS_NEED_STATE", "yes");
    return host;
  }

  private void secret(String name, String text) throws IOException {
    Path file = Files.writeString(folder.resolve(name), text);
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
  }

  private <T extends AutoCloseable> T keep(T part) {
    opened.push(part);
    return part;
  }

  private Path config() {
    return folder.resolve("piha.yaml");
  }

  JsonNode service() {
    return engine.status().path("services").path(House.SERVICE);
  }

  boolean isLed(String phase, String leader, long epoch) {
    JsonNode now = service();
    return now.path("phase").asString("").equals(phase)
        && now.path("leader").asString("").equals(leader)
        && now.path("epoch").asLong(-1) == epoch;
  }

  String stateOf(String host) {
    return service().path("hosts").path(host).path("state").asString("");
  }

  Program.Result piha(String... arguments) {
    List<String> all = new java.util.ArrayList<>(List.of("--config", config().toString()));
    all.addAll(List.of(arguments));
    return Program.run(all.toArray(String[]::new));
  }

  /** The audit file's whole lines. */
  List<JsonNode> records() {
    try {
      Path file = folder.resolve("log").resolve("audit.jsonl");
      String text = Files.exists(file) ? Files.readString(file) : "";
      return text.substring(0, text.lastIndexOf('\n') + 1).lines().map(JSON::readTree).toList();
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  List<String> kinds() {
    return records().stream().map(each -> each.path("kind").asString("")).toList();
  }

  void await(String what, Callable<Boolean> condition) {
    try {
      Awaitility.await(what)
          .atMost(PATIENCE)
          .pollDelay(Duration.ZERO)
          .pollInterval(Duration.ofMillis(50))
          .until(condition);
    } catch (ConditionTimeoutException e) {
      throw new AssertionError("not seen: " + what + "\n" + story(), e);
    }
  }

  String story() {
    return "status: "
        + service()
        + "\naudit:\n"
        + records().stream()
            .map(each -> each.path("kind").asString("") + " " + each.path("reason").asString(""))
            .collect(Collectors.joining("\n"))
        + "\nhaos: "
        + haos.agent().said()
        + "\nstandby: "
        + standby.agent().said()
        + "\nengine:\n"
        + engine.said();
  }

  @Override
  public void close() {
    while (!opened.isEmpty()) {
      try {
        opened.pop().close();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      } catch (Exception e) {
        throw new IllegalStateException(e);
      }
    }
  }
}
