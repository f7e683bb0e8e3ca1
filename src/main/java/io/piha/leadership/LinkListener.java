package io.piha.leadership;

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

  /** Something to be written to the log: why there is no connection, or what was not delivered. */
  void trouble(String why);
}
