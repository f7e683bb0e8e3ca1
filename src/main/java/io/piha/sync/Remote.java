package io.piha.sync;

import io.piha.engine.git.GitAccess;
import io.piha.engine.git.GitAddress;
import io.piha.site.Sync;
import java.io.IOException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import org.eclipse.jgit.api.Git;
import org.eclipse.jgit.api.errors.GitAPIException;
import org.eclipse.jgit.lib.Ref;
import org.eclipse.jgit.transport.PushResult;
import org.eclipse.jgit.transport.RefLeaseSpec;
import org.eclipse.jgit.transport.RefSpec;
import org.eclipse.jgit.transport.TagOpt;

/** The mirrored repository on another machine: what it shows, what is fetched and pushed. */
final class Remote implements AutoCloseable {

  private final Sync sync;
  private final GitAccess access;

  Remote(Sync sync, Path home, InstantSource clock) throws IOException {
    this.sync = sync;
    this.access =
        new GitAccess(
            new GitAddress(
                sync.repository(),
                sync.username(),
                sync.password(),
                sync.knownHosts(),
                sync.keyFile(),
                sync.trust()),
            home,
            clock);
  }

  /** Every ref the server shows, by name. */
  Map<String, Ref> refs() throws IOException {
    return access.refs();
  }

  void fetch(Git git, List<RefSpec> wanted) throws IOException {
    try {
      var _ =
          access
              .reach(
                  git.fetch()
                      .setRemote(sync.repository().reveal())
                      .setRefSpecs(wanted)
                      .setTagOpt(TagOpt.NO_TAGS)
                      .setCheckFetchedObjects(true)
                      .setProgressMonitor(access.patience()))
              .call();
    } catch (GitAPIException | RuntimeException e) {
      throw access.failed("cannot fetch from", e);
    }
  }

  Iterable<PushResult> push(Git git, RefSpec what, RefLeaseSpec lease) throws IOException {
    try {
      return access
          .reach(
              git.push()
                  .setRemote(sync.repository().reveal())
                  .setRefSpecs(what)
                  .setRefLeaseSpecs(lease)
                  .setProgressMonitor(access.patience()))
          .call();
    } catch (GitAPIException | RuntimeException e) {
      throw access.failed("cannot push to", e);
    }
  }

  @Override
  public void close() {
    access.close();
  }
}
