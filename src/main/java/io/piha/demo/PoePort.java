package io.piha.demo;

import org.jspecify.annotations.Nullable;

/** One port of the simulated switch, with or without a host behind it. */
final class PoePort {
  private static final int DISABLED = 1;
  private static final int SEARCHING = 2;
  private static final int DELIVERING = 3;

  private final String label;
  private final @Nullable DemoHost host;
  private boolean on = true;

  PoePort(int number, @Nullable DemoHost host) {
    this.label = host == null ? "port " + number : host.name();
    this.host = host;
  }

  String label() {
    return label;
  }

  synchronized boolean on() {
    return on;
  }

  /** Whether power flows: it is on and something hangs on it. */
  synchronized boolean feeds() {
    return on && host != null;
  }

  /** {@code pethPsePortDetectionStatus}. */
  synchronized int detection() {
    if (!on) {
      return DISABLED;
    }
    return host == null ? SEARCHING : DELIVERING;
  }

  /** Switches the port and, with it, the host behind it. */
  synchronized void set(boolean wanted) {
    on = wanted;
    if (host != null) {
      if (wanted) {
        host.powerOn();
      } else {
        host.powerOff();
      }
    }
  }
}
