package io.piha.recovery.core;

import io.piha.recovery.staging.Progress;
import io.piha.site.SnapshotKind;
import io.piha.site.Snapshots;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * Lets Core make a backup. Core answers with a job at once and tells of its course in events; what
 * counts in the end is whether the backup is there under the name we gave it, also when the
 * connection was lost in between.
 */
final class CoreMaking {

  private static final Duration LONGEST = Duration.ofHours(2);
  private static final Duration LOOK = Duration.ofSeconds(10);
  private static final int MOST_LOSSES = 10;

  private final CoreDoor door;
  private final Snapshots access;
  private final InstantSource clock;
  private final Duration pause;
  private CoreTalk talk;

  /**
   * @param pause before a lost connection is tried again
   */
  CoreMaking(CoreDoor door, Snapshots access, CoreTalk talk, InstantSource clock, Duration pause) {
    this.door = door;
    this.access = access;
    this.talk = talk;
    this.clock = clock;
    this.pause = pause;
  }

  /** The conversation as it is now; it may have been begun anew. */
  CoreTalk talk() {
    return talk;
  }

  /** What Core knows of backups; fails when it is busy with one. */
  JsonNode idle() throws IOException, InterruptedException {
    JsonNode info = talk.ask("backup/info", Map.of());
    String state = info.path("state").asString("idle");
    if (!state.equals("idle")) {
      throw new CoreRefused(
          "busy", "Core at " + door.shown() + " is busy with a backup already (" + state + ")");
    }
    return info;
  }

  CoreBackup make(String agent, String name, Progress progress)
      throws IOException, InterruptedException {
    talk.ask("backup/subscribe_events", Map.of());
    talk.forgetEvents();
    talk.ask("backup/generate", wish(agent, name));
    progress.step("Core makes the backup " + name);
    Instant until = clock.instant().plus(LONGEST);
    int losses = 0;
    while (clock.instant().isBefore(until)) {
      try {
        Optional<CoreBackup> made = look(agent, name, progress);
        if (made.isPresent()) {
          return made.get();
        }
      } catch (CoreRefused e) {
        throw e;
      } catch (IOException e) {
        if (++losses > MOST_LOSSES) {
          throw e;
        }
        progress.step("the connection broke while Core makes the backup; trying again");
        Thread.sleep(pause);
        reopen();
      }
    }
    throw new IOException(
        "Core at " + door.shown() + " did not finish the backup in " + LONGEST.toHours() + " h");
  }

  private void reopen() throws InterruptedException {
    talk.close();
    try {
      talk = CoreTalk.open(door);
      talk.ask("backup/subscribe_events", Map.of());
    } catch (IOException e) {
      // The next question fails too and is counted.
    }
  }

  private Map<String, Object> wish(String agent, String name) {
    Map<String, Object> wish = new LinkedHashMap<>();
    wish.put("agent_ids", List.of(agent));
    wish.put("name", name);
    wish.put("include_homeassistant", true);
    wish.put("include_database", true);
    if (access.kind() == SnapshotKind.HAOS) {
      wish.put("include_all_addons", true);
      wish.put("include_folders", List.of("share", "addons/local", "ssl"));
    }
    access.password().ifPresent(key -> wish.put("password", key.reveal()));
    return wish;
  }

  /** Waits for the next word of Core, and looks whether the backup is there. */
  private Optional<CoreBackup> look(String agent, String name, Progress progress)
      throws IOException, InterruptedException {
    JsonNode event = talk.event(LOOK).orElse(null);
    String state = event == null ? "" : event.path("state").asString("");
    if (event != null && !state.equals("completed") && !state.equals("failed")) {
      tell(event, progress);
      if (!event.path("manager_state").asString("").equals("idle")) {
        return Optional.empty();
      }
    }
    JsonNode info = talk.ask("backup/info", Map.of());
    Optional<CoreBackup> made =
        CoreBackup.of(info, agent).stream().filter(each -> each.name().equals(name)).findFirst();
    if (made.isEmpty() && info.path("state").asString("idle").equals("idle")) {
      throw new CoreRefused("not made", failure(event, info, agent));
    }
    return made.filter(_ -> info.path("state").asString("idle").equals("idle"));
  }

  private static void tell(JsonNode event, Progress progress) {
    String stage = event.path("stage").asString("");
    if (!stage.isEmpty()) {
      progress.step("Core makes the backup: " + CoreDoor.brief(stage.replace('_', ' ')));
    }
  }

  private String failure(@Nullable JsonNode event, JsonNode info, String agent) {
    String reason = event == null ? "" : event.path("reason").asString("");
    String error = info.path("agent_errors").path(agent).asString("");
    return "Core at "
        + door.shown()
        + " did not make the backup"
        + (reason.isEmpty() ? "" : ": " + CoreDoor.brief(reason))
        + (error.isEmpty() ? "" : "; " + agent + " says " + CoreDoor.brief(error));
  }
}
