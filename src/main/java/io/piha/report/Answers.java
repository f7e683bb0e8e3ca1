package io.piha.report;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import io.piha.engine.Snapshot;
import io.piha.engine.StatusDocument;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.Semaphore;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Answers each request by itself; never more than {@link #AT_ONCE} at a time. */
final class Answers implements HttpHandler, AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(Answers.class);
  private static final int AT_ONCE = 32;
  private static final String LIVE = "/live";
  private static final String HTML = "text/html; charset=utf-8";
  private static final String PLAIN = "text/plain; charset=utf-8";

  private final Dashboard.Sources sources;
  private final Door door;
  private final Page page = new Page();
  private final Semaphore places = new Semaphore(AT_ONCE);
  private final Live live;

  Answers(Dashboard.Sources sources, Door door) {
    this.sources = sources;
    this.door = door;
    this.live = new Live(sources.picture(), shot -> page.drawMain(shot, sources.day(shot)));
  }

  private record Reply(int code, String type, String body) {}

  @Override
  public void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      if (!places.tryAcquire()) {
        exchange.getResponseHeaders().set("Retry-After", "1");
        send(exchange, new Reply(503, PLAIN, "too many readers at once; try again\n"));
        return;
      }
      try {
        if (!streams(exchange)) {
          send(exchange, reply(exchange));
          return;
        }
      } finally {
        places.release();
      }
      stream(exchange);
    }
  }

  /** A stream is long and has places of its own. */
  private boolean streams(HttpExchange exchange) {
    return "GET".equals(exchange.getRequestMethod())
        && LIVE.equals(exchange.getRequestURI().getPath())
        && door.admits(exchange)
        && door.calledByAddress(exchange);
  }

  private void stream(HttpExchange exchange) throws IOException {
    guard(exchange.getResponseHeaders());
    if (!live.serve(exchange)) {
      send(exchange, new Reply(503, PLAIN, "too many live readers at once; reload instead\n"));
    }
  }

  @Override
  public void close() {
    live.close();
  }

  private Reply reply(HttpExchange exchange) {
    Headers headers = exchange.getResponseHeaders();
    String method = exchange.getRequestMethod();
    if (!"GET".equals(method) && !"HEAD".equals(method)) {
      headers.set("Allow", "GET, HEAD");
      return new Reply(405, PLAIN, "read-only: GET and HEAD; to act use the piha command\n");
    }
    if (!door.admits(exchange)) {
      headers.set("WWW-Authenticate", "Bearer realm=\"piha\"");
      return new Reply(
          401, PLAIN, "needs dashboard.token: Authorization: Bearer TOKEN, or ?token=TOKEN\n");
    }
    if (!door.calledByAddress(exchange)) {
      return new Reply(
          421, PLAIN, "without dashboard.token it answers to its address or localhost only\n");
    }
    try {
      return found(exchange.getRequestURI().getPath());
    } catch (RuntimeException e) {
      LOG.warn("drawing {} failed", exchange.getRequestURI().getPath(), e);
      return new Reply(500, PLAIN, "drawing this page failed; the log says why\n");
    }
  }

  private Reply found(String path) {
    return switch (path) {
      case "/" -> new Reply(200, HTML, page(sources.picture().get()));
      case "/status.json" ->
          new Reply(200, "application/json", StatusDocument.text(sources.picture().get()));
      case "/metrics" ->
          new Reply(
              200,
              Metrics.CONTENT_TYPE,
              Metrics.text(
                  sources.picture().get(), sources.loopTurned().getAsLong(), sources.tally()));
      case "/healthz" ->
          sources.loopTurns().getAsBoolean()
              ? new Reply(200, PLAIN, "the loop turns\n")
              : new Reply(503, PLAIN, "the loop stands still\n");
      default -> new Reply(404, HTML, page.notFound());
    };
  }

  private String page(Snapshot shot) {
    return page.draw(shot, sources.day(shot));
  }

  private void guard(Headers headers) {
    headers.set("Cache-Control", "no-store");
    headers.set("Content-Security-Policy", page.policy());
    headers.set("X-Content-Type-Options", "nosniff");
    headers.set("X-Frame-Options", "DENY");
    headers.set("Referrer-Policy", "no-referrer");
  }

  private void send(HttpExchange exchange, Reply reply) throws IOException {
    byte[] body = reply.body().getBytes(StandardCharsets.UTF_8);
    Headers headers = exchange.getResponseHeaders();
    headers.set("Content-Type", reply.type());
    guard(headers);
    if ("HEAD".equals(exchange.getRequestMethod())) {
      headers.set("Content-Length", Integer.toString(body.length));
      exchange.sendResponseHeaders(reply.code(), -1);
    } else {
      exchange.sendResponseHeaders(reply.code(), body.length);
      exchange.getResponseBody().write(body);
    }
  }
}
