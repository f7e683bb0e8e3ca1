package io.piha.arbiter;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A snapshot, restore or reinstall that is under way. In the book before it begins, so that it
 * begins once (S10).
 *
 * @param id names the decision; an adapter starts at most one act for it
 * @param command snapshot, restore or reinstall
 * @param subject the snapshot that is restored; empty otherwise
 * @param requestId the request that asked for it
 */
public record Chore(
    String id,
    Command command,
    String host,
    String subject,
    @Nullable String requestId,
    String by,
    String reason,
    Instant since) {

  /**
   * How far it has come. Not kept across a restart.
   *
   * @param choreId whose progress this is
   * @param text what happens now
   * @param bytes moved so far
   * @param total how many there will be; negative when that is not known
   * @param lines the newest lines of output, oldest first, at most {@link #MOST_LINES}
   */
  public record Progress(String choreId, String text, long bytes, long total, List<String> lines) {

    /** More lines than this are not carried. */
    public static final int MOST_LINES = 200;

    public Progress {
      lines = List.copyOf(lines);
    }
  }
}
