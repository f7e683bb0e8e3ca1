package io.piha.demo;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicInteger;

/** Free loopback ports, for what cannot bind port 0 itself. */
final class DemoPorts {

  /** Below the ports that systems give to whoever connects: no connection takes one meanwhile. */
  private static final int FIRST = 30_000;

  private static final int END = 32_700;
  private static final int BLOCK = 100;

  /** Each process has ports of its own, so that two that look at once do not find the same one. */
  private static final int OWN =
      FIRST + (int) (ProcessHandle.current().pid() % ((END - FIRST) / BLOCK)) * BLOCK;

  private static final AtomicInteger NEXT = new AtomicInteger();
  private static final int TRIES = 200;

  private DemoPorts() {}

  /** A TCP port of 127.0.0.1 that was free a moment ago. */
  static int free() throws IOException {
    IOException last = new IOException("no port was tried");
    for (int i = 0; i < TRIES; i++) {
      // Its own first; another process may have had this number and left something behind.
      int port =
          i < BLOCK
              ? OWN + Math.floorMod(NEXT.getAndIncrement(), BLOCK)
              : ThreadLocalRandom.current().nextInt(FIRST, END);
      try (ServerSocket socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
        return socket.getLocalPort();
      } catch (IOException taken) {
        last = taken;
      }
    }
    throw new IOException("no loopback port is free from " + FIRST + " to " + END, last);
  }
}
