package io.piha.demo;

/**
 * A host's side of the contract: when it leads and when it stops.
 *
 * <p>It starts passive. It leads when it is ordered to, or when the state topic says that it does;
 * it stops when it is ordered to, or when the state topic names another leader with a higher epoch.
 * Whatever carries a lower epoch than it has seen is dropped. Losing the broker changes nothing.
 */
final class HostSide {
  /** What came of an order. */
  enum Answer {
    /** It leads now, or did already, at the order's epoch: announce it. */
    PROMOTED,
    /** It does not lead, or no more: let the next heartbeat say so at once. */
    DEMOTED,
    /** Not for this host, replayed, or out of date. */
    DROPPED
  }

  private final String host;
  private final HostDisk disk;
  private boolean leads;
  private long epoch;

  HostSide(String host, HostDisk disk) {
    this.host = host;
    this.disk = disk;
    this.epoch = disk.highest();
  }

  synchronized boolean leads() {
    return leads;
  }

  /** The epoch it leads at, else the highest it has seen. */
  synchronized long epoch() {
    return leads ? epoch : disk.highest();
  }

  synchronized Answer hear(HostOrder order, boolean retained) {
    if (retained || !order.host().equals(host) || order.epoch() < disk.highest()) {
      return Answer.DROPPED;
    }
    if (!order.promote()) {
      disk.demoted(order.epoch());
      leads = false;
      return Answer.DEMOTED;
    }
    if (!disk.allows(order.epoch())) {
      return Answer.DROPPED;
    }
    lead(order.epoch());
    return Answer.PROMOTED;
  }

  /** Takes in a message of the state topic; true when it changed whether this host leads. */
  synchronized boolean hearState(String payload) {
    boolean before = leads;
    Json.read(payload)
        .ifPresent(
            node -> {
              long told = Json.epoch(node).orElse(-1L);
              String leader = Json.text(node, "host").orElse("");
              if (Json.text(node, "state").filter("leader"::equals).isEmpty()) {
                disk.saw(told);
              } else if (leader.equals(host)) {
                if (disk.allows(told)) {
                  lead(told);
                }
              } else if (told > epoch || !leads) {
                disk.saw(told);
                leads = false;
              }
            });
    return before != leads;
  }

  private void lead(long at) {
    disk.saw(at);
    epoch = at;
    leads = true;
  }
}
