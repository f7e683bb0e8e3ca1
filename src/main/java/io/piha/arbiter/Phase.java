package io.piha.arbiter;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Where a service stands.
 *
 * <pre>
 *   FirstLook ──claim──▶ Steady ◀──────────────acknowledged────────────┐
 *       │                │  ▲ heartbeat                                │
 *       │         silent │  │                                          │
 *       │                ▼  │                                          │
 *       │             Suspect ──all down──▶ Recovering                 │
 *       │                                       │ still silent         │
 *       │      request, failback                ▼                      │
 *       │      Steady ──▶ Deposing ──▶      Fencing ──▶ Claiming ──▶ Ordered
 *       │                    │ (Readying)       │           │          │
 *       ▼                    ▼                  ▼           ▼          ▼ not acknowledged
 *   Leaderless ◀─────────── none fit, no fence, frozen, budget spent ──┘
 * </pre>
 *
 * Every state says when it next wants to be asked ({@link Arbiter#serviceDeadline}), so no
 * unrelated signal can lose a deadline.
 */
public sealed interface Phase {

  /** The change of leadership that is under way; absent where none is. */
  default @Nullable Takeover takeover() {
    return null;
  }

  /** Whether it rests on its former leader being kept without power. */
  default boolean restsOnHold() {
    return false;
  }

  /** Empty book: who claims to lead is gathered for one sighted heartbeat time-out. */
  record FirstLook(@Nullable String orderHost) implements Phase {}

  /**
   * The leader of the book leads.
   *
   * @param failback a return to the primary that waits for the primary's probes
   */
  record Steady(@Nullable Raising failback) implements Phase {

    @Override
    public @Nullable Takeover takeover() {
      return failback == null ? null : failback.takeover();
    }
  }

  /** Waiting for the primary to answer its probes, the standby leading on. */
  record Raising(Takeover takeover, Instant since, Instant until) {}

  /**
   * The leader is silent; its probes are asked.
   *
   * @param since probes that began earlier do not count
   * @param mixedSince since when some probes are down and some are not
   * @param answering the last time all probes were up; silence then counts from there
   * @param told how it looks now
   * @param said what people were already told in this suspicion, so that it is said once
   */
  record Suspect(
      Instant since,
      @Nullable Instant mixedSince,
      @Nullable Instant answering,
      Told told,
      List<Told> said)
      implements Phase {
    public Suspect {
      said = List.copyOf(said);
    }

    /** A suspicion whose evidence begins now. */
    static Suspect fresh(Instant now) {
      return new Suspect(now, null, null, Told.NOTHING, List.of());
    }
  }

  /** What was said about a suspicion that leads to no action. */
  enum Told {
    NOTHING,
    HOST_ANSWERS,
    NO_VERDICT,
    MIXED
  }

  /**
   * The leader is verified silent; its power was cycled or not, and it gets time to come back.
   *
   * @param cycling the guard's act that runs; the wait begins when it ends
   * @param from when the wait began
   * @param heartbeatsFrom life before this instant ends nothing (a reset was asked for while it was
   *     still beating)
   */
  record Recovering(@Nullable String cycling, Instant from, Instant heartbeatsFrom)
      implements Phase {}

  /**
   * A living leader was ordered to demote.
   *
   * @param order the standing demote
   */
  record Deposing(Takeover takeover, Standing order) implements Phase {}

  /**
   * The former leader's port is being proven off.
   *
   * @param actId the guard's act
   */
  record Fencing(Takeover takeover, String actId, Instant since) implements Phase {

    @Override
    public boolean restsOnHold() {
      return true;
    }
  }

  /** A failback waits for the primary to be ready; the public state is {@code maintenance}. */
  record Readying(Takeover takeover, Instant since) implements Phase {}

  /**
   * The new epoch is being made known; the order leaves when the broker has confirmed it.
   *
   * @param fencedBy how the former leader was made harmless, for the record
   * @param published whether the broker confirmed the epoch
   * @param withheld whether it was written down that the order leaves, and it did not: it may leave
   *     without being written again, and after a crash nobody knows whether it has
   */
  record Claiming(
      Takeover takeover,
      Order order,
      String fencedBy,
      boolean published,
      Instant since,
      boolean withheld)
      implements Phase {

    /** A new epoch that the broker has not confirmed. */
    Claiming(Takeover takeover, Order order, String fencedBy, Instant since) {
      this(takeover, order, fencedBy, false, since, false);
    }

    @Override
    public boolean restsOnHold() {
      return true;
    }

    /** The broker has confirmed the epoch, or has to be told again. */
    Claiming known(boolean confirmed, Instant now) {
      return new Claiming(takeover, order, fencedBy, confirmed, now, withheld);
    }
  }

  /** The order has left and waits for its acknowledgement. */
  record Ordered(Takeover takeover, Standing order, String fencedBy) implements Phase {

    @Override
    public boolean restsOnHold() {
      return true;
    }
  }

  /**
   * Nobody leads; a person, or a fit host, is needed.
   *
   * @param former who led last, as far as anybody knows
   * @param cause what stands in the way
   * @param why the sentence
   */
  record Leaderless(Instant since, @Nullable String former, Obstacle cause, String why)
      implements Phase {}

  /** What keeps a leaderless service from being helped automatically. */
  enum Obstacle {
    NOBODY_CLAIMS,
    NONE_FIT,
    FROZEN,
    BUDGET,
    NO_FENCE,
    NOT_ACKNOWLEDGED
  }

  /**
   * An order that waits for its acknowledgement.
   *
   * @param since first sending
   * @param repeatAt next repeat
   * @param until alarmed when unacknowledged by then
   */
  record Standing(Order order, Instant since, Instant repeatAt, Instant until) {
    Standing repeated(Instant next) {
      return new Standing(order, since, next, until);
    }
  }
}
