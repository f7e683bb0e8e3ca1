package io.piha.leadership;

import java.time.Duration;

/** What the link tells beside its signals. Called from the link's threads; must not block. */
public interface LinkListener {

  /** Another control plane's status was read. */
  void foreignStatus(Rival rival);

  /**
   * What a status says of the control plane that wrote it.
   *
   * @param id its id
   * @param role {@code active}, {@code standby}, {@code lost} or {@code stopped}
   * @param leased whether it acts by a lease in etcd
   * @param replayed it was retained, so it tells nothing about now
   */
  record Rival(String id, String role, boolean leased, boolean replayed) {

    /** Whether it acts, now. */
    public boolean acts() {
      return !replayed && role.equals("active");
    }
  }

  /**
   * A status under our own name was read: our own, that of an earlier run, or of another control
   * plane that has a copy of our data folder.
   *
   * @param startedAt when its author started, in RFC 3339; empty where it does not say
   * @param at when it was written, likewise
   */
  default void namesake(String startedAt, String at) {}

  /**
   * The broker told how long it has been up, as not every one does.
   *
   * @param replayed it was retained, so it is older than it looks
   */
  default void brokerUptime(Duration uptime, boolean replayed) {}

  /** Something to be written to the log: why there is no connection, or what was not delivered. */
  void trouble(String why);
}
