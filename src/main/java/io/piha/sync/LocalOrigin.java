package io.piha.sync;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Optional;
import org.eclipse.jgit.errors.RepositoryNotFoundException;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.storage.file.FileRepositoryBuilder;

/** A repository on a disk of this machine; its refs are moved directly. */
final class LocalOrigin implements Origin {

  private final Path folder;
  private final String source;
  private final String target;
  private final InstantSource clock;
  private final Repository repository;

  LocalOrigin(Path folder, String source, String target, InstantSource clock) throws IOException {
    this.folder = folder;
    this.source = "refs/heads/" + source;
    this.target = "refs/heads/" + target;
    this.clock = clock;
    this.repository = open(folder);
  }

  private static Repository open(Path folder) throws IOException {
    Path inside = folder.resolve(".git");
    File git = (Files.isDirectory(inside) ? inside : folder).toFile();
    try {
      return new FileRepositoryBuilder().setGitDir(git).setMustExist(true).build();
    } catch (RepositoryNotFoundException e) {
      throw new IOException("there is no Git repository in " + folder, e);
    }
  }

  @Override
  public Tips look() throws IOException {
    if (!Files.isDirectory(folder)) {
      throw new IOException("the repository " + folder + " is gone");
    }
    return new Tips(
        Refs.at(repository, source), Refs.at(repository, target), Refs.at(repository, FREEZE));
  }

  @Override
  public Repository repository() {
    return repository;
  }

  @Override
  public byte[] freezeText(ObjectId blob) throws IOException {
    return Refs.text(repository, blob);
  }

  @Override
  public Moved release(ObjectId from, ObjectId to, boolean backwards, String message)
      throws IOException {
    Moved kept =
        Refs.move(repository, RELEASED + to.name(), ObjectId.zeroId(), to, false, message, clock);
    if (kept instanceof Moved.Refused) {
      return kept;
    }
    return Refs.move(repository, target, from, to, backwards, message, clock);
  }

  @Override
  public Optional<ObjectId> freeze(Optional<ObjectId> expected, Optional<byte[]> text)
      throws IOException {
    ObjectId from = expected.orElse(ObjectId.zeroId());
    ObjectId to = text.isPresent() ? Refs.blob(repository, text.get()) : ObjectId.zeroId();
    Refs.move(repository, FREEZE, from, to, true, "piha: freeze", clock);
    return Refs.at(repository, FREEZE);
  }

  @Override
  public void close() {
    repository.close();
  }
}
