package io.piha.arbiter;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * What the arbiter wants done. Doing it is somebody else's work; what came of it returns as a
 * {@link Signal}.
 */
public sealed interface Effect {

  /** Said over the broker. */
  sealed interface ToBroker extends Effect {
    /** The service it is about. */
    String service();
  }

  /** Done on a switch. */
  sealed interface ToSwitch extends Effect {
    /** The port meant. */
    PortId port();
  }

  /**
   * Publish the retained state of a service, QoS 1.
   *
   * @param host the host it names; empty for {@code none}
   */
  record PublishState(String service, PublicState state, String host, long epoch)
      implements ToBroker {}

  /**
   * Send an order, QoS 1, not retained. Answered by {@link Signal.OrderSent}.
   *
   * @param expiry the time left for it; the broker drops it afterwards
   * @param first whether it is a promote order that never left before; one that cannot leave at
   *     once does not leave, which {@link Signal.OrderWithheld} tells
   */
  record SendOrder(String service, Order order, Duration expiry, boolean first)
      implements ToBroker {

    /** An order that may leave late: a repeat, or one to demote. */
    public SendOrder(String service, Order order, Duration expiry) {
      this(service, order, expiry, false);
    }
  }

  /** Publish the retained freeze flag. */
  record PublishFreeze(String service, boolean frozen) implements ToBroker {}

  /** Ask all probes of a host now. Answered by {@link Signal.ProbeRound}. */
  record ProbeHost(String service, String host) implements Effect {}

  /** Read a port now. Answered by {@link Signal.PortRead}. */
  record ReadPort(PortId port) implements ToSwitch {}

  /**
   * Command a port once. Answered by {@link Signal.PortSet}.
   *
   * @param actId names the decision; a command is never sent twice for one
   * @param on what the port shall be
   * @param notAfter a command that could not leave by then must not leave at all
   */
  record SetPort(PortId port, String actId, boolean on, Instant notAfter) implements ToSwitch {}

  /** Done by the mirror, or for a host that is saved or replaced. */
  sealed interface ToUpkeep extends Effect {
    /** The service it is about. */
    String service();
  }

  /**
   * Look at the repository now. Answered by {@link Signal.MirrorSeen}.
   *
   * @param force the newest commit is meant, however short it has stood, and a rewritten source is
   *     accepted
   */
  record RunMirror(String service, String requestId, boolean force) implements ToUpkeep {}

  /**
   * Move the standby's branch, if it still is where the decision saw it. Answered by {@link
   * Signal.CommitReleased}.
   *
   * @param notAfter not done later than this
   */
  record ReleaseCommit(String service, Release release, Instant notAfter) implements ToUpkeep {}

  /**
   * Take a snapshot, restore one, or reinstall a host, once. Answered by {@link
   * Signal.ChoreProgress} and in the end by {@link Signal.ChoreEnded}.
   *
   * @param ground for a restore, why it may begin; empty for the others
   * @param notAfter not begun later than this
   */
  record BeginChore(String service, Chore chore, Optional<RestoreGround> ground, Instant notAfter)
      implements ToUpkeep {}

  /**
   * Stop acting, and let another control plane go on.
   *
   * @param to which one
   */
  record HandOver(String to) implements Effect {}

  /**
   * Answer whoever asked.
   *
   * @param again in how long the reason of a refusal is gone, where it ends by itself
   */
  record Answer(String requestId, boolean accepted, String why, Optional<Duration> again)
      implements Effect {

    /** An answer that stands until something changes. */
    public Answer(String requestId, boolean accepted, String why) {
      this(requestId, accepted, why, Optional.empty());
    }
  }
}
