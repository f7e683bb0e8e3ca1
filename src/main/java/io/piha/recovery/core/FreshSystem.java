package io.piha.recovery.core;

import io.piha.recovery.staging.Progress;
import io.piha.site.SnapshotKind;
import io.piha.site.Snapshots;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import okhttp3.HttpUrl;
import okhttp3.MediaType;
import okhttp3.Request;
import okhttp3.RequestBody;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * A restore over the onboarding of a system that nobody has set up yet. It asks for no token, and
 * it is over for good once something was restored.
 */
final class FreshSystem {

  private static final MediaType JSON = MediaType.get("application/json");
  private static final int MOST_REFUSALS = 6;

  private final Snapshots access;
  private final CoreDoor door;
  private final CoreDoor usual;
  private final InstantSource clock;
  private final CoreRestore.Patience patience;

  /**
   * @param usual where the restored system may answer, for its port may be another one again
   */
  FreshSystem(
      Snapshots access,
      CoreDoor door,
      CoreDoor usual,
      InstantSource clock,
      CoreRestore.Patience patience) {
    this.access = access;
    this.door = door;
    this.usual = usual;
    this.clock = clock;
    this.patience = patience;
  }

  String restore(Path file, Progress progress) throws IOException, InterruptedException {
    // Nobody can be asked before there is a user: these are the names since 2025.1.
    String agent = access.kind() == SnapshotKind.HAOS ? "hassio.local" : "backup.local";
    HttpUrl upload =
        door.at("api/onboarding/backup/upload").addQueryParameter("agent_id", agent).build();
    String id = Wish.upload(door, door.request(upload), file, patience.longest(), progress);
    Map<String, Object> wish = Wish.all(access, id, agent, described(id));
    progress.step("asking the new system to restore the backup");
    Request ask =
        door.request(door.at("api/onboarding/backup/restore").build())
            .post(RequestBody.create(Wish.write(wish), JSON))
            .build();
    try {
      CoreDoor.Answer said =
          door.askOnce(ask, patience.longest(), CoreDoor.SILENCE.multipliedBy(5));
      if (said.code() != 200) {
        throw CoreRestore.nothing(refusal(said));
      }
    } catch (CoreRefused e) {
      throw e;
    } catch (NotSent e) {
      CoreRestore.stopWhenInterrupted();
      throw CoreRestore.nothing(
          door.shown() + " went away before the restore was asked for: " + CoreDoor.why(e));
    } catch (IOException e) {
      // It was sent and may be under way: that is what a restore looks like.
      CoreRestore.stopWhenInterrupted();
      progress.step("the connection went as the restore was asked for");
    }
    return outcome(progress);
  }

  private String refusal(CoreDoor.Answer said) {
    JsonNode told = Wish.read(said.body());
    String code = told.path("code").asString("");
    return code.equals("incorrect_password")
        ? "the key in `password` does not open the backup (incorrect_password)"
        : "the new system at "
            + door.shown()
            + " restores nothing: "
            + CoreDoor.brief(
                "status " + said.code() + " " + code + " " + told.path("message").asString(""));
  }

  private JsonNode described(String id) throws IOException, InterruptedException {
    try {
      JsonNode backups = Wish.read(CoreRestore.onboarding(door).body()).path("backups");
      for (JsonNode each : backups) {
        if (each.path("backup_id").asString("").equals(id)) {
          return each;
        }
      }
    } catch (IOException e) {
      CoreRestore.stopWhenInterrupted();
      throw CoreRestore.nothing("cannot reach " + door.shown() + ": " + CoreDoor.why(e));
    }
    throw CoreRestore.nothing(door.shown() + " took the backup and does not show it");
  }

  // --- what came of it ---

  private String outcome(Progress progress) throws IOException, InterruptedException {
    Instant until = clock.instant().plus(patience.longest());
    Instant untouched = null;
    int refusals = 0;
    progress.step("waiting for the restored system");
    while (clock.instant().isBefore(until)) {
      Thread.sleep(patience.pause());
      for (CoreDoor at : door.equals(usual) ? List.of(door) : List.of(door, usual)) {
        switch (look(at, progress)) {
          case RUNS -> {
            return "the new system was restored and runs";
          }
          case STRANGE -> {
            if (++refusals > MOST_REFUSALS) {
              throw CoreRestore.unknown(
                  door,
                  "a Core that is set up answers, and it does not take our token, which may be the"
                      + " one of that time");
            }
          }
          case UNTOUCHED -> {
            untouched = since(untouched);
            if (untouched.plus(patience.settles()).isBefore(clock.instant())) {
              throw CoreRestore.unknown(door, "the new system tells of no restore");
            }
          }
          case AWAY -> {}
        }
      }
    }
    throw CoreRestore.unknown(door, "the restored system does not answer");
  }

  private Instant since(@Nullable Instant before) {
    return before == null ? clock.instant() : before;
  }

  /** What is seen of the new system. */
  private enum Seen {
    /** Nothing that says anything. */
    AWAY,
    /** Nobody has set it up yet, and it restores nothing now. */
    UNTOUCHED,
    /** It is set up and knows us. */
    RUNS,
    /** It is set up and does not. */
    STRANGE
  }

  private Seen look(CoreDoor at, Progress progress) throws IOException, InterruptedException {
    try {
      CoreDoor.Answer said = CoreRestore.onboarding(at);
      if (said.code() == 200) {
        return untouched(Wish.read(said.body()));
      }
      if (said.code() != 401 && said.code() != 404) {
        return Seen.AWAY;
      }
      if (CoreRestore.plain(at, "manifest.json").code() != 200) {
        return Seen.AWAY;
      }
      CoreDoor.Answer state =
          at.ask(at.withToken(at.at("api/core/state").build()).build(), CoreDoor.PATIENCE);
      return switch (state.code()) {
        case 200 ->
            Wish.read(state.body()).path("state").asString("").equals("RUNNING")
                ? Seen.RUNS
                : Seen.AWAY;
        case 401, 403 -> Seen.STRANGE;
        default -> Seen.AWAY;
      };
    } catch (CoreRefused e) {
      throw e;
    } catch (IOException e) {
      CoreRestore.stopWhenInterrupted();
      progress.step("the system is away: " + CoreDoor.why(e));
      return Seen.AWAY;
    }
  }

  private Seen untouched(JsonNode info) throws IOException {
    JsonNode last = info.path("last_action_event");
    if (last.path("manager_state").asString("").equals("restore_backup")
        && last.path("state").asString("").equals("failed")) {
      throw new CoreRefused(
          "failed",
          "the new system at "
              + door.shown()
              + " could not restore the backup: "
              + CoreDoor.brief(last.path("reason").asString("it gives no reason")));
    }
    return info.path("state").asString("").equals("restore_backup") ? Seen.AWAY : Seen.UNTOUCHED;
  }
}
