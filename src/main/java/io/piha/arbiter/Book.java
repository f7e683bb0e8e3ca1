package io.piha.arbiter;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What must survive a crash: who leads a service, with which epoch, and what is under way. Written
 * to the journal before any effect of the decision that changed it.
 *
 * @param leader who holds the current epoch; absent when nobody does
 * @param epoch the epoch at which the leader leads, or the last one given
 * @param highest the highest epoch seen anywhere
 * @param holder the host that was last given an epoch of our own; never demoted or fenced for a
 *     claim
 * @param incidents the open ones, oldest first
 * @param demotes standing demote orders to hosts that are not the leader
 * @param contests hosts that claim leadership against the book
 * @param failovers automatic promotions not yet acknowledged
 * @param published what the retained state topic was last made to say
 * @param publishedFreeze what the freeze topic was last made to say
 * @param out hosts that lost the leadership
 * @param boots when a power-on of a host was last confirmed; its silence gets a boot's time
 * @param absences announced absences that are still believed
 * @param vacantSince since when nobody has led and no order was outstanding (S8)
 * @param serial counts orders and acts, so that each has a name of its own
 * @param mirrored releases of the Git mirror; absent before the first
 * @param chore the snapshot, restore or reinstall that is under way
 * @param stopped the safety rule that was about to be broken; until somebody acknowledges, nothing
 *     is automatic
 */
public record Book(
    @Nullable String leader,
    long epoch,
    long highest,
    @Nullable String holder,
    @Nullable Instant leadsSince,
    Phase phase,
    List<Incident> incidents,
    @Nullable FreezeFlag freeze,
    List<Phase.Standing> demotes,
    Map<String, Contest> contests,
    List<Instant> failovers,
    @Nullable PublicWord published,
    @Nullable Boolean publishedFreeze,
    List<String> out,
    Map<String, Instant> boots,
    Map<String, Leave> absences,
    @Nullable Instant vacantSince,
    @Nullable Operation operation,
    boolean blind,
    boolean unprotected,
    long serial,
    @Nullable Mirrored mirrored,
    @Nullable Chore chore,
    @Nullable String stopped) {

  public Book {
    incidents = List.copyOf(incidents);
    demotes = List.copyOf(demotes);
    contests = Map.copyOf(contests);
    failovers = List.copyOf(failovers);
    out = List.copyOf(out);
    boots = Map.copyOf(boots);
    absences = Map.copyOf(absences);
  }

  /** A service that nobody knows anything about. */
  static Book empty() {
    return new Book(
        null,
        0,
        0,
        null,
        null,
        new Phase.FirstLook(null),
        List.of(),
        null,
        List.of(),
        Map.of(),
        List.of(),
        null,
        null,
        List.of(),
        Map.of(),
        Map.of(),
        null,
        null,
        true,
        false,
        0,
        null,
        null,
        null);
  }

  /** The same, with an epoch that was seen elsewhere; a lower one says nothing new (S1). */
  public Book knowing(long seen) {
    return seen <= highest
        ? this
        : new Book(
            leader,
            epoch,
            seen,
            holder,
            leadsSince,
            phase,
            incidents,
            freeze,
            demotes,
            contests,
            failovers,
            published,
            publishedFreeze,
            out,
            boots,
            absences,
            vacantSince,
            operation,
            blind,
            unprotected,
            serial,
            mirrored,
            chore,
            stopped);
  }

  /** The freeze: while it stands nothing is promoted by itself and nothing is synced. */
  public record FreezeFlag(Instant since, Optional<Instant> until, String by, String reason) {
    static FreezeFlag of(Instant now, Optional<Duration> lasting, String by, String reason) {
      return new FreezeFlag(now, lasting.map(now::plus), by, reason);
    }
  }

  /** An announced absence, and until when it is believed. */
  public record Leave(Absence kind, Instant until) {}

  /** The retained state, as last published. */
  public record PublicWord(PublicState state, String host, long epoch) {}

  /**
   * A host that claims leadership against the book.
   *
   * @param since when the claim was first heard
   * @param lastClaim when it was last repeated
   * @param alarmed a person was told that it cannot be stopped
   * @param actId the guard's act that fences it
   */
  public record Contest(Instant since, Instant lastClaim, boolean alarmed, @Nullable String actId) {

    /** One that was first heard then. */
    static Contest begun(Instant at) {
      return new Contest(at, at, false, null);
    }
  }

  /** A request that takes time: {@code running}, {@code done} or {@code failed}. */
  public record Operation(String requestId, String action, String state, String why) {}
}
