package io.piha.alert.channel;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;

/** A server on loopback that keeps what is posted to it and answers as it is told. */
public final class HookSink implements AutoCloseable {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final HttpServer server;
  private final List<Hit> hits = new CopyOnWriteArrayList<>();
  private volatile Function<Hit, Reply> answers = _ -> new Reply(200, "ok", Map.of());

  /** What was posted. */
  public record Hit(String path, Map<String, String> headers, String body) {
    public JsonNode json() {
      return JSON.readTree(body);
    }
  }

  /** What is answered. */
  public record Reply(int code, String body, Map<String, String> headers) {}

  public HookSink(int port) throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 16);
    server.createContext("/", this::take);
    server.start();
  }

  public HookSink() throws IOException {
    this(0);
  }

  public void answer(int code, String body, Map<String, String> headers) {
    answers = _ -> new Reply(code, body, headers);
  }

  public void answer(Function<Hit, Reply> by) {
    answers = by;
  }

  public int port() {
    return server.getAddress().getPort();
  }

  public String url(String path) {
    return "http://127.0.0.1:" + port() + path;
  }

  public List<Hit> hits() {
    return List.copyOf(hits);
  }

  private void take(HttpExchange exchange) throws IOException {
    try (exchange) {
      Map<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
      exchange.getRequestHeaders().forEach((name, all) -> headers.put(name, all.getFirst()));
      Hit hit =
          new Hit(
              exchange.getRequestURI().toString(),
              headers,
              new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
      hits.add(hit);
      Reply reply = answers.apply(hit);
      reply.headers().forEach(exchange.getResponseHeaders()::set);
      byte[] body = reply.body().getBytes(StandardCharsets.UTF_8);
      exchange.sendResponseHeaders(reply.code(), body.length == 0 ? -1 : body.length);
      if (body.length > 0) {
        exchange.getResponseBody().write(body);
      }
    }
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
