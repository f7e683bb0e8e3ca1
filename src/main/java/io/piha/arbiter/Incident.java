package io.piha.arbiter;

import java.time.Instant;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * An open incident of a service.
 *
 * @param id counts per site
 * @param leader whose silence, or whose contested leadership, opened it
 * @param lastLife the leader's last evidence of life, as known when it was last written down
 * @param cycle the recovery cycle that this incident has spent, if any
 * @param failed hosts that were ordered in this incident and did not acknowledge
 * @param fenceRefused when a fence was last refused or failed in this incident
 * @param failedOver whether another host was promoted in it
 */
public record Incident(
    long id,
    Instant since,
    @Nullable String leader,
    @Nullable Instant lastLife,
    boolean acked,
    @Nullable SpentCycle cycle,
    List<String> failed,
    @Nullable Instant fenceRefused,
    boolean failedOver) {

  /**
   * A recovery cycle.
   *
   * @param confirmedOn when the switch's own reading said that power flows again; absent when the
   *     cycle failed, was refused, or still runs
   */
  public record SpentCycle(String actId, Instant at, @Nullable Instant confirmedOn) {}

  public Incident {
    failed = List.copyOf(failed);
  }

  static Incident open(long id, Instant since, @Nullable String leader, @Nullable Instant life) {
    return new Incident(id, since, leader, life, false, null, List.of(), null, false);
  }

  /** Seen by a person: a host that failed in it may be tried again. */
  Incident withAck() {
    return new Incident(
        id, since, leader, lastLife, true, cycle, List.of(), fenceRefused, failedOver);
  }

  Incident withLife(Instant life) {
    return new Incident(id, since, leader, life, acked, cycle, failed, fenceRefused, failedOver);
  }

  Incident withCycle(SpentCycle spent) {
    return new Incident(
        id, since, leader, lastLife, acked, spent, failed, fenceRefused, failedOver);
  }

  Incident withFailed(String host) {
    var more = new java.util.ArrayList<>(failed);
    if (!more.contains(host)) {
      more.add(host);
    }
    return new Incident(id, since, leader, lastLife, acked, cycle, more, fenceRefused, failedOver);
  }

  /** The same where only these hosts are known: without a leader, and its cycle, that is not. */
  Incident among(Predicate<String> known) {
    boolean stays = leader == null || known.test(leader);
    return new Incident(
        id,
        since,
        stays ? leader : null,
        lastLife,
        acked,
        stays ? cycle : null,
        failed.stream().filter(known).toList(),
        fenceRefused,
        failedOver);
  }

  Incident withFenceRefused(Instant at) {
    return new Incident(id, since, leader, lastLife, acked, cycle, failed, at, failedOver);
  }

  Incident withFailover() {
    return new Incident(id, since, leader, lastLife, acked, cycle, failed, fenceRefused, true);
  }

  /** Begins the evidence anew after a fence could not be had: another cycle may be spent. */
  Incident renewed() {
    return new Incident(id, since, leader, lastLife, acked, null, failed, fenceRefused, failedOver);
  }
}
