package io.piha.cli;

import io.piha.drill.Check;
import io.piha.drill.DrillReport;
import io.piha.drill.DrillView;
import io.piha.request.LocalClient;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Drills of the control plane on this machine, over its local door. */
final class DrillClient implements DrillFollow.Seat, AutoCloseable {

  private static final JsonMapper MAPPER = new JsonMapper();

  private final Path dataDir;
  private LocalClient client;

  private DrillClient(Path dataDir, LocalClient client) {
    this.dataDir = dataDir;
    this.client = client;
  }

  /** Whether a drill has begun, and why not. */
  record Begun(boolean accepted, String why, String id) {}

  /** Connects to the control plane on that data folder; empty when none answers. */
  static Optional<DrillClient> connect(Optional<Path> dataDir) {
    return dataDir.flatMap(
        each -> LocalClient.connect(each).map(client -> new DrillClient(each, client)));
  }

  @Override
  public void reconnect() throws IOException {
    client.close();
    LocalClient.connect(dataDir).ifPresent(each -> client = each);
  }

  Optional<DrillReport> rehearse(String scenario, String service) throws IOException {
    return read(
        client.call(line(DrillDoor.REHEARSE, scenario, service)).path("report"), DrillReport.class);
  }

  List<Check> checks(String scenario, String service, boolean stepwise) throws IOException {
    List<Check> checks = new ArrayList<>();
    ObjectNode line = line(DrillDoor.CHECKS, scenario, service).put("stepwise", stepwise);
    for (JsonNode each : client.call(line).path("checks")) {
      read(each, Check.class).ifPresent(checks::add);
    }
    return checks;
  }

  Begun start(String scenario, String service, boolean stepwise, boolean cutPower)
      throws IOException {
    JsonNode answer =
        client.call(
            line(DrillDoor.START, scenario, service)
                .put("stepwise", stepwise)
                .put("cut_power", cutPower));
    return new Begun(
        answer.path("accepted").asBoolean(false),
        answer.path("why").asString(""),
        answer.path("id").asString(""));
  }

  @Override
  public Optional<DrillView> view() throws IOException {
    return read(client.call(LocalClient.op(DrillDoor.VIEW)).path("drill"), DrillView.class);
  }

  @Override
  public void next() throws IOException {
    client.call(LocalClient.op(DrillDoor.NEXT));
  }

  @Override
  public void stop() throws IOException {
    client.call(LocalClient.op(DrillDoor.STOP));
  }

  @Override
  public Optional<DrillReport> report(String id) throws IOException {
    for (JsonNode each : client.call(LocalClient.op(DrillDoor.REPORTS)).path("reports")) {
      if (each.path("id").asString("").equals(id)) {
        return read(each, DrillReport.class);
      }
    }
    return Optional.empty();
  }

  private static ObjectNode line(String op, String scenario, String service) {
    return LocalClient.op(op).put("scenario", scenario).put("service", service);
  }

  private static <T> Optional<T> read(JsonNode node, Class<T> type) throws IOException {
    if (node.isMissingNode()) {
      return Optional.empty();
    }
    try {
      return Optional.of(MAPPER.treeToValue(node, type));
    } catch (JacksonException e) {
      throw new IOException("the control plane answered something else than a drill", e);
    }
  }

  @Override
  public void close() throws IOException {
    client.close();
  }
}
