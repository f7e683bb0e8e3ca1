package io.piha.sync;

import io.piha.arbiter.MirrorView;
import java.io.IOException;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;
import org.eclipse.jgit.errors.MissingObjectException;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectReader;
import org.eclipse.jgit.lib.PersonIdent;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.revwalk.RevCommit;
import org.eclipse.jgit.revwalk.RevSort;
import org.eclipse.jgit.revwalk.RevWalk;
import org.eclipse.jgit.treewalk.TreeWalk;
import org.eclipse.jgit.treewalk.filter.TreeFilter;

/** Questions about commits: who made one, what lies between two, what contains what. */
final class Commits {

  private static final int LONGEST_SUBJECT = 160;
  private static final int LONGEST_AUTHOR = 80;

  private Commits() {}

  /** The commit as people know it; its texts shortened and made plain. */
  static MirrorView.Commit read(Repository repository, ObjectId id) throws IOException {
    try (RevWalk walk = new RevWalk(repository)) {
      RevCommit commit = walk.parseCommit(id);
      PersonIdent author = commit.getAuthorIdent();
      String name = author == null || author.getName() == null ? "unknown" : author.getName();
      return new MirrorView.Commit(
          id.name(),
          plain(name, LONGEST_AUTHOR),
          plain(commit.getShortMessage(), LONGEST_SUBJECT),
          java.time.Instant.ofEpochSecond(commit.getCommitTime()));
    }
  }

  /** Somebody else's words, on one line and short enough. */
  static String plain(String text, int longest) {
    String line = text.replaceAll("\\p{Cntrl}+", " ").strip();
    return line.length() <= longest ? line : line.substring(0, longest - 1) + "…";
  }

  /**
   * The line of first parents from {@code source} back to, and without, {@code target}.
   *
   * @param ids newest first
   * @param whole it ends at the target, or at the first commit when there is no target
   */
  record Line(Set<String> ids, boolean whole) {}

  static Line line(Repository repository, ObjectId source, Optional<ObjectId> target)
      throws IOException {
    Set<String> ids = new LinkedHashSet<>();
    try (RevWalk walk = new RevWalk(repository)) {
      walk.setFirstParent(true);
      walk.setRetainBody(false);
      walk.sort(RevSort.NONE);
      walk.markStart(walk.parseCommit(source));
      for (RevCommit each = walk.next(); each != null; each = walk.next()) {
        if (target.isPresent() && each.equals(target.get())) {
          return new Line(ids, true);
        }
        ids.add(each.name());
      }
    }
    return new Line(ids, target.isEmpty());
  }

  /**
   * Whether the second contains the first; a commit that is not there any more is contained in
   * none.
   */
  static boolean contains(Repository repository, ObjectId older, ObjectId newer)
      throws IOException {
    try (RevWalk walk = new RevWalk(repository)) {
      walk.setRetainBody(false);
      return walk.isMergedInto(walk.parseCommit(older), walk.parseCommit(newer));
    } catch (MissingObjectException gone) {
      return false;
    }
  }

  /** How many files differ, up to {@link MirrorView#MOST_FILES}. */
  static int changedFiles(Repository repository, ObjectId from, ObjectId to) throws IOException {
    try (RevWalk walk = new RevWalk(repository);
        ObjectReader reader = repository.newObjectReader();
        TreeWalk trees = new TreeWalk(reader)) {
      trees.setRecursive(true);
      trees.setFilter(TreeFilter.ANY_DIFF);
      trees.addTree(walk.parseCommit(from).getTree());
      trees.addTree(walk.parseCommit(to).getTree());
      int count = 0;
      while (count < MirrorView.MOST_FILES && trees.next()) {
        count++;
      }
      return count;
    }
  }
}
