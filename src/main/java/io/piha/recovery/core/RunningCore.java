package io.piha.recovery.core;

import io.piha.recovery.staging.Progress;
import io.piha.site.Snapshots;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import okhttp3.HttpUrl;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * A restore by a Core that runs. It restarts in the middle, so the connection goes; what came of it
 * is read from the Core that comes back. Core names no restore when it tells of one, so what it
 * tells counts only when it cannot be about an earlier one.
 */
final class RunningCore {

  private static final JsonNode NOTHING = JsonMapper.builder().build().createObjectNode();

  private final Snapshots access;
  private final CoreDoor door;
  private final InstantSource clock;
  private final CoreRestore.Patience patience;

  RunningCore(Snapshots access, CoreDoor door, InstantSource clock, CoreRestore.Patience patience) {
    this.access = access;
    this.door = door;
    this.clock = clock;
    this.patience = patience;
  }

  String restore(Path file, Progress progress) throws IOException, InterruptedException {
    CoreTalk talk = CoreTalk.open(door);
    try {
      idle(talk);
      String agent =
          CoreBackup.localAgent(talk.ask("backup/agents/info", Map.of()))
              .orElseThrow(
                  () ->
                      CoreRestore.nothing("Core at " + door.shown() + " keeps no backups itself"));
      HttpUrl upload = door.at("api/backup/upload").addQueryParameter("agent_id", agent).build();
      String id = Wish.upload(door, door.withToken(upload), file, patience.longest(), progress);
      JsonNode backup = talk.ask("backup/details", Map.of("backup_id", id)).path("backup");
      Map<String, Object> wish = Wish.all(access, id, agent, backup);
      talk.ask("backup/subscribe_events", Map.of());
      // Bringing the backup there is what Core should have done last; then any restore is ours.
      boolean ours = !isRestore(idle(talk).path("last_action_event"));
      talk.forgetEvents();
      progress.step("asking Core to restore the backup");
      return new Course(talk, ask(talk, wish, id, progress) || ours).follow(progress);
    } catch (NotSent e) {
      CoreRestore.stopWhenInterrupted();
      throw CoreRestore.nothing(CoreDoor.why(e));
    } finally {
      talk.close();
    }
  }

  private JsonNode idle(CoreTalk talk) throws IOException, InterruptedException {
    JsonNode info = talk.ask("backup/info", Map.of());
    String state = info.path("state").asString("idle");
    if (!state.equals("idle")) {
      throw CoreRestore.nothing(
          "Core at " + door.shown() + " is busy with a backup already (" + state + ")");
    }
    return info;
  }

  private static boolean isRestore(JsonNode event) {
    return event.path("manager_state").asString("").equals("restore_backup");
  }

  /** True when Core said yes; false when nobody heard what it said. */
  private boolean ask(CoreTalk talk, Map<String, Object> wish, String id, Progress progress)
      throws IOException, InterruptedException {
    try {
      talk.ask("backup/restore", wish);
      return true;
    } catch (CoreRefused e) {
      try {
        talk.ask("backup/delete", Map.of("backup_id", id));
      } catch (IOException stays) {
        CoreRestore.stopWhenInterrupted();
      }
      throw CoreRestore.nothing(CoreDoor.why(e));
    } catch (NotSent e) {
      throw e;
    } catch (IOException e) {
      // It was sent. Core answers late or not at all when it restarts over it.
      CoreRestore.stopWhenInterrupted();
      progress.step("Core was asked and has not answered: " + CoreDoor.why(e));
      return false;
    }
  }

  /** The restore as it is told, first in this conversation and then by the Core that comes back. */
  private final class Course {
    private CoreTalk talk;
    private boolean ours;
    private boolean live = true;

    /**
     * @param ours what Core tells of a restore is about this one
     */
    Course(CoreTalk talk, boolean ours) {
      this.talk = talk;
      this.ours = ours;
    }

    String follow(Progress progress) throws IOException, InterruptedException {
      Instant until = clock.instant().plus(patience.longest());
      Instant quiet = clock.instant();
      try {
        while (clock.instant().isBefore(until)) {
          try {
            JsonNode event = live ? heard() : remembered();
            if (isRestore(event)) {
              String state = event.path("state").asString("");
              if (live || ours) {
                if (state.equals("completed")) {
                  return "Core restored the backup" + (live ? "" : " and runs again");
                }
                if (state.equals("failed")) {
                  throw new CoreRefused("failed", failed(event));
                }
                ours = true;
                quiet = clock.instant();
                progress.step("Core restores the backup: " + CoreDoor.brief(words(event)));
              }
            }
            if (!live) {
              if (quiet.plus(patience.settles()).isBefore(clock.instant())) {
                throw CoreRestore.unknown(door, "Core is there and tells of no restore");
              }
              Thread.sleep(patience.pause());
            }
          } catch (Away e) {
            CoreRestore.stopWhenInterrupted();
            live = false;
            progress.step("Core is away: " + e.getMessage());
            Thread.sleep(patience.pause());
            if (comeBack()) {
              quiet = clock.instant();
            }
          }
        }
      } finally {
        talk.close();
      }
      throw CoreRestore.unknown(door, "Core does not come back");
    }

    private JsonNode heard() throws CoreRefused, InterruptedException, Away {
      try {
        return talk.event(CoreDoor.PATIENCE).orElse(NOTHING);
      } catch (CoreRefused late) {
        throw CoreRestore.nothing(CoreDoor.why(late));
      } catch (IOException e) {
        throw new Away(CoreDoor.why(e));
      }
    }

    private JsonNode remembered() throws InterruptedException, Away {
      try {
        JsonNode info = talk.ask("backup/info", Map.of());
        if (info.path("state").asString("").equals("restore_backup")) {
          ours = true;
        }
        return info.path("last_action_event");
      } catch (IOException e) {
        // A Core that has just begun does not know of backups yet.
        throw new Away(CoreDoor.why(e));
      }
    }

    /** True when Core is there again. */
    private boolean comeBack() throws IOException, InterruptedException {
      talk.close();
      try {
        talk = CoreTalk.open(door);
        return true;
      } catch (CoreRefused e) {
        throw CoreRestore.unknown(
            door, "Core runs and does not take our token any more, which may be as it was then");
      } catch (IOException e) {
        CoreRestore.stopWhenInterrupted();
        return false;
      }
    }

    private static String words(JsonNode event) {
      String stage = event.path("stage").asString("");
      return (stage.isEmpty() ? event.path("state").asString("") : stage).replace('_', ' ');
    }

    private String failed(JsonNode event) {
      return "Core at "
          + door.shown()
          + " could not restore the backup: "
          + CoreDoor.brief(event.path("reason").asString("it gives no reason"));
    }
  }

  /** Core cannot be asked now. */
  private static final class Away extends Exception {
    private static final long serialVersionUID = 1L;

    Away(String why) {
      super(why);
    }
  }
}
