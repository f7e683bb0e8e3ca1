package io.piha.peers;

import io.piha.testing.Cable;
import io.piha.testing.Ports;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;

/** One of two control planes: an engine of its own, with its own cables to broker and etcd. */
final class Plane implements AutoCloseable {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final String name;
  private final Path folder;
  private final Cable broker;
  private final Cable etcd;
  private final EngineProcess engine;

  /** What a plane's configuration is made of. */
  interface Text {
    String of(Path folder, int brokerPort, int etcdPort, int dashboard);
  }

  Plane(String name, Path folder, int brokerPort, int etcdPort, String secrets, Text text)
      throws IOException {
    this.name = name;
    this.folder = Files.createDirectories(folder);
    this.broker = new Cable(brokerPort);
    this.etcd = new Cable(etcdPort);
    int dashboard = Ports.free();
    Path data = Files.createDirectories(folder.resolve("data"));
    Files.setPosixFilePermissions(data, PosixFilePermissions.fromString("rwx------"));
    Files.writeString(data.resolve("control.id"), name + "\n");
    Path hidden = folder.resolve("secrets.yaml");
    Files.writeString(hidden, secrets);
    Files.setPosixFilePermissions(hidden, PosixFilePermissions.fromString("rw-------"));
    Files.writeString(config(), text.of(folder, broker.port(), etcd.port(), dashboard));
    this.engine = new EngineProcess(config(), folder.resolve("engine.txt"), dashboard);
  }

  String name() {
    return name;
  }

  Path config() {
    return folder.resolve("piha.yaml");
  }

  EngineProcess engine() {
    return engine;
  }

  Cable broker() {
    return broker;
  }

  Cable etcd() {
    return etcd;
  }

  /** Its page answers, so it has the lease, or has had it a moment ago. */
  boolean acts() {
    return engine.status().path("control").path("role").asString("").equals("active");
  }

  JsonNode service() {
    return engine.status().path("services").path(House.SERVICE);
  }

  /** Its audit records; the last line may be half written. */
  List<JsonNode> records() {
    Path file = folder.resolve("log").resolve("audit.jsonl");
    try {
      List<JsonNode> all = new ArrayList<>();
      if (Files.exists(file)) {
        String text = Files.readString(file);
        text.substring(0, text.lastIndexOf('\n') + 1).lines().map(JSON::readTree).forEach(all::add);
      }
      return all;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  boolean recorded(String kind) {
    return records().stream().anyMatch(each -> each.path("kind").asString("").equals(kind));
  }

  String story() {
    StringBuilder story = new StringBuilder(name + ":\n");
    for (JsonNode each : records()) {
      story
          .append("  ")
          .append(each.path("at").asString(""))
          .append(' ')
          .append(each.path("kind").asString(""))
          .append(' ')
          .append(each.path("reason").asString(""))
          .append('\n');
    }
    return story + "said:\n" + engine.said().indent(2);
  }

  @Override
  public void close() {
    engine.close();
    broker.close();
    etcd.close();
  }
}
