package io.piha.demo;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.time.ZoneOffset;
import org.eclipse.jgit.api.Git;
import org.eclipse.jgit.api.errors.GitAPIException;
import org.eclipse.jgit.dircache.DirCache;
import org.eclipse.jgit.dircache.DirCacheBuilder;
import org.eclipse.jgit.dircache.DirCacheEntry;
import org.eclipse.jgit.lib.CommitBuilder;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.FileMode;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectInserter;
import org.eclipse.jgit.lib.PersonIdent;
import org.eclipse.jgit.lib.RefUpdate;
import org.eclipse.jgit.lib.Repository;

/**
 * The house's Git repository: bare, {@code main} with a few commits of a Home Assistant
 * configuration, {@code standby} mirrored up to the last of them.
 */
public final class DemoRepository implements AutoCloseable {
  private static final String MAIN = Constants.R_HEADS + "main";
  private static final String STANDBY = Constants.R_HEADS + "standby";

  private final Path folder;
  private final InstantSource clock;
  private final Git git;

  /** Makes the repository in a folder that does not exist yet. */
  public DemoRepository(Path folder, InstantSource clock) throws IOException {
    this.folder = folder;
    this.clock = clock;
    try {
      git = Git.init().setBare(true).setInitialBranch("main").setGitDir(folder.toFile()).call();
    } catch (GitAPIException e) {
      throw new IOException("no Git repository in " + folder + ": " + e.getMessage(), e);
    }
    commit("configuration.yaml", "default_config:\n", "Set up the house");
    commit("automations.yaml", "- alias: Lights at dusk\n", "Switch the lights on at dusk");
    String head = commit("scenes.yaml", "- name: Evening\n", "Add an evening scene");
    point(STANDBY, ObjectId.fromString(head));
  }

  /** The bare repository's folder, as a site file wants it. */
  public Path folder() {
    return folder;
  }

  /** Puts a file into a new commit on {@code main} and returns the commit's name. */
  public String commit(String path, String text, String message) throws IOException {
    Repository repository = git.getRepository();
    try (ObjectInserter objects = repository.newObjectInserter()) {
      ObjectId before = repository.resolve(MAIN);
      CommitBuilder commit = new CommitBuilder();
      commit.setTreeId(
          tree(
              repository, objects, path, objects.insert(Constants.OBJ_BLOB, text.getBytes(UTF_8))));
      if (before != null) {
        commit.setParentId(before);
      }
      PersonIdent author =
          new PersonIdent("Home", "home@example.org", clock.instant(), ZoneOffset.UTC);
      commit.setAuthor(author);
      commit.setCommitter(author);
      commit.setMessage(message + "\n");
      ObjectId made = objects.insert(commit);
      objects.flush();
      point(MAIN, made);
      return made.name();
    }
  }

  private static ObjectId tree(
      Repository repository, ObjectInserter objects, String path, ObjectId blob)
      throws IOException {
    DirCache index = DirCache.newInCore();
    DirCacheBuilder files = index.builder();
    ObjectId before = repository.resolve(MAIN + "^{tree}");
    if (before != null) {
      files.addTree(new byte[0], 0, repository.newObjectReader(), before);
    }
    DirCacheEntry entry = new DirCacheEntry(path);
    entry.setFileMode(FileMode.REGULAR_FILE);
    entry.setObjectId(blob);
    files.add(entry);
    files.finish();
    return index.writeTree(objects);
  }

  private void point(String ref, ObjectId commit) throws IOException {
    RefUpdate update = git.getRepository().updateRef(ref);
    update.setNewObjectId(commit);
    RefUpdate.Result result = update.forceUpdate();
    if (result == RefUpdate.Result.LOCK_FAILURE || result == RefUpdate.Result.IO_FAILURE) {
      throw new IOException("cannot move " + ref + " in " + folder + ": " + result);
    }
  }

  @Override
  public void close() {
    git.close();
  }
}
