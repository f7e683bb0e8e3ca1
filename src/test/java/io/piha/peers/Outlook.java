package io.piha.peers;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;

/**
 * A witness that can fall silent: it stops taking connections and its queue is full, so that the
 * kernel answers nobody.
 */
final class Outlook implements AutoCloseable {
  private final ServerSocket server;
  private final List<Socket> jam = new ArrayList<>();
  private volatile boolean open = true;

  Outlook() throws IOException {
    server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
    server.setSoTimeout(50);
    Thread.ofPlatform().daemon().start(this::take);
  }

  int port() {
    return server.getLocalPort();
  }

  private synchronized void takeOne() throws IOException {
    if (open) {
      server.accept().close();
    }
  }

  private void take() {
    while (!server.isClosed()) {
      try {
        takeOne();
        Thread.onSpinWait();
        if (!open) {
          java.util.concurrent.locks.LockSupport.parkNanos(20_000_000);
        }
      } catch (IOException e) {
        // nobody came, or the end
      }
    }
  }

  synchronized void fallSilent() {
    open = false;
    for (int i = 0; i < 6; i++) {
      Socket socket = new Socket();
      jam.add(socket);
      try {
        socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port()), 150);
      } catch (IOException full) {
        return;
      }
    }
    throw new IllegalStateException("the kernel goes on accepting");
  }

  synchronized void speak() throws IOException {
    for (Socket each : jam) {
      each.close();
    }
    jam.clear();
    open = true;
  }

  @Override
  public synchronized void close() throws IOException {
    speak();
    server.close();
  }
}
