package io.piha.demo;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/**
 * A simulated container engine on loopback: the part of Docker's API (version 1.41) that tells how
 * containers are, and the stream of their events.
 */
public final class DemoContainers implements AutoCloseable {
  /** The database that both hosts share. */
  public static final String DATABASE = "mariadb";

  private static final String VERSION = "1.41";
  private static final String PREFIX = "/v" + VERSION;
  private static final int MOST_WAITING = 1_000;
  private static final int KILLED = 137;

  /**
   * Who went away is not noticed until there is an event, so the oldest has to go for a new one.
   */
  private static final int MOST_LISTENERS = 4;

  private final InstantSource clock;
  private final HttpServer server;
  private final ExecutorService hands = Executors.newVirtualThreadPerTaskExecutor();
  private final Map<String, Container> containers = new LinkedHashMap<>();
  private final List<BlockingQueue<String>> listeners = new CopyOnWriteArrayList<>();
  private volatile boolean closed;

  private record Container(String status, String health, int exitCode, Instant startedAt) {}

  /** Starts it on a free port, with every container healthy. */
  public DemoContainers(InstantSource clock, String... names) throws IOException {
    this.clock = clock;
    for (String each : names) {
      containers.put(each, new Container("running", "healthy", 0, clock.instant()));
    }
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 16);
    server.setExecutor(hands);
    server.createContext("/", this::answer);
    server.start();
  }

  /** {@code tcp://127.0.0.1:PORT}, as a site file wants it. */
  public String url() {
    return "tcp://127.0.0.1:" + server.getAddress().getPort();
  }

  /** The container ends at once, as by {@code docker kill}. */
  public void kill(String name) {
    change(name, new Container("exited", "unhealthy", KILLED, known(name).startedAt()), "die");
  }

  /** The container runs and its health check fails. */
  public void sicken(String name) {
    change(
        name,
        new Container("running", "unhealthy", 0, known(name).startedAt()),
        "health_status: unhealthy");
  }

  /** The container runs anew and is healthy. */
  public void start(String name) {
    change(name, new Container("running", "healthy", 0, clock.instant()), "start");
  }

  /** Whether the container runs, well or not. */
  public boolean runs(String name) {
    return known(name).status().equals("running");
  }

  private synchronized Container known(String name) {
    Container found = containers.get(name);
    if (found == null) {
      throw new IllegalArgumentException("the demo has no container " + name);
    }
    return found;
  }

  private void change(String name, Container next, String action) {
    synchronized (this) {
      known(name);
      containers.put(name, next);
    }
    String event =
        Json.object()
            .put("Type", "container")
            .put("Action", action)
            .set("Actor", Json.object().set("Attributes", Json.object().put("name", name)))
            .toString();
    // One that does not read its events looks for itself every few seconds.
    listeners.forEach(each -> each.offer(event));
  }

  private void answer(HttpExchange exchange) throws IOException {
    try (exchange) {
      String path = exchange.getRequestURI().getPath();
      if (path.equals("/_ping")) {
        exchange.getResponseHeaders().set("Api-Version", VERSION);
        HttpAnswer.send(exchange, 200, "text/plain", "OK");
      } else if (path.equals(PREFIX + "/events")) {
        events(exchange);
      } else if (path.matches(PREFIX + "/containers/[^/]{1,128}/json")) {
        inspect(exchange, path.split("/", -1)[3]);
      } else {
        HttpAnswer.send(exchange, 404, "application/json", "{\"message\":\"page not found\"}");
      }
    }
  }

  private void inspect(HttpExchange exchange, String name) throws IOException {
    Container found;
    synchronized (this) {
      found = containers.get(name);
    }
    if (found == null) {
      String no = Json.object().put("message", "No such container: " + name).toString();
      HttpAnswer.send(exchange, 404, "application/json", no);
      return;
    }
    String told =
        Json.object()
            .put("Name", "/" + name)
            .put("RestartCount", 0)
            .set(
                "State",
                Json.object()
                    .put("Status", found.status())
                    .put("ExitCode", found.exitCode())
                    .put("OOMKilled", false)
                    .put("Error", "")
                    .put("StartedAt", found.startedAt().toString())
                    .set("Health", Json.object().put("Status", found.health())))
            .toString();
    HttpAnswer.send(exchange, 200, "application/json", told);
  }

  private void events(HttpExchange exchange) throws IOException {
    BlockingQueue<String> mine = new LinkedBlockingQueue<>(MOST_WAITING);
    synchronized (listeners) {
      listeners.add(mine);
      while (listeners.size() > MOST_LISTENERS) {
        listeners.removeFirst();
      }
    }
    try (OutputStream out = exchange.getResponseBody()) {
      exchange.getResponseHeaders().set("Content-Type", "application/json");
      exchange.sendResponseHeaders(200, 0);
      out.flush();
      while (!closed && listeners.contains(mine)) {
        String event = mine.poll(1, TimeUnit.SECONDS);
        if (event != null) {
          out.write((event + "\n").getBytes(StandardCharsets.UTF_8));
          out.flush();
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      listeners.remove(mine);
    }
  }

  @Override
  public void close() {
    closed = true;
    server.stop(0);
    hands.shutdownNow();
  }
}
