package io.piha.arbiter;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A decision to move the standby's branch.
 *
 * @param id names the decision
 * @param from what the branch has to be at; empty when it must not exist
 * @param to where it goes
 * @param rollback back to what was released before, because a person asked for it
 * @param words the commit as people know it
 * @param requestId the request it was decided for; absent when it was the schedule's
 */
public record Release(
    String id,
    String from,
    String to,
    boolean rollback,
    String words,
    String by,
    @Nullable String requestId,
    Instant at) {}
