package io.piha.testing;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * A twin of InfluxDB 2's write call that answers as its documentation says, keeps the lines in the
 * order in which they came, and can be away. Debian's own InfluxDB is too old to have that call.
 */
public final class InfluxTwin implements AutoCloseable {
  public static final String ORG = "home";
  public static final String BUCKET = "piha";
  public static final String TOKEN = "t0ken";

  private final int port = Ports.free();
  private final List<String> lines = new CopyOnWriteArrayList<>();
  private volatile int answer = 204;
  private volatile String retryAfter = "";
  private volatile int calls;
  private volatile Predicate<String> malformed = _ -> false;
  private @Nullable HttpServer server;

  /** Not there until it is {@link #open opened}. */
  public InfluxTwin() {}

  /** Is there, on the same port as before. */
  public InfluxTwin open() {
    try {
      HttpServer fresh =
          HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 10);
      fresh.createContext("/api/v2/write", this::take);
      fresh.start();
      server = fresh;
      return this;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public String url() {
    return "http://127.0.0.1:" + port;
  }

  /** Answers that from now on; nothing is kept but with 204. */
  public void answer(int code, String retryAfterSeconds) {
    answer = code;
    retryAfter = retryAfterSeconds;
  }

  /** A batch with such a line is refused as a whole, as OSS does. */
  public void refuse(Predicate<String> those) {
    malformed = those;
  }

  public int calls() {
    return calls;
  }

  /** What was taken of that measurement, in order. */
  public List<String> lines(String measurement) {
    return lines.stream().filter(each -> each.startsWith(measurement + ",")).toList();
  }

  private synchronized void take(HttpExchange exchange) throws IOException {
    try (exchange) {
      calls++;
      String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
      String query = "org=" + ORG + "&bucket=" + BUCKET + "&precision=ns";
      int code;
      if (!("Token " + TOKEN).equals(exchange.getRequestHeaders().getFirst("Authorization"))) {
        code = 401;
      } else if (!query.equals(exchange.getRequestURI().getQuery())) {
        code = 404;
      } else if (body.isEmpty() || (answer == 204 && body.lines().anyMatch(malformed))) {
        code = 400;
      } else {
        code = answer;
      }
      if (code == 204) {
        body.lines().forEach(lines::add);
      }
      if (!retryAfter.isEmpty()) {
        exchange.getResponseHeaders().set("Retry-After", retryAfter);
      }
      exchange.sendResponseHeaders(code, -1);
    }
  }

  /** Is away until it is opened again: its port refuses connections. */
  public void leave() {
    HttpServer open = server;
    if (open != null) {
      open.stop(0);
      server = null;
    }
  }

  @Override
  public void close() {
    leave();
  }
}
