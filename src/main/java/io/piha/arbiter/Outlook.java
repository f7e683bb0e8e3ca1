package io.piha.arbiter;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * What the arbiter knows and means to do with one service, in words and numbers for people. Derived
 * from the state alone, by the very judgements that decide.
 *
 * @param phase the word of the status document
 * @param why one sentence of truth
 * @param chain seen → verified → able to judge → did → will do
 * @param missing what stands in the way of surviving the leader's death now; empty when protected
 * @param failoversLeft automatic promotions that may be made before somebody acknowledges
 * @param lastFailover the newest automatic promotion that nobody acknowledged
 */
public record Outlook(
    String service,
    String phase,
    Optional<String> leader,
    Optional<Instant> leadsSince,
    long epoch,
    long revision,
    Optional<Frozen> frozen,
    String why,
    List<Link> chain,
    List<String> missing,
    Optional<Plan> next,
    List<Plan> queue,
    Optional<OpenIncident> incident,
    List<HostOutlook> hosts,
    Optional<Book.Operation> operation,
    int failoversLeft,
    Optional<Instant> lastFailover,
    Care care) {

  /**
   * What keeps the standby worth promoting, and a dead host replaceable.
   *
   * @param upkeep what the mirror and the snapshots told
   * @param hold what holds the next release now; empty when nothing does
   * @param rollback the release that may be taken back, where that is offered
   * @param suspects the commits that the last incident put under suspicion and that still matter
   * @param settlesAt until when an incident would be laid at the last release's door
   * @param chore what is under way
   */
  public record Care(
      Upkeep upkeep,
      Optional<Hold> hold,
      Optional<Release> rollback,
      List<Suspicion.Named> suspects,
      Optional<Instant> settlesAt,
      Optional<Chore> chore) {}

  /** Why nothing is released now, as a word and as a sentence. */
  public record Hold(String word, String why) {}

  /** The freeze, with its author and end. */
  public record Frozen(Instant since, Optional<Instant> until, String by, String reason) {}

  /** A link of the chain; {@code weight} is 0 plain, 1 notice, 2 bad. */
  public record Link(String word, String text, int weight) {}

  /** What will be done next unless something changes. */
  public record Plan(String action, String host, Instant at, String why) {}

  /** The incident that matters now. */
  public record OpenIncident(long id, Instant since, boolean acked) {}

  /**
   * One host.
   *
   * @param state leader, observing, recovering, maintenance, fenced, out, planned or unknown
   */
  public record HostOutlook(
      String name,
      Role role,
      String state,
      boolean alive,
      Vitals vitals,
      List<String> probes,
      Optional<PortOutlook> port,
      boolean fit,
      String fitness) {}

  /** The port that powers a host. */
  public record PortOutlook(
      PortId id,
      String word,
      OptionalDouble watts,
      Optional<Instant> readAt,
      String doing,
      boolean held,
      int cyclesLeft,
      Optional<Instant> lastCycle,
      Optional<PortState.Proof> proof) {}

  /** Looks at one service of the state. */
  public static Outlook of(State state, String service, Instant now) {
    Desk desk = new Turn(state, now).desk(service);
    if (desk == null) {
      throw new IllegalArgumentException("no service " + service);
    }
    return Outlooks.of(desk);
  }
}
