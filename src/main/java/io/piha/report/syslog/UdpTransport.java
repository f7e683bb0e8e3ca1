package io.piha.report.syslog;

import io.piha.engine.NameLookup;
import io.piha.site.HostPort;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetSocketAddress;
import java.net.PortUnreachableException;
import java.net.SocketTimeoutException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One datagram for each message (RFC 5426). Nobody confirms; that nobody listens is learned where
 * the other machine says so, for which it gets a moment.
 */
final class UdpTransport implements Transport {
  private static final int MOST = 2_000;
  private static final int MOMENT_MILLIS = 50;

  private final HostPort to;
  private final NameLookup names;
  private @Nullable DatagramSocket socket;

  UdpTransport(HostPort to, NameLookup names) {
    this.to = to;
    this.names = names;
  }

  @Override
  public int most() {
    return MOST;
  }

  @Override
  public void send(List<byte[]> messages) throws IOException {
    try {
      DatagramSocket open = open();
      for (byte[] each : messages) {
        open.send(new DatagramPacket(each, each.length));
      }
      objections(open);
    } catch (PortUnreachableException e) {
      close();
      throw new IOException(to + " takes no datagrams: nobody listens on that port", e);
    } catch (IOException e) {
      close();
      throw e;
    }
  }

  private DatagramSocket open() throws IOException {
    DatagramSocket open = socket;
    if (open == null) {
      open = new DatagramSocket();
      socket = open;
      open.setSoTimeout(MOMENT_MILLIS);
      open.connect(new InetSocketAddress(names.find(to.host(), PATIENCE).getFirst(), to.port()));
    }
    return open;
  }

  private static void objections(DatagramSocket open) throws IOException {
    try {
      open.receive(new DatagramPacket(new byte[16], 16));
    } catch (SocketTimeoutException silence) {
      // as it should be
    }
  }

  @Override
  public void close() {
    DatagramSocket open = socket;
    if (open != null) {
      open.close();
      socket = null;
    }
  }
}
