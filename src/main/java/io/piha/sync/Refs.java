package io.piha.sync;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectInserter;
import org.eclipse.jgit.lib.ObjectLoader;
import org.eclipse.jgit.lib.PersonIdent;
import org.eclipse.jgit.lib.Ref;
import org.eclipse.jgit.lib.RefUpdate;
import org.eclipse.jgit.lib.Repository;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Refs of a repository on this machine, moved by compare-and-set, every answer of Git heeded. */
final class Refs {

  /** A lock older than this belongs to nobody: no ref update takes a minute, let alone ten. */
  static final Duration STALE = Duration.ofMinutes(10);

  private static final Logger LOG = LoggerFactory.getLogger(Refs.class);
  private static final int TRIES = 4;
  private static final Duration PAUSE = Duration.ofMillis(150);

  private Refs() {}

  static Optional<ObjectId> at(Repository repository, String ref) throws IOException {
    return Optional.ofNullable(repository.exactRef(ref)).map(Ref::getObjectId);
  }

  /** Moves a ref from what it must be at; a zero id on either side means that it is not there. */
  static Origin.Moved move(
      Repository repository,
      String ref,
      ObjectId from,
      ObjectId to,
      boolean force,
      String message,
      InstantSource clock)
      throws IOException {
    String why = "";
    for (int i = 0; i < TRIES; i++) {
      if (i > 0) {
        LockSupport.parkNanos(PAUSE.multipliedBy(i).toNanos());
      }
      ObjectId now = at(repository, ref).orElse(ObjectId.zeroId());
      if (now.equals(to)) {
        return new Origin.Moved.Done();
      }
      if (!now.equals(from)) {
        return new Origin.Moved.Refused(
            ref
                + " is at "
                + brief(now)
                + " and not at "
                + brief(from)
                + ": somebody else moved it");
      }
      RefUpdate update = repository.updateRef(ref);
      update.setExpectedOldObjectId(from);
      update.setNewObjectId(to);
      update.setForceUpdate(force);
      update.setRefLogIdent(
          new PersonIdent("piha", "piha@localhost", clock.instant(), ZoneOffset.UTC));
      update.setRefLogMessage(message, false);
      RefUpdate.Result result = to.equals(ObjectId.zeroId()) ? update.delete() : update.update();
      switch (result) {
        case NEW, FAST_FORWARD, FORCED, NO_CHANGE -> {
          return new Origin.Moved.Done();
        }
        case LOCK_FAILURE -> why = locked(repository, ref, clock);
        case REJECTED, REJECTED_CURRENT_BRANCH, REJECTED_OTHER_REASON, NOT_ATTEMPTED, RENAMED -> {
          return new Origin.Moved.Refused("Git refuses to move " + ref + ": " + result);
        }
        case REJECTED_MISSING_OBJECT -> {
          return new Origin.Moved.Refused("commit " + brief(to) + " is not in the repository");
        }
        case IO_FAILURE -> {
          return new Origin.Moved.Refused(ref + " cannot be written; is the disk full?");
        }
      }
    }
    return new Origin.Moved.Refused(why);
  }

  /** Says who holds the lock; one that is surely nobody's is taken away. */
  private static String locked(Repository repository, String ref, InstantSource clock) {
    File folder = repository.getDirectory();
    Path lock = folder.toPath().resolve(ref + ".lock");
    try {
      Instant since = Files.getLastModifiedTime(lock).toInstant();
      Duration age = Duration.between(since, clock.instant());
      if (age.compareTo(STALE) > 0) {
        LOG.warn("the lock {} is {} old and belongs to nobody; it is taken away", lock, age);
        Files.deleteIfExists(lock);
      }
      return ref + " is locked since " + since + " (" + lock.getFileName() + ")";
    } catch (NoSuchFileException gone) {
      return ref + " was locked";
    } catch (IOException e) {
      return ref + " is locked, and the lock cannot be read: " + e.getMessage();
    }
  }

  static ObjectId blob(Repository repository, byte[] text) throws IOException {
    try (ObjectInserter objects = repository.newObjectInserter()) {
      ObjectId id = objects.insert(Constants.OBJ_BLOB, text);
      objects.flush();
      return id;
    }
  }

  static byte[] text(Repository repository, ObjectId blob) throws IOException {
    ObjectLoader loader = repository.open(blob);
    if (loader.getType() != Constants.OBJ_BLOB || loader.getSize() > FreezeNote.MOST_BYTES) {
      return new byte[0];
    }
    return loader.getBytes();
  }

  static String brief(ObjectId id) {
    return id.equals(ObjectId.zeroId()) ? "nothing" : id.name().substring(0, 10);
  }
}
