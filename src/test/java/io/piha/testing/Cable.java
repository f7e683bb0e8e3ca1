package io.piha.testing;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/**
 * A cable to a port of this machine. It can be made to break after so many bytes, and then every
 * connection ends. And it can be pulled: what is said then is lost, nobody is told, and connections
 * hang; plugged in again, the old ones are gone and new ones work.
 */
public final class Cable implements AutoCloseable {
  private final ServerSocket door;
  private final int to;
  private final Set<Socket> open = ConcurrentHashMap.newKeySet();
  private final AtomicLong received = new AtomicLong(Long.MAX_VALUE);
  private final AtomicLong sent = new AtomicLong(Long.MAX_VALUE);
  private volatile boolean pulled;

  /** Leads to that port of 127.0.0.1. */
  public Cable(int to) {
    this.to = to;
    try {
      door = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    Thread.ofVirtual().start(this::serve);
  }

  /** Where to connect instead. */
  public int port() {
    return door.getLocalPort();
  }

  /** After so many bytes from the far side every connection breaks. */
  public void cutAfter(long bytes) {
    received.set(bytes);
  }

  /** After so many bytes from the near side every connection breaks. */
  public void cutAfterSending(long bytes) {
    sent.set(bytes);
  }

  /** Breaks no more. */
  public void mend() {
    received.set(Long.MAX_VALUE);
    sent.set(Long.MAX_VALUE);
  }

  /** Nothing comes through any more. */
  public void pull() {
    pulled = true;
  }

  /** New connections come through again. */
  public void plugIn() {
    open.forEach(Cable::drop);
    open.clear();
    pulled = false;
  }

  private void serve() {
    while (!door.isClosed()) {
      try {
        Socket near = door.accept();
        near.setTcpNoDelay(true); // a cable keeps nothing back
        open.add(near);
        if (!pulled) {
          Socket far = new Socket(InetAddress.getLoopbackAddress(), to);
          far.setTcpNoDelay(true);
          open.add(far);
          Thread.ofVirtual().start(() -> pass(near, far, sent));
          Thread.ofVirtual().start(() -> pass(far, near, received));
        }
      } catch (IOException e) {
        // The test is over, or the far side is.
      }
    }
  }

  private void pass(Socket from, Socket into, AtomicLong most) {
    byte[] buffer = new byte[1024];
    try {
      InputStream in = from.getInputStream();
      OutputStream out = into.getOutputStream();
      for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
        if (pulled) {
          return; // both stay open and say nothing
        }
        if (most.addAndGet(-n) < 0) {
          break;
        }
        out.write(buffer, 0, n);
        out.flush();
      }
    } catch (IOException broken) {
      // As a peer does that is killed.
    }
    if (!pulled) {
      drop(from);
      drop(into);
      open.remove(from);
      open.remove(into);
    }
  }

  private static void drop(Socket socket) {
    try {
      socket.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    try {
      door.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    open.forEach(Cable::drop);
  }
}
