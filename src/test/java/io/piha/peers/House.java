package io.piha.peers;

import io.piha.testing.Mosquitto;
import io.piha.testing.Peers;
import io.piha.testing.Ports;
import io.piha.testing.Programs;
import io.piha.testing.Snmpd;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionTimeoutException;
import org.awaitility.core.TerminalFailureException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;

/**
 * A small house: a broker, a PoE switch, a primary and a standby, a witness, and the control plane
 * in a process of its own.
 */
final class House implements AutoCloseable {
  /** The service's topic prefix. */
  static final String P = "piha/leader/home-assistant";

  static final String SERVICE = "home-assistant";
  private static final ObjectMapper JSON = new ObjectMapper();

  private final Deque<AutoCloseable> opened = new ArrayDeque<>();
  private final Path folder;
  private final Mosquitto broker;
  private final Snmpd poeSwitch;
  private final ScriptedHost haos;
  private final ScriptedHost standby;
  private final Outlook witness;
  private final Wire wire;
  private final int dashboard = Ports.free();
  private final EngineProcess engine;

  private House(Path folder, UnaryOperator<String> changes) throws IOException {
    this.folder = folder;
    broker = keep(Peers.mosquitto(make("broker")));
    poeSwitch = keep(Peers.snmpd(make("switch")));
    haos = keep(new ScriptedHost("haos", 8, poeSwitch, broker.port(), P));
    standby = keep(new ScriptedHost("standby", 7, poeSwitch, broker.port(), P));
    haos.leads(1);
    witness = keep(new Outlook());
    wire = keep(new Wire(broker.port()));
    wire.listen(haos::hear);
    wire.listen(standby::hear);
    writeSecrets();
    configure(changes);
    engine = keep(new EngineProcess(config(), folder.resolve("engine.txt"), dashboard));
  }

  /** Everything started; nothing is waited for. */
  static House open(Path folder, UnaryOperator<String> changes) throws IOException {
    return new House(folder, changes);
  }

  /** A house in which all is well. */
  static House well(Path folder) throws IOException {
    House house = open(folder, UnaryOperator.identity());
    house.awaitWell();
    return house;
  }

  private <T extends AutoCloseable> T keep(T part) {
    opened.push(part);
    return part;
  }

  private Path make(String name) throws IOException {
    return Files.createDirectories(folder.resolve(name));
  }

  private void writeSecrets() throws IOException {
    Path secrets = folder.resolve("secrets.yaml");
    Files.writeString(
        secrets, "token: \"" + ScriptedHost.TOKEN + "\"\ncommunity: " + Snmpd.WRITE + "\n");
    Files.setPosixFilePermissions(secrets, PosixFilePermissions.fromString("rw-------"));
  }

  /** Writes the site file anew, with changes to its usual text. */
  void configure(UnaryOperator<String> changes) throws IOException {
    Path fresh = folder.resolve("piha.yaml.new");
    Files.writeString(fresh, changes.apply(usual()));
    Files.move(fresh, config(), java.nio.file.StandardCopyOption.REPLACE_EXISTING);
  }

  private String usual() {
    return SiteText.usual(
        folder,
        broker.url(),
        haos.httpPort(),
        standby.httpPort(),
        poeSwitch.address(),
        witness.port(),
        dashboard);
  }

  /** Another host on this house's broker and switch; close it before the house. */
  ScriptedHost host(String name, int poePort, String prefix) {
    ScriptedHost host = new ScriptedHost(name, poePort, poeSwitch, broker.port(), prefix);
    wire.listen(host::hear);
    return host;
  }

  Path config() {
    return folder.resolve("piha.yaml");
  }

  Path folder() {
    return folder;
  }

  Mosquitto broker() {
    return broker;
  }

  Snmpd poeSwitch() {
    return poeSwitch;
  }

  ScriptedHost haos() {
    return haos;
  }

  ScriptedHost standby() {
    return standby;
  }

  Outlook witness() {
    return witness;
  }

  Wire wire() {
    return wire;
  }

  EngineProcess engine() {
    return engine;
  }

  /** The broker is back after a kill; hosts connect again. */
  void restartBroker() {
    broker.restart();
    haos.reconnect();
    standby.reconnect();
  }

  JsonNode service() {
    return engine.status().path("services").path(SERVICE);
  }

  String phase() {
    return service().path("phase").asString("");
  }

  String leader() {
    return service().path("leader").asString("");
  }

  /** The primary leads, all is quiet, and a failover could be had. */
  void awaitWell() {
    await(
        "the house is well",
        () -> {
          JsonNode now = service();
          return now.path("phase").asString("").equals("normal")
              && now.path("leader").asString("").equals("haos")
              && now.path("hosts").path("haos").path("state").asString("").equals("leader")
              && now.path("protected").asBoolean(false);
        });
  }

  /** The engine hears what is said over the broker; its page may be up before that. */
  void awaitBroker() {
    await(
        "the engine is at the broker",
        () -> engine.status().path("broker").path("connected").asBoolean(false));
  }

  void awaitPhase(String phase) {
    await("phase " + phase, () -> phase().equals(phase));
  }

  void awaitRecord(String kind) {
    await("an audit record " + kind, () -> !records(kind).isEmpty());
  }

  void awaitState(String state) {
    await("state " + state, () -> wire.heard(each -> each.isState(state)).findAny().isPresent());
  }

  /** Waits; a failure tells the whole story so far. */
  void await(String what, Callable<Boolean> condition) {
    Patience.await(what, condition, this::story);
  }

  /** Watches for so long that nothing was written to the switch and nobody was ordered anything. */
  void staysUntouched(Duration time) {
    try {
      Awaitility.await("nothing happens")
          .pollDelay(Duration.ZERO)
          .pollInterval(Duration.ofMillis(50))
          .during(time)
          .atMost(time.plus(Patience.LIMIT))
          .failFast(() -> assertUntouched())
          .until(() -> true);
    } catch (ConditionTimeoutException | TerminalFailureException e) {
      throw new AssertionError(e.getMessage() + "\n" + story(), e);
    }
  }

  /** Watches for so long that the switch is written to no more. */
  void staysCalm(Duration time) {
    int before = poeSwitch.writesSeen();
    Awaitility.await("the switch is left alone\n" + story())
        .pollDelay(Duration.ZERO)
        .during(time)
        .atMost(time.plus(Patience.LIMIT))
        .failFast(() -> poeSwitch.writesSeen() != before)
        .until(() -> true);
  }

  /** No write to the switch, no order, no new epoch. */
  void assertUntouched() {
    if (!poeSwitch.writes().isEmpty()
        || !wire.orders("promote").isEmpty()
        || !wire.orders("demote").isEmpty()
        || wire.heard(each -> each.isState("none")).findAny().isPresent()) {
      throw new AssertionError("something was done\n" + story());
    }
  }

  /** The audit file's lines as JSON. */
  List<JsonNode> records() {
    Path file = folder.resolve("log").resolve("audit.jsonl");
    try {
      return Files.exists(file)
          ? wholeLines(Files.readString(file)).map(JSON::readTree).toList()
          : List.of();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The last line may be half written, or torn by a kill until the next start. */
  private static Stream<String> wholeLines(String text) {
    return text.substring(0, text.lastIndexOf('\n') + 1).lines();
  }

  List<JsonNode> records(String kind) {
    return records().stream().filter(each -> each.path("kind").asString("").equals(kind)).toList();
  }

  /** Writes to the primary's port. */
  List<Snmpd.Write> writes() {
    return poeSwitch.writes().stream().filter(each -> each.port() == haos.poePort()).toList();
  }

  /** How often the primary's port was written off and later on again. */
  long cycles() {
    List<Snmpd.Write> writes = writes();
    long cycles = 0;
    for (int i = 1; i < writes.size(); i++) {
      if (writes.get(i).on() && !writes.get(i - 1).on()) {
        cycles++;
      }
    }
    return cycles;
  }

  /** Runs mosquitto_pub with the broker's address. */
  void publish(String topic, String payload, String... more) {
    List<String> arguments = client(topic, payload);
    arguments.addAll(List.of(more));
    Programs.must("mosquitto_pub", arguments);
  }

  /** Publishes a file as it is. */
  void publishFile(String topic, Path file) {
    List<String> arguments = client(topic);
    arguments.addAll(List.of("-f", file.toString()));
    Programs.must("mosquitto_pub", arguments);
  }

  /** Asks with mosquitto_rr and gives the answer. */
  JsonNode ask(String payload) {
    List<String> arguments = client(P + "/cmd", payload);
    arguments.addAll(List.of("-e", "answers/" + System.nanoTime(), "-W", "25"));
    return JSON.readTree(Programs.must("mosquitto_rr", arguments));
  }

  private List<String> client(String topic, String payload) {
    List<String> arguments = client(topic);
    arguments.addAll(List.of("-m", payload));
    return arguments;
  }

  private List<String> client(String topic) {
    return new ArrayList<>(
        List.of(
            "-V",
            "5",
            "-h",
            "127.0.0.1",
            "-p",
            Integer.toString(broker.port()),
            "-q",
            "1",
            "-t",
            topic));
  }

  /** Runs the program's own command line with this house's configuration. */
  Program.Result piha(String... arguments) {
    List<String> all = new ArrayList<>(List.of("--config", config().toString()));
    all.addAll(List.of(arguments));
    return Program.run(all.toArray(String[]::new));
  }

  /** The same, with a reason, which acting commands want. */
  Program.Result asks(String... arguments) {
    List<String> all = new ArrayList<>(List.of(arguments));
    all.addAll(List.of("--reason", "test"));
    return piha(all.toArray(String[]::new));
  }

  /** Runs an acting command that has to end with that exit code. */
  void asks(int exit, String... arguments) {
    Program.Result result = asks(arguments);
    if (result.exit() != exit) {
      throw new AssertionError("exit " + result.exit() + ", not " + exit + ": " + result.output());
    }
  }

  /** What is known when something was not seen in time. */
  String story() {
    return "status: "
        + service()
        + "\naudit:\n"
        + records().stream()
            .map(
                each ->
                    each.path("at").asString("")
                        + " "
                        + each.path("kind").asString("")
                        + " "
                        + each.path("reason").asString(""))
            .collect(Collectors.joining("\n"))
        + "\nswitch: "
        + poeSwitch.writes()
        + "\norders and states:\n"
        + wire.heard(each -> each.topic().endsWith("/cmd") || each.topic().endsWith("/state"))
            .map(each -> each.toString().substring(0, Math.min(400, each.toString().length())))
            .collect(Collectors.joining("\n"))
        + "\nengine:\n"
        + engine.said();
  }

  @Override
  public void close() throws IOException {
    while (!opened.isEmpty()) {
      try {
        opened.pop().close();
      } catch (IOException e) {
        throw e;
      } catch (Exception e) {
        throw new IllegalStateException(e);
      }
    }
  }
}
