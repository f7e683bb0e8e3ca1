package io.piha.recovery;

import io.piha.engine.NameLookup;
import io.piha.engine.git.GitAccess;
import io.piha.engine.git.LocalPath;
import io.piha.recovery.core.CoreReach;
import io.piha.site.Reinstall;
import io.piha.site.Snapshots;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Optional;
import org.apache.sshd.client.SshClient;
import org.apache.sshd.client.session.ClientSession;
import org.eclipse.jgit.api.Git;

/** Whether what is pulled from and what is run on can be reached. Nothing is run or changed. */
public final class Reach {

  private Reach() {}

  /** Logs in where a reinstall would run its command, and runs none; empty when that works. */
  public static Optional<String> reinstall(Reinstall of) {
    try (SshClient client = SshDoor.client(of.knownHosts(), of.keyFile(), of.ssh());
        ClientSession session = SshDoor.session(client, of.ssh())) {
      return session.isAuthenticated()
          ? Optional.empty()
          : Optional.of("cannot log in to " + of.ssh());
    } catch (IOException e) {
      return Optional.of(SshDoor.why(of.ssh(), e));
    }
  }

  /** Looks at what a snapshot would be pulled from; empty when that works. */
  public static Optional<String> snapshots(
      Snapshots access, NameLookup names, InstantSource clock) {
    try {
      switch (access.kind()) {
        case HAOS, CONTAINER -> CoreReach.look(access, names);
        case GIT -> repository(access, clock);
        case SFTP -> folder(access);
      }
      return Optional.empty();
    } catch (IOException e) {
      return Optional.of(String.valueOf(e.getMessage()));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Optional.of("stopped");
    }
  }

  private static void repository(Snapshots access, InstantSource clock) throws IOException {
    Optional<Path> local = LocalPath.of(access.url().reveal());
    if (local.isPresent()) {
      try (Git git = Git.open(local.get().toFile())) {
        var _ = git.getRepository().getRefDatabase().getRefs();
      }
      return;
    }
    Path home = Files.createTempDirectory("piha-check");
    try (GitAccess reach = GitSource.reach(access, home, clock)) {
      var _ = reach.refs();
    } finally {
      Trees.remove(home);
    }
  }

  private static void folder(Snapshots access) throws IOException {
    SftpAddress at = SftpAddress.of(access.url().reveal(), access.url().toString());
    try (SftpLine line =
        SftpLine.open(at, access.knownHosts().orElseThrow(), access.keyFile().orElseThrow())) {
      if (!line.files().stat(at.path()).isDirectory()) {
        throw new IOException(at.path() + " on " + at.target() + " is no folder");
      }
    } catch (org.apache.sshd.sftp.common.SftpException e) {
      throw new IOException(at.path() + " on " + at.target() + ": " + e.getMessage(), e);
    }
  }
}
