package io.piha.sync;

import java.io.IOException;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import org.eclipse.jgit.errors.LargeObjectException;
import org.eclipse.jgit.lib.FileMode;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectLoader;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.revwalk.RevWalk;
import org.eclipse.jgit.treewalk.TreeWalk;

/**
 * Is the tree of a commit fit to be run? Every YAML file in it has to be readable; Home Assistant's
 * own tags ({@code !secret}, {@code !include} …) are as good as any.
 */
final class Validation {

  /** A larger YAML file is not configuration. */
  static final int MOST_BYTES = 4 * 1024 * 1024;

  private static final int MOST_REMEMBERED = 20_000;

  /** Files found readable before; a blob's id stands for its content. */
  private final Set<ObjectId> readable = new HashSet<>();

  /** What is wrong with the first file that is; empty when nothing is. */
  Optional<String> trouble(Repository repository, ObjectId commit) throws IOException {
    if (readable.size() > MOST_REMEMBERED) {
      readable.clear();
    }
    try (RevWalk walk = new RevWalk(repository);
        TreeWalk files = new TreeWalk(repository)) {
      files.addTree(walk.parseCommit(commit).getTree());
      files.setRecursive(true);
      while (files.next()) {
        FileMode mode = files.getFileMode(0);
        boolean file = mode.equals(FileMode.REGULAR_FILE) || mode.equals(FileMode.EXECUTABLE_FILE);
        if (file && isYaml(files.getPathString()) && !readable.contains(files.getObjectId(0))) {
          Optional<String> trouble = trouble(repository, files);
          if (trouble.isPresent()) {
            return trouble;
          }
          readable.add(files.getObjectId(0));
        }
      }
      return Optional.empty();
    }
  }

  private static Optional<String> trouble(Repository repository, TreeWalk at) throws IOException {
    String path = Commits.plain(at.getPathString(), 200);
    ObjectLoader loader = repository.open(at.getObjectId(0));
    if (loader.getSize() > MOST_BYTES) {
      return Optional.of(path + " is larger than " + MOST_BYTES / 1024 / 1024 + " MiB");
    }
    try {
      return YamlCheck.trouble(loader.getBytes(MOST_BYTES)).map(why -> path + ": " + why);
    } catch (LargeObjectException e) {
      return Optional.of(path + " is too large to be read");
    }
  }

  private static boolean isYaml(String path) {
    return path.endsWith(".yaml") || path.endsWith(".yml");
  }
}
