package io.piha.demo;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * Where the estate's alerts go: an HTTP server on loopback that keeps what is posted to it, the
 * newest {@value #MOST} of it.
 */
public final class DemoSink implements AutoCloseable {
  private static final int MOST = 1_000;
  private static final int LONGEST = 256 * 1024;

  private final HttpServer server;
  private final ExecutorService hands = Executors.newVirtualThreadPerTaskExecutor();
  private final Deque<String> posted = new ArrayDeque<>();
  private volatile int status = 200;

  /** Starts it on a free port. */
  public DemoSink() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 16);
    server.setExecutor(hands);
    server.createContext("/", this::take);
    server.start();
  }

  public int port() {
    return server.getAddress().getPort();
  }

  /** Where to post. */
  public String url() {
    return "http://127.0.0.1:" + port() + "/alerts";
  }

  /** What was posted and taken, oldest first. */
  public List<String> posted() {
    synchronized (posted) {
      return List.copyOf(posted);
    }
  }

  /** From now on it answers with this status, and keeps a post only when that is 200. */
  public void answerWith(int wanted) {
    status = wanted;
  }

  private void take(HttpExchange exchange) throws IOException {
    try (exchange) {
      byte[] body = exchange.getRequestBody().readNBytes(LONGEST + 1);
      int answer = body.length > LONGEST ? 413 : status;
      if (answer == 200 && exchange.getRequestMethod().equals("POST")) {
        synchronized (posted) {
          if (posted.size() == MOST) {
            posted.removeFirst();
          }
          posted.addLast(new String(body, StandardCharsets.UTF_8));
        }
      }
      HttpAnswer.send(exchange, answer, "application/json", "{}");
    }
  }

  @Override
  public void close() {
    server.stop(0);
    hands.shutdownNow();
  }
}
