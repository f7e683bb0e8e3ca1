package io.piha.peers;

import io.piha.alert.channel.HookSink;
import io.piha.testing.EtcdServer;
import io.piha.testing.Mosquitto;
import io.piha.testing.Peers;
import io.piha.testing.Snmpd;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;

/** The small house under two control planes, with the lease in a real etcd. */
final class TwoPlanes implements AutoCloseable {
  /** The lease's term. */
  static final Duration TTL = Duration.ofSeconds(5);

  private final Deque<AutoCloseable> opened = new ArrayDeque<>();
  private final Mosquitto broker;
  private final EtcdServer etcd;
  private final Snmpd poeSwitch;
  private final ScriptedHost haos;
  private final ScriptedHost standby;
  private final Outlook witness;
  private final Wire wire;
  private final HookSink phone;
  private final List<Plane> planes = new ArrayList<>();

  private TwoPlanes(Path folder) throws IOException {
    broker = keep(Peers.mosquitto(Files.createDirectories(folder.resolve("broker"))));
    etcd = keep(Peers.etcd(Files.createDirectories(folder.resolve("etcd"))));
    poeSwitch = keep(Peers.snmpd(Files.createDirectories(folder.resolve("switch"))));
    haos = keep(new ScriptedHost("haos", 8, poeSwitch, broker.port(), House.P));
    standby = keep(new ScriptedHost("standby", 7, poeSwitch, broker.port(), House.P));
    haos.leads(1);
    witness = keep(new Outlook());
    wire = keep(new Wire(broker.port()));
    phone = keep(new HookSink());
    wire.listen(haos::hear);
    wire.listen(standby::hear);
    for (String name : List.of("plane-a", "plane-b")) {
      planes.add(
          keep(
              new Plane(
                  name,
                  folder.resolve(name),
                  broker.port(),
                  etcd.port(),
                  "token: \"" + ScriptedHost.TOKEN + "\"\ncommunity: " + Snmpd.WRITE + "\n",
                  this::text)));
    }
  }

  private String text(Path folder, int brokerPort, int etcdPort, int dashboard) {
    return SiteText.usual(
                folder,
                "mqtt://127.0.0.1:" + brokerPort,
                haos.httpPort(),
                standby.httpPort(),
                poeSwitch.address(),
                witness.port(),
                dashboard)
            // Longer than it takes to find out that the broker is gone, as by default.
            .replace("order_ack_timeout: 2s", "order_ack_timeout: 20s")
        + "alerts: [{kind: webhook, name: phone, url: \"%s\"}]\n".formatted(phone.url("/"))
        + "arbiter: {lease: etcd, endpoints: [\"http://127.0.0.1:%d\"], ttl: %ds}\n"
            .formatted(etcdPort, TTL.toSeconds());
  }

  /** Both run, one acts, and the house is well. */
  static TwoPlanes well(Path folder) throws IOException {
    TwoPlanes house = new TwoPlanes(folder);
    house.await(
        "the house is well",
        () ->
            house
                .active()
                .map(Plane::service)
                .filter(
                    now ->
                        now.path("leader").asString("").equals("haos")
                            && now.path("protected").asBoolean(false))
                .isPresent());
    house.await("the other stands by", () -> house.other(house.acting()).engine().isAlive());
    house.await("and says so", () -> house.waits(house.other(house.acting())));
    return house;
  }

  private <T extends AutoCloseable> T keep(T part) {
    opened.push(part);
    return part;
  }

  /** Whether it stands ready to take over. */
  boolean waits(Plane plane) {
    return etcd.ctl("get", "--prefix", "/piha/home/waiting/", "--keys-only").contains(plane.name());
  }

  /** Who has the lease, by etcd's own word; empty when nobody has. */
  String holder() {
    String text = etcd.ctl("get", "/piha/home/holder", "--print-value-only");
    return text.isEmpty()
        ? ""
        : new tools.jackson.databind.ObjectMapper().readTree(text).path("id").asString("");
  }

  /** The one that acts; empty between two. */
  Optional<Plane> active() {
    return planes.stream().filter(Plane::acts).findFirst();
  }

  Plane acting() {
    return active().orElseThrow(() -> new AssertionError("nobody acts\n" + story()));
  }

  Plane other(Plane than) {
    return planes.stream().filter(each -> each != than).findFirst().orElseThrow();
  }

  List<Plane> planes() {
    return planes;
  }

  EtcdServer etcd() {
    return etcd;
  }

  Wire wire() {
    return wire;
  }

  ScriptedHost haos() {
    return haos;
  }

  ScriptedHost standby() {
    return standby;
  }

  Snmpd poeSwitch() {
    return poeSwitch;
  }

  /** What people were told, by whomever: each message once, in the order it came. */
  List<JsonNode> told() {
    Map<String, JsonNode> once = new LinkedHashMap<>();
    phone.hits().stream()
        .map(HookSink.Hit::json)
        .forEach(each -> once.putIfAbsent(each.path("id").asString(""), each));
    return List.copyOf(once.values());
  }

  /** What the one that acts has left in etcd of that. */
  String left() {
    return etcd.ctl("get", "/piha/home/told", "--print-value-only");
  }

  /** Whether that state was published. */
  boolean said(String state) {
    return wire.heard(each -> each.isState(state)).findAny().isPresent();
  }

  /** Writes to the primary's port. */
  List<Snmpd.Write> writes() {
    return poeSwitch.writes().stream().filter(each -> each.port() == haos.poePort()).toList();
  }

  /** Waits; a failure tells the whole story so far. */
  void await(String what, Callable<Boolean> condition) {
    Patience.await(what, condition, this::story);
  }

  /** The standby leads, alone, and whoever acts knows it. */
  void awaitFailedOver() {
    await(
        "the standby leads",
        () ->
            active()
                .map(Plane::service)
                .filter(
                    now ->
                        now.path("phase").asString("").equals("failed_over")
                            && now.path("leader").asString("").equals("standby"))
                .isPresent());
    await("by its own word too", () -> standby.state().equals("leader"));
  }

  /** What must be true whatever happened: rules S1, S4 and S13 as the world saw them. */
  void assertSafe() {
    List<String> wrong = new ArrayList<>();
    oneHostForEachEpoch(wrong);
    oneAtATime(wrong);
    oneCycle(wrong);
    if (haos.state().equals("leader") && poeSwitch.on(haos.poePort())) {
      wrong.add("the primary leads beside the standby");
    }
    if (!wrong.isEmpty()) {
      throw new AssertionError(String.join("\n", wrong) + "\n" + story());
    }
  }

  private void oneHostForEachEpoch(List<String> wrong) {
    Map<Long, String> given = new HashMap<>();
    wire.heard(each -> each.isOrder("promote"))
        .forEach(
            each -> {
              String before = given.putIfAbsent(each.epoch(), each.field("host"));
              if (before != null && !before.equals(each.field("host"))) {
                wrong.add("epoch " + each.epoch() + " was given to two hosts");
              }
            });
  }

  /** Nobody speaks after another has begun, unless it comes back with a new term. */
  private void oneAtATime(List<String> wrong) {
    List<String> speakers =
        wire.heard(each -> each.topic().endsWith("/cmd") || each.topic().endsWith("/state"))
            .map(each -> each.field("control"))
            .filter(each -> planes.stream().anyMatch(plane -> plane.name().equals(each)))
            .toList();
    int changes = 0;
    for (int i = 1; i < speakers.size(); i++) {
      changes += speakers.get(i).equals(speakers.get(i - 1)) ? 0 : 1;
    }
    long terms = planes.stream().mapToLong(TwoPlanes::terms).sum();
    if (changes > terms - 1) {
      wrong.add(changes + " changes of who speaks in " + terms + " terms: " + speakers);
    }
  }

  private static long terms(Plane plane) {
    return plane.engine().said().lines().filter(each -> each.contains("supervising home")).count();
  }

  /** One cycle, and the cut that holds the port off; that it is lit again later is no cycle. */
  private void oneCycle(List<String> wrong) {
    List<Boolean> turns = new ArrayList<>();
    for (Snmpd.Write each : writes()) {
      if (turns.isEmpty() || turns.getLast() != each.on()) {
        turns.add(each.on());
      }
    }
    if (turns.stream().filter(on -> !on).count() > 2) {
      wrong.add("the port was cycled twice: " + writes());
    }
  }

  String story() {
    return planes.stream().map(Plane::story).collect(Collectors.joining("\n"))
        + "\nswitch: "
        + poeSwitch.writes()
        + "\norders and states:\n"
        + wire.heard(each -> each.topic().endsWith("/cmd") || each.topic().endsWith("/state"))
            .map(each -> each.at() + " " + each.topic() + " " + each.text())
            .collect(Collectors.joining("\n"));
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
