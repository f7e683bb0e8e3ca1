package io.piha.poe.rest;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * A device that is told over HTTP, played on loopback from what its makers and users have published
 * about it. It knows eight PoE ports, 1 to 8, and makes the faults it is told to make.
 */
public abstract class HttpTwin implements AutoCloseable {
  protected static final JsonMapper JSON = JsonMapper.builder().build();

  private final HttpServer server;
  private final boolean[] on = {true, true, true, true, true, true, true, true};
  private final List<String> requests = new ArrayList<>();
  private int commands;
  private boolean ignores;
  private boolean refuses;
  private boolean slow;
  private CountDownLatch gate = new CountDownLatch(0);

  protected HttpTwin() {
    try {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Begins to answer; its address is known before. */
  public void start() {
    server.createContext("/", this::serve);
    server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    server.start();
  }

  /** What the device is asked. */
  public record Call(
      String method, String path, Map<String, String> query, HttpExchange raw, String body) {
    public String header(String name) {
      String value = raw.getRequestHeaders().getFirst(name);
      return value == null ? "" : value;
    }

    public JsonNode json() {
      return JSON.readTree(body.isEmpty() ? "{}" : body);
    }

    public boolean is(String wantedMethod, String wantedPath) {
      return method.equals(wantedMethod) && path.equals(wantedPath);
    }
  }

  /** What it answers; header values by name. */
  public record Reply(int code, Map<String, String> headers, String body) {
    public static Reply json(int code, Object document) {
      return new Reply(
          code, Map.of("Content-Type", "application/json"), JSON.writeValueAsString(document));
    }

    public static Reply page(int code, String html) {
      return new Reply(code, Map.of("Content-Type", "text/html"), html);
    }

    public Reply with(String header, String value) {
      Map<String, String> more = new java.util.LinkedHashMap<>(headers);
      more.put(header, value);
      return new Reply(code, more, body);
    }
  }

  /** The device itself; called by one at a time. */
  protected abstract Reply answer(Call call);

  private void serve(HttpExchange exchange) throws IOException {
    try (exchange) {
      CountDownLatch now;
      synchronized (this) {
        now = gate;
      }
      now.await();
      String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
      String query = exchange.getRequestURI().getQuery();
      Map<String, String> parts =
          query == null
              ? Map.of()
              : Arrays.stream(query.split("&"))
                  .collect(
                      Collectors.toMap(
                          each -> each.split("=", 2)[0],
                          each -> each.replaceFirst("^[^=]*=?", "")));
      Call call =
          new Call(
              exchange.getRequestMethod(),
              exchange.getRequestURI().getPath(),
              parts,
              exchange,
              body);
      Reply reply;
      synchronized (this) {
        requests.add(call.method() + " " + call.path());
        reply =
            slow ? new Reply(429, Map.of("Retry-After", "90"), "Too Many Requests") : answer(call);
      }
      byte[] bytes = reply.body().getBytes(StandardCharsets.UTF_8);
      reply.headers().forEach((name, value) -> exchange.getResponseHeaders().set(name, value));
      exchange.sendResponseHeaders(reply.code(), bytes.length == 0 ? -1 : bytes.length);
      exchange.getResponseBody().write(bytes);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  public String url() {
    return "http://127.0.0.1:" + server.getAddress().getPort();
  }

  /** Every request so far, as {@code METHOD /path}. */
  public synchronized List<String> requests() {
    return List.copyOf(requests);
  }

  public synchronized long asked(String request) {
    return requests.stream().filter(request::equals).count();
  }

  // --- its ports ---

  public synchronized boolean on(int port) {
    return on[port - 1];
  }

  public synchronized int commands() {
    return commands;
  }

  /** What a command does, as the faults allow; false when it is to be refused. */
  protected boolean command(int port, boolean value) {
    commands++;
    if (refuses) {
      return false;
    }
    if (!ignores) {
      on[port - 1] = value;
    }
    return true;
  }

  protected double watts(int port) {
    return on[port - 1] ? 4.5 : 0;
  }

  // --- its faults ---

  public synchronized void ignoreCommands() {
    ignores = true;
  }

  public synchronized void refuseCommands() {
    refuses = true;
  }

  /** Too much was asked: nothing is done for a while. */
  public synchronized void slowDown() {
    slow = true;
  }

  public synchronized void silent() {
    gate = new CountDownLatch(1);
  }

  public synchronized void back() {
    gate.countDown();
  }

  @Override
  public void close() {
    back();
    server.stop(0);
  }
}
