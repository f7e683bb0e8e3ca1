package io.piha.recovery.core;

import io.piha.recovery.staging.Progress;
import io.piha.site.SnapshotKind;
import io.piha.site.Snapshots;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import okhttp3.Request;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What Core is told of a backup that is brought to it, and what it is asked to restore of it. */
final class Wish {

  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final int MOST = 500;

  private Wish() {}

  /**
   * Brings the file there.
   *
   * @return the name that Core gave it
   */
  static String upload(
      CoreDoor door, Request.Builder to, Path file, Duration longest, Progress progress)
      throws IOException, InterruptedException {
    progress.step("bringing the backup to " + door.shown());
    CoreDoor.Answer said;
    try {
      Request request = to.post(new Parcel(file, progress).form()).build();
      said = door.askOnce(request, longest, CoreDoor.SILENCE.multipliedBy(5));
    } catch (IOException e) {
      CoreRestore.stopWhenInterrupted();
      throw CoreRestore.nothing(
          "the backup could not be brought to " + door.shown() + ": " + CoreDoor.why(e));
    }
    if (said.code() != 201) {
      throw CoreRestore.nothing(
          door.shown()
              + " does not take the backup: status "
              + said.code()
              + " "
              + CoreDoor.brief(said.body()));
    }
    String id = read(said.body()).path("backup_id").asString("");
    if (id.isEmpty() || id.length() > 128) {
      throw CoreRestore.nothing(door.shown() + " took the backup and gave it no name");
    }
    return id;
  }

  /** JSON from outside; what is none reads as nothing. */
  static JsonNode read(String body) {
    try {
      return JSON.readTree(body);
    } catch (JacksonException e) {
      return JSON.createObjectNode();
    }
  }

  static String write(Map<String, Object> wish) {
    return JSON.writeValueAsString(wish);
  }

  /**
   * All of a backup, or of one from a Supervisor what a plain container can take.
   *
   * @param backup as Core describes it
   */
  static Map<String, Object> all(Snapshots access, String id, String agent, JsonNode backup) {
    Map<String, Object> wish = new LinkedHashMap<>();
    wish.put("backup_id", id);
    wish.put("agent_id", agent);
    wish.put("restore_database", backup.path("database_included").asBoolean(true));
    wish.put("restore_homeassistant", backup.path("homeassistant_included").asBoolean(true));
    access.password().ifPresent(key -> wish.put("password", key.reveal()));
    if (access.kind() == SnapshotKind.HAOS) {
      // Without these Core alone would be restored.
      List<String> addons = new ArrayList<>();
      backup.path("addons").forEach(each -> add(addons, each.path("slug")));
      List<String> folders = new ArrayList<>();
      backup.path("folders").forEach(each -> add(folders, each));
      wish.put("restore_addons", addons);
      wish.put("restore_folders", folders);
    }
    return wish;
  }

  private static void add(List<String> to, JsonNode word) {
    String text = word.asString("");
    if (!text.isEmpty() && to.size() < MOST) {
      to.add(text);
    }
  }
}
