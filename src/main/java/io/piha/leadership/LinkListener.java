package io.piha.leadership;

import java.time.Duration;

/** What the link tells beside its signals. Called from the link's threads; must not block. */
public interface LinkListener {

  /**
   * Another control plane's status was read.
   *
   * @param id its id
   * @param role {@code active}, {@code standby}, {@code lost} or {@code stopped}
   * @param replayed it was retained, so it tells nothing about now
   */
  void foreignStatus(String id, String role, boolean replayed);

  /**
   * The broker told how long it has been up, as not every one does.
   *
   * @param replayed it was retained, so it is older than it looks
   */
  default void brokerUptime(Duration uptime, boolean replayed) {}

  /** Something to be written to the log: why there is no connection, or what was not delivered. */
  void trouble(String why);
}
