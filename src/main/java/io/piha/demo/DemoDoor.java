package io.piha.demo;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * The one way in to a server of the estate, which can be shut and opened again.
 *
 * <p>Shutting it drops every connection and refuses new ones, as a dead server does, while the
 * server behind it keeps what it knows, as a server with a disk does.
 */
final class DemoDoor implements AutoCloseable {
  private static final int MOST_CONNECTIONS = 200;
  private static final int QUEUE = 50;
  private static final int TRIES = 100;
  private static final Duration PAUSE = Duration.ofMillis(20);

  private final int inner;
  private final int outer;
  private final Set<Closeable> open = ConcurrentHashMap.newKeySet();
  private final List<Closeable> silence = new ArrayList<>();
  private @Nullable ServerSocket entrance;

  /** Opens a door on a free loopback port, in front of the given loopback port. */
  DemoDoor(int inner) throws IOException {
    this.inner = inner;
    outer = DemoPorts.free();
    entrance = listen(outer);
  }

  /** The port that the world sees; it never changes. */
  int port() {
    return outer;
  }

  synchronized boolean isOpen() {
    return entrance != null;
  }

  /** Shuts the door; does nothing when it is shut. */
  synchronized void shut() {
    ServerSocket was = entrance;
    entrance = null;
    if (was != null) {
      quietly(was);
    }
    open.forEach(DemoDoor::quietly);
    open.clear();
  }

  /**
   * Nobody answers any more, as behind a cut cable: a connection is neither taken nor refused. A
   * shut door refuses, which proves that the network carries.
   */
  synchronized void mute() {
    shut();
    try {
      silence.add(bound(outer, 1));
      // A full queue of its own lets every further connection wait.
      for (int i = 0; i < 3; i++) {
        Socket filler = new Socket();
        silence.add(filler);
        fill(filler);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("port " + outer + " was taken while the door was shut", e);
    }
  }

  private void fill(Socket filler) {
    try {
      filler.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), outer), 50);
    } catch (IOException full) {
      quietly(filler);
    }
  }

  /** Opens the door again on the same port; does nothing when it is open. */
  synchronized void reopen() {
    silence.forEach(DemoDoor::quietly);
    silence.clear();
    if (entrance == null) {
      try {
        entrance = listen(outer);
      } catch (IOException e) {
        throw new UncheckedIOException("port " + outer + " was taken while the door was shut", e);
      }
    }
  }

  @Override
  public synchronized void close() {
    silence.forEach(DemoDoor::quietly);
    silence.clear();
    shut();
  }

  private ServerSocket listen(int port) throws IOException {
    ServerSocket socket = bound(port, QUEUE);
    Thread.ofVirtual().name("demo-door").start(() -> welcome(socket));
    return socket;
  }

  /** A socket that was just closed keeps its port until the thread that waits at it has left. */
  private static ServerSocket bound(int port, int queue) throws IOException {
    for (int left = TRIES; ; left--) {
      ServerSocket socket = new ServerSocket();
      try {
        socket.setReuseAddress(true);
        socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), queue);
        return socket;
      } catch (BindException taken) {
        quietly(socket);
        if (left == 0) {
          throw taken;
        }
        LockSupport.parkNanos(PAUSE.toNanos());
      }
    }
  }

  private void welcome(ServerSocket socket) {
    while (!socket.isClosed()) {
      try {
        Socket guest = socket.accept();
        if (open.size() >= 2 * MOST_CONNECTIONS) {
          quietly(guest);
        } else {
          join(socket, guest);
        }
      } catch (IOException shut) {
        // Shut, or a guest who left at once: the loop's condition tells them apart.
      }
    }
  }

  private void join(ServerSocket entered, Socket guest) throws IOException {
    Socket server = new Socket();
    open.add(guest);
    open.add(server);
    try {
      server.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), inner), 2_000);
      guest.setTcpNoDelay(true);
      server.setTcpNoDelay(true);
    } catch (IOException e) {
      leave(guest, server);
      throw e;
    }
    if (entered.isClosed()) {
      leave(guest, server);
      return;
    }
    Thread.ofVirtual().name("demo-door-in").start(() -> carry(guest, server));
    Thread.ofVirtual().name("demo-door-out").start(() -> carry(server, guest));
  }

  private void carry(Socket from, Socket to) {
    byte[] buffer = new byte[8192];
    try {
      InputStream in = from.getInputStream();
      OutputStream out = to.getOutputStream();
      for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
        out.write(buffer, 0, n);
        out.flush();
      }
    } catch (IOException ended) {
      // Either side ended; the other one hears of it below.
    } finally {
      leave(from, to);
    }
  }

  private void leave(Socket one, Socket other) {
    quietly(one);
    quietly(other);
    open.remove(one);
    open.remove(other);
  }

  private static void quietly(Closeable socket) {
    try {
      socket.close();
    } catch (IOException alreadyGone) {
      // Nothing is left to be closed.
    }
  }
}
