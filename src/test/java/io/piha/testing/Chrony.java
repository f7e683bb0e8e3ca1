package io.piha.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** A stock chronyd that serves this machine's own time on loopback and leaves its clock alone. */
public final class Chrony implements AutoCloseable {
  private final int port = Ports.free();
  private final Daemon daemon;

  /**
   * Starts it.
   *
   * @param inStep whether it believes in the time that it serves
   */
  public Chrony(Path folder, boolean inStep) {
    Path file = folder.resolve("chrony.conf");
    try {
      Files.writeString(
          file,
          """
          %sport %d
          bindaddress 127.0.0.1
          allow 127.0.0.1
          cmdport 0
          bindcmdaddress /
          pidfile %s/chronyd.pid
          """
              .formatted(inStep ? "local stratum 8\n" : "", port, folder));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    daemon =
        Daemon.start(
            List.of(
                Peers.require("chronyd").toString(),
                "-x",
                "-d",
                "-U",
                "-u",
                "root",
                "-f",
                file.toString()),
            Map.of(),
            folder.resolve("chronyd.log"),
            this::answers);
  }

  private boolean answers() {
    try (DatagramSocket socket = new DatagramSocket()) {
      socket.setSoTimeout(300);
      byte[] ask = new byte[48];
      ask[0] = 0x23;
      socket.send(new DatagramPacket(ask, 48, InetAddress.getLoopbackAddress(), port));
      socket.receive(new DatagramPacket(new byte[48], 48));
      return true;
    } catch (IOException notYet) {
      return false;
    }
  }

  public int port() {
    return port;
  }

  @Override
  public void close() {
    daemon.close();
  }
}
