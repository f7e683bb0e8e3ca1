package io.piha.testing;

import java.io.IOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Free loopback ports. They lie below those that the system gives to whoever connects, so that no
 * connection takes one between the look and its use.
 */
public final class Ports {
  private static final int FIRST = 10_000;
  private static final int ALL = 20_000;
  private static final AtomicInteger NEXT =
      new AtomicInteger(ThreadLocalRandom.current().nextInt(ALL));

  private Ports() {}

  /**
   * A port of 127.0.0.1 that a moment ago was free for TCP and for UDP alike. Whoever can bind port
   * 0 itself should do that instead; this is for programs that must be told.
   */
  public static int free() {
    for (int i = 0; i < ALL; i++) {
      int port = FIRST + Math.floorMod(NEXT.getAndIncrement(), ALL);
      if (isFree(port)) {
        return port;
      }
    }
    throw new IllegalStateException("no port is free for both TCP and UDP from " + FIRST + " on");
  }

  private static boolean isFree(int port) {
    InetAddress loopback = InetAddress.getLoopbackAddress();
    try (ServerSocket tcp = new ServerSocket(port, 1, loopback);
        DatagramSocket udp = new DatagramSocket(new InetSocketAddress(loopback, port))) {
      return tcp.isBound() && udp.isBound();
    } catch (IOException taken) {
      return false;
    }
  }
}
