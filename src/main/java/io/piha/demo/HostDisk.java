package io.piha.demo;

/** What a host still knows after a power cut: the highest epoch, and the last demotion's. */
final class HostDisk {
  private long highest;
  private long demotedAt = -1;

  HostDisk(long highest) {
    this.highest = highest;
  }

  synchronized long highest() {
    return highest;
  }

  synchronized void saw(long epoch) {
    highest = Math.max(highest, epoch);
  }

  synchronized void demoted(long epoch) {
    saw(epoch);
    demotedAt = Math.max(demotedAt, epoch);
  }

  /** Whether this host may lead at that epoch: nothing newer was seen, no demotion is as new. */
  synchronized boolean allows(long epoch) {
    return epoch >= highest && epoch > demotedAt;
  }
}
