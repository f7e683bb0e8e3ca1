package io.piha.demo;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;

/** Free loopback ports, for what cannot bind port 0 itself. */
final class DemoPorts {
  private DemoPorts() {}

  /** A TCP port of 127.0.0.1 that was free a moment ago. */
  static int free() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }
}
