package io.piha.recovery.core;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/**
 * A backup that lies with Core.
 *
 * @param bytes its size; negative when Core does not say
 * @param encrypted it needs a key
 */
record CoreBackup(String id, String name, long bytes, boolean encrypted) {

  private static final int MOST = 10_000;
  private static final int LONGEST_ID = 128;

  /** Those that an agent holds, from the answer to {@code backup/info}. */
  static List<CoreBackup> of(JsonNode info, String agent) {
    List<CoreBackup> all = new ArrayList<>();
    for (JsonNode each : info.path("backups")) {
      String id = each.path("backup_id").asString("");
      JsonNode held = each.path("agents").path(agent);
      if (all.size() < MOST && !id.isEmpty() && id.length() <= LONGEST_ID && held.isObject()) {
        all.add(
            new CoreBackup(
                id,
                each.path("name").asString(""),
                held.path("size").isIntegralNumber() ? held.path("size").asLong(-1) : -1,
                held.path("protected").asBoolean(false)));
      }
    }
    return all;
  }

  /**
   * The agent that keeps backups on the machine itself, from the answer to {@code
   * backup/agents/info}: {@code hassio.local} under a Supervisor, {@code backup.local} without.
   */
  static Optional<String> localAgent(JsonNode agents) {
    Optional<String> known = Optional.empty();
    for (JsonNode each : agents.path("agents")) {
      String id = each.path("agent_id").asString("");
      if (id.isEmpty() || id.length() > LONGEST_ID) {
        continue;
      }
      if (each.path("name").asString("").equals("local")) {
        return Optional.of(id);
      }
      if (id.equals("hassio.local") || id.equals("backup.local")) {
        known = Optional.of(id);
      }
    }
    return known;
  }
}
