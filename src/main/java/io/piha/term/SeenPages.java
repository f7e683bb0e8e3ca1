package io.piha.term;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The ids of requests that were seen, as empty keys below one page for each hour, so that a day's
 * pages are dropped as one.
 */
final class SeenPages {

  private static final Duration KEEP = Duration.ofHours(24);
  private static final int DIGEST = 12;

  /** More in one write, and the surplus is known to this machine's journal only. */
  private static final int MOST_AT_ONCE = 1_000;

  private final String prefix;
  private final Set<String> digests = ConcurrentHashMap.newKeySet();
  private long page = -1;

  /**
   * @param names of the keys that are there, without the prefix
   */
  SeenPages(String prefix, Collection<String> names) {
    this.prefix = prefix;
    names.forEach(each -> digests.add(each.substring(each.indexOf('/') + 1)));
  }

  boolean contains(String id) {
    return digests.contains(digest(id));
  }

  /** The writes that make the ids known. */
  List<LeaseStore.Write> remember(Collection<String> ids, Instant at) {
    List<LeaseStore.Write> writes = new ArrayList<>();
    if (ids.isEmpty()) {
      return writes;
    }
    long hour = Math.max(0, at.getEpochSecond() / 3600);
    if (hour != page) {
      page = hour;
      writes.add(
          new LeaseStore.Write.DropBetween(
              prefix, prefix + name(Math.max(0, hour - KEEP.toHours()))));
    }
    for (String each : ids.stream().limit(MOST_AT_ONCE).toList()) {
      String digest = digest(each);
      writes.add(Held.put(prefix + name(hour) + "/" + digest, Blob.EMPTY));
    }
    return writes;
  }

  private static String name(long hour) {
    return String.format(java.util.Locale.ROOT, "%010d", hour);
  }

  private static String digest(String id) {
    try {
      byte[] whole =
          MessageDigest.getInstance("SHA-256").digest(id.getBytes(StandardCharsets.UTF_8));
      return Base64.getUrlEncoder()
          .withoutPadding()
          .encodeToString(java.util.Arrays.copyOf(whole, DIGEST));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}
