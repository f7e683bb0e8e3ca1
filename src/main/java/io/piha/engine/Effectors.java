package io.piha.engine;

import io.piha.arbiter.Effect;

/**
 * The hands of the engine, filled by adapters. Each method returns at once; what came of it goes to
 * the {@link Inbox} as a signal, within the deadline that the adapter was given, whatever happens.
 */
public interface Effectors {

  /** Says something over the broker. Effects of one service leave in the order given. */
  void broker(Effect.ToBroker effect);

  /** Reads or commands a switch port. Effects of one port are carried out in the order given. */
  void power(Effect.ToSwitch effect);

  /** Asks all probes of a host. */
  void probe(Effect.ProbeHost effect);

  /** Looks at the mirror, releases a commit, or begins a snapshot, restore or reinstall. */
  void upkeep(Effect.ToUpkeep effect);

  /** Stops everything, and leaves the lease to another; nothing where there is no lease. */
  default void handOver(Effect.HandOver effect) {}

  /** Answers a request where it came from; a request id that nobody knows is ignored. */
  void answer(Effect.Answer answer);
}
