package io.piha.testing.ha;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/** The HTTP side of a {@link CoreTwin}. */
final class Rest {
  private final CoreTwin core;
  private final Wire wire;

  Rest(CoreTwin core, Wire wire) {
    this.core = core;
    this.wire = wire;
  }

  /** Answers one request; false when the connection is to end. */
  boolean answer() throws IOException {
    byte[] body = wire.body();
    String path = wire.path();
    if (!core.faults.movedTo.isEmpty()) {
      wire.head(307, 0, "Location: " + core.faults.movedTo + wire.target());
      return true;
    }
    if (path.equals("/manifest.json")) {
      boolean here = !core.landing();
      wire.json(here ? 200 : 404, here ? "{\"name\":\"Home Assistant\"}" : "");
      return true;
    }
    if (core.landing()) {
      wire.json(path.startsWith("/api/") ? 401 : 404, "");
      return true;
    }
    if (path.startsWith("/api/onboarding/")) {
      onboarding(path, body);
      return true;
    }
    boolean token =
        wire.header("Authorization").equals("Bearer " + CoreTwin.TOKEN)
            && !(core.faults.keepsTokenBack && path.startsWith("/api/backup/download"));
    if (!token && !core.isSigned(wire.target())) {
      wire.json(401, "{\"message\":\"Unauthorized\"}");
      return true;
    }
    if (!core.onboarded()) {
      wire.json(401, "{\"message\":\"Unauthorized\"}");
      return true;
    }
    if (path.startsWith("/api/backup/download/") && wire.method().equals("GET")) {
      return download(path.substring("/api/backup/download/".length()));
    }
    if (path.equals("/api/backup/upload") && wire.method().equals("POST")) {
      boolean known = wire.query("agent_id").equals(core.agent());
      wire.json(known ? 201 : 400, known ? "{\"backup_id\":\"" + core.upload(body) + "\"}" : "{}");
      return true;
    }
    switch (path) {
      case "/api/" -> wire.json(200, "{\"message\":\"API running.\"}");
      case "/api/core/state" -> wire.json(200, "{\"state\":\"RUNNING\"}");
      default -> wire.json(404, "{\"message\":\"Not found\"}");
    }
    return true;
  }

  private boolean download(String id) throws IOException {
    if (!wire.query("agent_id").equals(core.agent())) {
      wire.json(400, "{}");
      return true;
    }
    Optional<CoreTwin.Backup> backup = core.backup(id);
    if (backup.isEmpty()) {
      wire.json(404, "{}");
      return true;
    }
    String key = wire.query("password");
    if (!key.isEmpty()) {
      byte[] plain = backup.get().plain();
      // 200 is said before anybody knows; a wrong key shows as a body that merely ends.
      wire.chunked(plain, key.equals(backup.get().key()) ? plain.length : 8_192);
      return true;
    }
    return file(backup.get().stored());
  }

  private boolean file(byte[] file) throws IOException {
    int from = 0;
    String range = wire.header("Range");
    if (!range.isEmpty() && !core.faults.knowsNoRanges) {
      from = Integer.parseInt(range.replaceAll("bytes=(\\d+)-", "$1"));
      from = core.faults.sendsOtherRange ? from / 2 : from;
      wire.head(
          206,
          file.length - from,
          "ETag: \"x\"",
          "Content-Range: bytes " + from + "-" + (file.length - 1) + "/" + file.length);
    } else {
      wire.head(200, file.length, "ETag: \"x\"");
    }
    int length = file.length - from;
    boolean cut = core.faults.cuts > 0 && core.faults.cuts-- > 0;
    if (cut) {
      wire.bytes(file, from, (int) Math.min(length, core.faults.cutAt));
      return false;
    }
    wire.bytes(file, from, length);
    return true;
  }

  private void onboarding(String path, byte[] body) throws IOException {
    if (core.onboarded()) {
      wire.json(401, "{\"message\":\"Unauthorized\"}");
    } else if (path.equals("/api/onboarding/backup/info") && wire.method().equals("GET")) {
      Map<String, Object> info = new LinkedHashMap<>();
      info.put("backups", core.all().stream().map(core::record).toList());
      info.put("state", core.state());
      info.put("last_action_event", core.lastEvent());
      wire.json(200, CoreTwin.JSON.writeValueAsString(info));
    } else if (path.equals("/api/onboarding/backup/upload") && wire.method().equals("POST")) {
      boolean known = wire.query("agent_id").equals(core.agent());
      wire.json(known ? 201 : 400, known ? "{\"backup_id\":\"" + core.upload(body) + "\"}" : "{}");
    } else if (path.equals("/api/onboarding/backup/restore") && wire.method().equals("POST")) {
      JsonNode asked = CoreTwin.JSON.readTree(body);
      Optional<CoreTwin.Backup> backup = core.backup(asked.path("backup_id").asString(""));
      if (backup.isEmpty()) {
        wire.json(400, "{\"code\":\"restore_failed\",\"message\":\"Backup not found\"}");
      } else if (backup.get().isProtected()
          && !asked.path("password").asString("").equals(backup.get().key())) {
        wire.json(400, "{\"code\":\"incorrect_password\"}");
      } else if (core.faults.losesRestore) {
        core.hangUp();
      } else {
        core.wished(asked);
        core.restore(backup.get(), true);
        wire.json(200, "{}");
      }
    } else {
      wire.json(404, "{}");
    }
  }
}
