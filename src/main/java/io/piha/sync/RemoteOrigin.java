package io.piha.sync;

import io.piha.engine.git.BareRepositories;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.eclipse.jgit.api.Git;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.Ref;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.transport.PushResult;
import org.eclipse.jgit.transport.RefLeaseSpec;
import org.eclipse.jgit.transport.RefSpec;
import org.eclipse.jgit.transport.RemoteRefUpdate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A repository on another machine. Its branches are fetched into a mirror of our own in the data
 * folder, which keeps everything that was ever released; the target is moved by a push that is
 * refused when somebody else has moved it meanwhile.
 */
final class RemoteOrigin implements Origin {

  private static final Logger LOG = LoggerFactory.getLogger(RemoteOrigin.class);
  private static final String UPSTREAM = "refs/piha/upstream/";

  private final Remote remote;
  private final String source;
  private final String target;
  private final InstantSource clock;
  private final Git git;

  RemoteOrigin(Remote remote, Path mirror, String source, String target, InstantSource clock)
      throws IOException {
    this.remote = remote;
    this.source = "refs/heads/" + source;
    this.target = "refs/heads/" + target;
    this.clock = clock;
    Files.createDirectories(mirror);
    this.git = BareRepositories.mirror(mirror);
  }

  @Override
  public Tips look() throws IOException {
    Map<String, Ref> there = remote.refs();
    List<RefSpec> wanted = new ArrayList<>();
    want(wanted, there, source, "source");
    want(wanted, there, target, "target");
    want(wanted, there, FREEZE, "freeze");
    if (!wanted.isEmpty()) {
      remote.fetch(git, wanted);
    }
    return new Tips(tip(there, source), tip(there, target), tip(there, FREEZE));
  }

  /** What is here already, reachable by our own ref, is not fetched again. */
  private void want(List<RefSpec> wanted, Map<String, Ref> there, String ref, String as)
      throws IOException {
    Optional<ObjectId> tip = tip(there, ref);
    if (tip.isPresent() && !Refs.at(git.getRepository(), UPSTREAM + as).equals(tip)) {
      wanted.add(new RefSpec("+" + ref + ":" + UPSTREAM + as));
    }
  }

  private static Optional<ObjectId> tip(Map<String, Ref> there, String ref) {
    return Optional.ofNullable(there.get(ref)).map(Ref::getObjectId);
  }

  @Override
  public Repository repository() {
    return git.getRepository();
  }

  @Override
  public byte[] freezeText(ObjectId blob) throws IOException {
    return Refs.text(git.getRepository(), blob);
  }

  @Override
  public Moved release(ObjectId from, ObjectId to, boolean backwards, String message)
      throws IOException {
    Moved kept =
        Refs.move(
            git.getRepository(),
            RELEASED + to.name(),
            ObjectId.zeroId(),
            to,
            false,
            message,
            clock);
    if (kept instanceof Moved.Refused) {
      return kept;
    }
    Moved moved = push(target, from, to.name(), backwards);
    if (moved instanceof Moved.Done) {
      keepThere(to);
    }
    return moved;
  }

  /**
   * Some servers take no refs beside branches and tags, and a link may break after the branch was
   * moved: our own mirror keeps the commit all the same, and the release stands.
   */
  private void keepThere(ObjectId released) {
    String why;
    try {
      Moved there = push(RELEASED + released.name(), ObjectId.zeroId(), released.name(), true);
      why = there instanceof Moved.Refused(String said) ? said : "";
    } catch (IOException e) {
      why = String.valueOf(e.getMessage());
    }
    if (!why.isEmpty()) {
      LOG.info("{} is kept here only: {}", Refs.brief(released), why);
    }
  }

  private Moved push(String ref, ObjectId from, String what, boolean force) throws IOException {
    ObjectId to = what.isEmpty() ? ObjectId.zeroId() : ObjectId.fromString(what);
    RefSpec spec = new RefSpec((force ? "+" : "") + what + ":" + ref);
    String expected = from.equals(ObjectId.zeroId()) ? "" : from.name();
    Iterable<PushResult> results = remote.push(git, spec, new RefLeaseSpec(ref, expected));
    for (PushResult result : results) {
      for (RemoteRefUpdate update : result.getRemoteUpdates()) {
        return told(ref, from, to, update);
      }
    }
    return ask(ref, to, "the server said nothing about " + ref);
  }

  private Moved told(String ref, ObjectId from, ObjectId to, RemoteRefUpdate update)
      throws IOException {
    String said = update.getMessage() == null ? "" : ": " + Commits.plain(update.getMessage(), 200);
    return switch (update.getStatus()) {
      case OK, UP_TO_DATE -> new Moved.Done();
      case NON_EXISTING ->
          to.equals(ObjectId.zeroId())
              ? new Moved.Done()
              : new Moved.Refused(ref + " does not exist there");
      case REJECTED_REMOTE_CHANGED ->
          ask(
              ref,
              to,
              ref + " is not at " + Refs.brief(from) + " any more: somebody else moved it" + said);
      case REJECTED_NONFASTFORWARD ->
          new Moved.Refused("the server takes no step back on " + ref + said);
      case REJECTED_NODELETE, REJECTED_OTHER_REASON ->
          ask(ref, to, "the server refuses to move " + ref + said);
      // The connection ended in between: what counts is where the ref is.
      case AWAITING_REPORT, NOT_ATTEMPTED ->
          ask(ref, to, "the connection was lost while " + ref + " was moved" + said);
    };
  }

  /** Where the ref really is decides, and not what was heard. */
  private Moved ask(String ref, ObjectId to, String otherwise) throws IOException {
    ObjectId now = tip(remote.refs(), ref).orElse(ObjectId.zeroId());
    return now.equals(to) ? new Moved.Done() : new Moved.Refused(otherwise);
  }

  @Override
  public Optional<ObjectId> freeze(Optional<ObjectId> expected, Optional<byte[]> text)
      throws IOException {
    String what = text.isPresent() ? Refs.blob(git.getRepository(), text.get()).name() : "";
    Moved moved = push(FREEZE, expected.orElse(ObjectId.zeroId()), what, true);
    if (moved instanceof Moved.Refused(String why)) {
      LOG.info("the freeze is not in the repository: {}", why);
      return expected;
    }
    return what.isEmpty() ? Optional.empty() : Optional.of(ObjectId.fromString(what));
  }

  @Override
  public void close() {
    git.close();
  }
}
