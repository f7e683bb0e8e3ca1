package io.piha.journal;

import io.piha.journal.Verification.Broken;
import io.piha.journal.Verification.Verified;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Walks a chain record by record. A file that was rotated may begin in the middle. */
final class ChainCheck {
  private long count;
  private long lastId;
  private String lastHash;
  private boolean anywhere;

  /** A chain that must begin with the very first record. */
  static ChainCheck fromTheFirst() {
    return new ChainCheck(false);
  }

  /** A chain whose first record is taken as it comes. */
  static ChainCheck fromAnywhere() {
    return new ChainCheck(true);
  }

  private ChainCheck(boolean anywhere) {
    this.anywhere = anywhere;
    this.lastHash = AuditJson.GENESIS;
  }

  /** What is expected next, for telling where something unreadable stands. */
  long expectedId() {
    return lastId + 1;
  }

  /** Takes the next record; a finding ends the walk. */
  Optional<Broken> next(Map<String, @Nullable Object> fields, String hash) {
    try {
      long id = JsonText.whole(fields, "id");
      String prev = JsonText.text(fields, "prev");
      if (anywhere && id > 1) {
        lastId = id - 1;
        lastHash = prev;
      }
      anywhere = false;
      if (id != lastId + 1) {
        return broken(id, "record " + (lastId + 1) + " should stand here");
      }
      if (!prev.equals(lastHash)) {
        return broken(id, "its \"prev\" is not the hash of the record before");
      }
      if (!AuditJson.hash(CanonicalJson.of(fields)).equals(hash)) {
        return broken(id, "its text does not match its hash: it was changed after it was written");
      }
      lastId = id;
      lastHash = hash;
      count++;
      return Optional.empty();
    } catch (IllegalArgumentException e) {
      return broken(expectedId(), "it cannot be read: " + e.getMessage());
    }
  }

  Verified end() {
    return new Verified(count);
  }

  private static Optional<Broken> broken(long id, String why) {
    return Optional.of(new Broken(id, why));
  }
}
