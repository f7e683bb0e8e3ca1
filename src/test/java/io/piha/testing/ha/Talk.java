package io.piha.testing.ha;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** One conversation over the WebSocket. */
final class Talk {
  private static final Set<String> WISHES =
      Set.of(
          "agent_ids",
          "include_all_addons",
          "include_addons",
          "include_database",
          "include_homeassistant",
          "include_folders",
          "name",
          "password");

  private final CoreTwin core;
  private final Wire wire;
  private volatile int subscription = -1;
  private int last;

  Talk(CoreTwin core, Wire wire) {
    this.core = core;
    this.wire = wire;
  }

  void run() throws IOException {
    say(Map.of("type", "auth_required", "ha_version", "2026.8.1"));
    JsonNode first = CoreTwin.JSON.readTree(wire.hear());
    boolean good =
        first.path("type").asString("").equals("auth")
            && first.path("access_token").asString("").equals(CoreTwin.TOKEN);
    if (!good) {
      say(Map.of("type", "auth_invalid", "message", "Invalid access token or password"));
      wire.close();
      return;
    }
    say(Map.of("type", "auth_ok", "ha_version", "2026.8.1"));
    while (true) {
      answer(CoreTwin.JSON.readTree(wire.hear()));
    }
  }

  private void say(Map<String, ?> message) throws IOException {
    wire.say(CoreTwin.JSON.writeValueAsString(message));
  }

  void event(Map<String, ?> event) {
    int to = subscription;
    if (to >= 0) {
      try {
        say(Map.of("id", to, "type", "event", "event", event));
      } catch (IOException gone) {
        // The reader of this conversation ends it.
      }
    }
  }

  private void answer(JsonNode asked) throws IOException {
    int id = asked.path("id").asInt(-1);
    String type = asked.path("type").asString("");
    core.heard(type);
    if (type.equals("ping")) {
      say(Map.of("id", id, "type", "pong"));
      return;
    }
    if (id <= last) {
      no(id, "id_reuse", "Identifier values have to increase.");
      return;
    }
    last = id;
    if (core.faults.notAdmin) {
      no(id, "unauthorized", "Unauthorized");
      return;
    }
    switch (type) {
      case "backup/agents/info" ->
          yes(id, Map.of("agents", List.of(Map.of("agent_id", core.agent(), "name", "local"))));
      case "backup/info" -> yes(id, info());
      case "backup/subscribe_events" -> {
        subscription = id;
        event(Map.of("manager_state", "idle"));
        yes(id, null);
      }
      case "backup/generate" -> generate(id, asked);
      case "backup/can_decrypt_on_download" -> canDecrypt(id, asked);
      case "backup/delete" -> {
        core.delete(asked.path("backup_id").asString(""));
        yes(id, Map.of("agent_errors", Map.of()));
      }
      case "backup/details" -> {
        Optional<CoreTwin.Backup> backup = core.backup(asked.path("backup_id").asString(""));
        if (backup.isEmpty()) {
          no(id, "backup_not_found", "Backup not found");
        } else {
          yes(id, Map.of("agent_errors", Map.of(), "backup", core.record(backup.get())));
        }
      }
      case "backup/restore" -> restore(id, asked);
      case "auth/sign_path" -> yes(id, Map.of("path", core.sign(asked.path("path").asString(""))));
      default -> no(id, "unknown_command", "Unknown command.");
    }
  }

  private Map<String, ?> info() {
    List<Map<String, ?>> all = new ArrayList<>();
    for (CoreTwin.Backup each : core.all()) {
      all.add(core.record(each));
    }
    Map<String, Object> info = new LinkedHashMap<>();
    info.put("backups", all);
    info.put(
        "agent_errors",
        core.faults.agentError.isEmpty() ? Map.of() : Map.of(core.agent(), core.faults.agentError));
    info.put("state", core.state());
    info.put("last_action_event", core.lastEvent());
    return info;
  }

  private void generate(int id, JsonNode asked) throws IOException {
    for (String name : asked.propertyNames()) {
      if (!WISHES.contains(name) && !name.equals("id") && !name.equals("type")) {
        no(id, "invalid_format", "extra keys not allowed @ data['" + name + "']");
        return;
      }
    }
    boolean addons =
        asked.path("include_all_addons").asBoolean(false)
            || asked.path("include_addons").size() > 0
            || asked.path("include_folders").size() > 0;
    if (asked.path("agent_ids").isEmpty()
        || !asked.path("agent_ids").get(0).asString("").equals(core.agent())) {
      no(id, "home_assistant_error", "Invalid agents selected");
    } else if (addons && !core.agent().equals("hassio.local")) {
      no(id, "home_assistant_error", "Addons and folders are not supported by core backup");
    } else if (!core.state().equals("idle")) {
      no(id, "home_assistant_error", "Backup manager busy: " + core.state());
    } else {
      // A job, and not the backup that comes of it.
      yes(id, Map.of("backup_job_id", core.newId()));
      core.generate(asked);
    }
  }

  private void canDecrypt(int id, JsonNode asked) throws IOException {
    Optional<CoreTwin.Backup> backup = core.backup(asked.path("backup_id").asString(""));
    if (backup.isEmpty()) {
      no(id, "backup_not_found", "Backup not found");
    } else if (core.faults.cannotDecrypt) {
      no(id, "decrypt_not_supported", "Decrypt on download not supported");
    } else if (!core.faults.believesAnyKey
        && !asked.path("password").asString("").equals(backup.get().key())) {
      no(id, "password_incorrect", "Incorrect password");
    } else {
      yes(id, null);
    }
  }

  private void restore(int id, JsonNode asked) throws IOException {
    Optional<CoreTwin.Backup> backup = core.backup(asked.path("backup_id").asString(""));
    if (backup.isEmpty() || !asked.path("agent_id").asString("").equals(core.agent())) {
      no(id, "backup_not_found", "Backup not found");
    } else if (backup.get().isProtected()
        && !asked.path("password").asString("").equals(backup.get().key())) {
      no(id, "password_incorrect", "Incorrect password");
    } else if (core.faults.losesRestore) {
      core.hangUp();
    } else {
      core.wished(asked);
      core.restore(backup.get(), false);
      yes(id, null);
    }
  }

  private void yes(int id, @Nullable Object result) throws IOException {
    Map<String, Object> said = new LinkedHashMap<>();
    said.put("id", id);
    said.put("type", "result");
    said.put("success", true);
    said.put("result", result);
    say(said);
  }

  private void no(int id, String code, String message) throws IOException {
    say(
        Map.of(
            "id",
            id,
            "type",
            "result",
            "success",
            false,
            "error",
            Map.of("code", code, "message", message)));
  }
}
