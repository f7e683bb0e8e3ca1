package io.piha.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.SocketException;

/** Free loopback ports. */
public final class Ports {
  private static final int TRIES = 50;

  private Ports() {}

  /**
   * A port of 127.0.0.1 that a moment ago was free for TCP and for UDP alike. Whoever can bind port
   * 0 itself should do that instead; this is for programs that must be told.
   */
  public static int free() {
    InetAddress loopback = InetAddress.getLoopbackAddress();
    for (int i = 0; i < TRIES; i++) {
      try (ServerSocket tcp = new ServerSocket(0, 1, loopback)) {
        int port = tcp.getLocalPort();
        try (DatagramSocket udp = new DatagramSocket(new InetSocketAddress(loopback, port))) {
          return udp.getLocalPort();
        } catch (SocketException taken) {
          // Somebody's UDP port: the next try gets another number.
        }
      } catch (IOException e) {
        throw new UncheckedIOException("no free loopback port", e);
      }
    }
    throw new IllegalStateException("no port free for both TCP and UDP in " + TRIES + " tries");
  }
}
