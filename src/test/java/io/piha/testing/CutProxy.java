package io.piha.testing;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.concurrent.atomic.AtomicLong;

/** A cable between two peers on loopback that breaks after so many bytes. */
public final class CutProxy implements AutoCloseable {
  private final ServerSocket door;
  private final int to;
  private final AtomicLong left = new AtomicLong(Long.MAX_VALUE);
  private final AtomicLong sent = new AtomicLong(Long.MAX_VALUE);

  /** Passes on to a port of 127.0.0.1. */
  public CutProxy(int to) {
    this.to = to;
    try {
      door = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    Thread.startVirtualThread(this::serve);
  }

  /** Where to connect instead. */
  public int port() {
    return door.getLocalPort();
  }

  /** After so many bytes from the far side every connection breaks. */
  public void cutAfter(long bytes) {
    left.set(bytes);
  }

  /** After so many bytes from the near side every connection breaks. */
  public void cutAfterSending(long bytes) {
    sent.set(bytes);
  }

  /** Whole again. */
  public void mend() {
    left.set(Long.MAX_VALUE);
    sent.set(Long.MAX_VALUE);
  }

  private void serve() {
    try {
      while (true) {
        Socket near = door.accept();
        Socket far = new Socket(InetAddress.getLoopbackAddress(), to);
        Thread.startVirtualThread(() -> pass(near, far, sent));
        Thread.startVirtualThread(() -> pass(far, near, left));
      }
    } catch (IOException closed) {
      // The test is over.
    }
  }

  private void pass(Socket from, Socket into, AtomicLong most) {
    byte[] buffer = new byte[1024];
    try (from;
        into) {
      InputStream in = from.getInputStream();
      OutputStream out = into.getOutputStream();
      for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
        if (most.addAndGet(-n) < 0) {
          return;
        }
        out.write(buffer, 0, n);
        out.flush();
      }
    } catch (IOException broken) {
      // As a cable does.
    }
  }

  @Override
  public void close() {
    try {
      door.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
