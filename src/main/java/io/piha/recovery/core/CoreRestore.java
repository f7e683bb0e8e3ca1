package io.piha.recovery.core;

import io.piha.arbiter.RestoreGround;
import io.piha.engine.NameLookup;
import io.piha.recovery.staging.Progress;
import io.piha.site.Snapshots;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import okhttp3.Request;

/**
 * Brings a backup to a Core and has it restored there: over the usual interface, or over the
 * onboarding of a system that nobody has set up yet, which asks for no token. Which of the two is
 * seen at the host; whether a Core that somebody has set up may be restored is for the ground to
 * say. Once a restore was asked for it is never asked for again.
 */
public final class CoreRestore {

  private final Snapshots access;
  private final NameLookup names;
  private final InstantSource clock;
  private final Patience patience;

  /**
   * How long is waited.
   *
   * @param pause between two looks
   * @param installs for a new system that still fetches its Core
   * @param settles for a Core that is there again and tells of no restore
   * @param longest for a restore from the moment it was asked for
   */
  public record Patience(Duration pause, Duration installs, Duration settles, Duration longest) {

    /** For real machines. */
    public static final Patience USUAL =
        new Patience(
            Duration.ofSeconds(5),
            Duration.ofMinutes(30),
            Duration.ofMinutes(10),
            Duration.ofHours(2));
  }

  public CoreRestore(Snapshots access, NameLookup names, InstantSource clock, Patience patience) {
    this.access = access;
    this.names = names;
    this.clock = clock;
    this.patience = patience;
  }

  /** What answers at the host. */
  private sealed interface Found {
    /** A system that nobody has set up yet. */
    record Fresh(CoreDoor door) implements Found {}

    /** A Core that somebody has set up. */
    record Settled(CoreDoor door) implements Found {}

    /** A new system that has no Core yet. */
    record Landing(CoreDoor door) implements Found {}
  }

  /**
   * Restores a file.
   *
   * @return what was done, in words
   * @throws IOException when it was not, or nobody knows; the message says which
   */
  public String restore(Path file, RestoreGround ground, Progress progress)
      throws IOException, InterruptedException {
    CoreDoor door = new CoreDoor(access, names);
    progress.step("connecting to " + door.shown());
    Instant until = clock.instant().plus(patience.installs());
    while (true) {
      switch (look(door)) {
        case Found.Fresh(CoreDoor at) -> {
          return new FreshSystem(access, at, door, clock, patience).restore(file, progress);
        }
        case Found.Settled(CoreDoor at) -> {
          if (ground != RestoreGround.PASSIVE) {
            throw nothing(
                "a Core that somebody has set up runs at "
                    + at.shown()
                    + ", and it was not heard to say that it does not lead");
          }
          return new RunningCore(access, at, clock, patience).restore(file, progress);
        }
        case Found.Landing(CoreDoor at) -> {
          if (clock.instant().isAfter(until)) {
            throw nothing("the new system at " + at.shown() + " still has no Core");
          }
          progress.step("the new system at " + at.shown() + " fetches its Core");
          Thread.sleep(patience.pause());
        }
      }
    }
  }

  private static Found look(CoreDoor door) throws IOException, InterruptedException {
    try {
      CoreDoor.Answer said = onboarding(door);
      CoreDoor at = door;
      if (said.code() >= 300 && said.code() < 400) {
        Optional<CoreDoor> moved = door.moved(said.location());
        if (moved.isEmpty()) {
          throw nothing(door.shown() + " sends us elsewhere, where we do not go");
        }
        at = moved.get();
        said = onboarding(at);
      }
      if (said.code() == 200) {
        return new Found.Fresh(at);
      }
      int manifest = plain(at, "manifest.json").code();
      if (said.code() == 401 && manifest == 404) {
        return new Found.Landing(at);
      }
      if (manifest == 200) {
        return new Found.Settled(at);
      }
      throw nothing(
          at.shown() + " does not answer as Core does: status " + said.code() + ", " + manifest);
    } catch (CoreRefused e) {
      throw e;
    } catch (IOException e) {
      stopWhenInterrupted();
      throw nothing("cannot reach " + door.shown() + ": " + CoreDoor.why(e));
    }
  }

  static CoreDoor.Answer onboarding(CoreDoor door) throws IOException {
    return plain(door, "api/onboarding/backup/info");
  }

  /** Asks without our token. */
  static CoreDoor.Answer plain(CoreDoor door, String path) throws IOException {
    Request ask = door.request(door.at(path).build()).build();
    return door.ask(ask, CoreDoor.PATIENCE);
  }

  static CoreRefused nothing(String why) {
    return new CoreRefused("restore", why + "; nothing was restored");
  }

  /** It may have happened or not. */
  static IOException unknown(CoreDoor door, String why) {
    return new IOException(
        "the restore was asked for, and what came of it is not known: "
            + why
            + "; look at "
            + door.shown());
  }

  /** An interrupted wait of the client library shows as any other failure of the connection. */
  static void stopWhenInterrupted() throws InterruptedException {
    if (Thread.currentThread().isInterrupted()) {
      throw new InterruptedException();
    }
  }
}
