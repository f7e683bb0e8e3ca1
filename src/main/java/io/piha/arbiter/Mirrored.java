package io.piha.arbiter;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What must be remembered of releases.
 *
 * @param pending decided, its outcome not known yet
 * @param last the newest that was carried out
 * @param offered its rollback was offered to a person
 * @param suspects commits that were rolled back; they are not released again by themselves
 * @param suspicion what the last incident put under suspicion; absent before the first
 */
public record Mirrored(
    @Nullable Release pending,
    @Nullable Release last,
    boolean offered,
    List<String> suspects,
    @Nullable Suspicion suspicion) {

  static final Mirrored NOTHING = new Mirrored(null, null, false, List.of(), null);

  private static final int MOST_SUSPECTS = 100;

  public Mirrored {
    suspects = List.copyOf(suspects);
  }

  Mirrored decided(Release release) {
    return new Mirrored(release, last, offered, suspects, suspicion);
  }

  Mirrored givenUp() {
    return new Mirrored(null, last, offered, suspects, suspicion);
  }

  Mirrored done(Release release) {
    if (!release.rollback()) {
      return new Mirrored(null, release, false, suspects, suspicion);
    }
    List<String> more = new ArrayList<>(suspects);
    more.add(release.from());
    int from = Math.max(0, more.size() - MOST_SUSPECTS);
    return new Mirrored(null, release, true, more.subList(from, more.size()), suspicion);
  }

  Mirrored offeredNow() {
    return new Mirrored(pending, last, true, suspects, suspicion);
  }

  Mirrored suspecting(Suspicion now) {
    return new Mirrored(pending, last, offered, suspects, now);
  }
}
