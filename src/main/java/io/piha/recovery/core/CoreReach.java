package io.piha.recovery.core;

import io.piha.engine.NameLookup;
import io.piha.site.Snapshots;
import java.io.IOException;
import java.util.Map;

/** Whether a Core would give us its backups. */
public final class CoreReach {

  private CoreReach() {}

  /**
   * Logs in and asks where backups are kept, which only an administrator may.
   *
   * @throws IOException saying what came back, when it is not as it has to be
   */
  public static void look(Snapshots access, NameLookup names)
      throws IOException, InterruptedException {
    CoreDoor door = new CoreDoor(access, names);
    try (CoreTalk talk = CoreTalk.open(door)) {
      if (CoreBackup.localAgent(talk.ask("backup/agents/info", Map.of())).isEmpty()) {
        throw new CoreRefused("no agent", "Core at " + door.shown() + " keeps no backups itself");
      }
    }
  }
}
