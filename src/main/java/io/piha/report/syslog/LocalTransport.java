package io.piha.report.syslog;

import java.io.IOException;
import java.net.SocketException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import org.newsclub.net.unix.AFUNIXDatagramChannel;
import org.newsclub.net.unix.AFUNIXSocketAddress;

/**
 * Datagrams to a unix socket of this machine: the syslog daemon's {@code /dev/log} or that of the
 * systemd journal. The kernel hands them over in order and refuses when nobody has the socket open.
 */
final class LocalTransport implements Transport {
  private static final int MOST = 8_000;
  private static final long FULL_PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(5);
  private static final int FULL_PAUSES = 2_000;

  private final Path path;
  private @Nullable AFUNIXDatagramChannel channel;

  LocalTransport(Path path) {
    this.path = path;
  }

  @Override
  public int most() {
    return MOST;
  }

  @Override
  public void send(List<byte[]> messages) throws IOException {
    try {
      AFUNIXDatagramChannel open = open();
      for (byte[] each : messages) {
        write(open, each);
      }
    } catch (SocketException e) {
      close();
      throw new IOException(path + ": " + (Files.exists(path) ? e.getMessage() : "not there"), e);
    } catch (IOException e) {
      close();
      throw e;
    }
  }

  private AFUNIXDatagramChannel open() throws IOException {
    AFUNIXDatagramChannel open = channel;
    if (open == null) {
      open = AFUNIXDatagramChannel.open();
      channel = open;
      open.connect(AFUNIXSocketAddress.of(path));
      open.configureBlocking(false);
    }
    return open;
  }

  /** A full queue means a receiver that is busy or stands still; it gets ten seconds. */
  private void write(AFUNIXDatagramChannel open, byte[] message) throws IOException {
    ByteBuffer bytes = ByteBuffer.wrap(message);
    for (int i = 0; i < FULL_PAUSES && !Thread.currentThread().isInterrupted(); i++) {
      if (open.write(bytes) > 0) {
        return;
      }
      LockSupport.parkNanos(FULL_PAUSE_NANOS);
    }
    throw new IOException(path + " takes nothing: its receiver stands still");
  }

  @Override
  public void close() {
    AFUNIXDatagramChannel open = channel;
    if (open != null) {
      channel = null;
      try {
        open.close();
      } catch (IOException gone) {
        // as was wished
      }
    }
  }
}
