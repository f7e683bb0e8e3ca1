package io.piha.cli;

import io.piha.drill.Drills;
import io.piha.drill.Rehearsal;
import io.piha.request.DoorService;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Drills at the local door, for the command line. */
final class DrillDoor implements DoorService {

  static final String REHEARSE = "drill_rehearse";
  static final String CHECKS = "drill_checks";
  static final String START = "drill_start";
  static final String NEXT = "drill_next";
  static final String STOP = "drill_stop";
  static final String VIEW = "drill_view";
  static final String REPORTS = "drill_reports";

  private static final JsonMapper MAPPER = new JsonMapper();

  /** Reports that go through the door at once. */
  private static final int MOST = 50;

  private final Drills drills;

  DrillDoor(Drills drills) {
    this.drills = drills;
  }

  @Override
  public Optional<JsonNode> serve(String op, JsonNode line, String by) {
    String scenario = line.path("scenario").asString("");
    String service = line.path("service").asString("");
    boolean stepwise = line.path("stepwise").asBoolean(false);
    ObjectNode answer = MAPPER.createObjectNode();
    switch (op) {
      case REHEARSE ->
          drills
              .rehearse(scenario, service)
              .map(Rehearsal::report)
              .ifPresent(report -> answer.set("report", MAPPER.valueToTree(report)));
      case CHECKS ->
          answer.set("checks", MAPPER.valueToTree(drills.checks(scenario, service, stepwise)));
      case START -> {
        boolean cuts = line.path("cut_power").asBoolean(false);
        Optional<String> obstacle = drills.start(scenario, service, stepwise, cuts, by);
        answer.put("accepted", obstacle.isEmpty()).put("why", obstacle.orElse(""));
        drills.view().ifPresent(view -> answer.put("id", view.id()));
      }
      case NEXT -> drills.next();
      case STOP -> drills.stop();
      case VIEW -> drills.view().ifPresent(view -> answer.set("drill", MAPPER.valueToTree(view)));
      case REPORTS ->
          answer.set("reports", MAPPER.valueToTree(drills.reports().stream().limit(MOST).toList()));
      default -> {
        return Optional.empty();
      }
    }
    return Optional.of(answer);
  }
}
