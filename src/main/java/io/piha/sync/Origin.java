package io.piha.sync;

import java.io.IOException;
import java.util.Optional;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.Repository;

/**
 * The repository that holds both branches, here or elsewhere. One thread uses it.
 *
 * <p>Errors are {@link IOException}s whose message says what was tried and what came back, without
 * any secret.
 */
interface Origin extends AutoCloseable {

  /** Holds a freeze while it is there. */
  String FREEZE = "refs/piha/freeze";

  /** Below it every released commit has a ref, so that none is ever collected as garbage. */
  String RELEASED = "refs/piha/released/";

  /** Where the branches are; empty for one that does not exist. */
  record Tips(Optional<ObjectId> source, Optional<ObjectId> target, Optional<ObjectId> freeze) {}

  /** What became of moving a ref. */
  sealed interface Moved {
    /** It is where it should be now. */
    record Done() implements Moved {}

    /** It is not, and nothing was changed. */
    record Refused(String why) implements Moved {}
  }

  /** Looks, and brings the commits that the tips name within reach of {@link #repository}. */
  Tips look() throws IOException;

  /** Where objects are read, and what the freeze points at. */
  Repository repository();

  /** The text of the freeze, at most {@link FreezeNote#MOST_BYTES} and one byte. */
  byte[] freezeText(ObjectId blob) throws IOException;

  /**
   * Moves the target branch if it is where it is expected to be. The commit it goes to is kept by a
   * ref of its own before.
   *
   * @param from what it must be at; {@link ObjectId#zeroId} when it must not exist
   * @param backwards a rollback: the new commit is contained in the old one
   */
  Moved release(ObjectId from, ObjectId to, boolean backwards, String message) throws IOException;

  /**
   * Sets or takes away the freeze if it still is as expected.
   *
   * @param text empty to take it away
   * @return what the ref points at now; empty when it is gone or somebody else was quicker
   */
  Optional<ObjectId> freeze(Optional<ObjectId> expected, Optional<byte[]> text) throws IOException;

  @Override
  void close();
}
