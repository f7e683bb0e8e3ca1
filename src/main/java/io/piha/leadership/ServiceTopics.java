package io.piha.leadership;

import java.util.Set;

/**
 * The topics of one service.
 *
 * @param service the service's name
 * @param prefix what all its topics begin with, without a slash at the end
 * @param hosts the hosts of the service, for words only; a stranger's message is passed on as well
 */
public record ServiceTopics(String service, String prefix, Set<String> hosts) {

  public ServiceTopics {
    hosts = Set.copyOf(hosts);
  }

  /**
   * A host's name as the configuration has it, so that whoever compares it later has the same
   * object in his hands; a stranger's as it is.
   */
  String known(String host) {
    for (String each : hosts) {
      if (each.equals(host)) {
        return each;
      }
    }
    return host;
  }

  /** Hosts say here that they live. */
  public String heartbeat() {
    return prefix + "/heartbeat";
  }

  /** Retained: who leads. */
  public String state() {
    return prefix + "/state";
  }

  /** Orders and requests. */
  public String cmd() {
    return prefix + "/cmd";
  }

  /** Audit records of the service. */
  public String events() {
    return prefix + "/events";
  }

  /** Retained: automation of the service is frozen, {@code true} or {@code false}. */
  public String freeze() {
    return prefix + "/standby_sync_freeze";
  }
}
