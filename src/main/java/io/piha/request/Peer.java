package io.piha.request;

import java.io.IOException;
import java.nio.channels.SocketChannel;
import jdk.net.ExtendedSocketOptions;

/** Who stands at the other end of a unix socket, as the operating system says. */
final class Peer {

  private Peer() {}

  /** The user's name, or number where it has none. */
  static String user(SocketChannel channel) throws IOException {
    return channel.getOption(ExtendedSocketOptions.SO_PEERCRED).user().getName();
  }
}
