package io.piha.peers;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.piha.testing.Snmpd;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * A host as the control plane sees one: heartbeats by mosquitto_pub, an observer page and Core's
 * API, and a PoE port that it lives from.
 *
 * <p>It keeps its side of the contract unless told otherwise: it obeys orders, starts passive after
 * a power loss, and leads when the retained state says so.
 */
final class ScriptedHost implements AutoCloseable {
  private static final Duration TICK = Duration.ofMillis(50);
  private static final Duration BEAT = Duration.ofMillis(300);
  private static final Duration BOOT = Duration.ofMillis(300);

  /** The token that Core's API wants. */
  static final String TOKEN = "a-long-lived-token";

  private final String name;
  private final int poePort;
  private final Snmpd poeSwitch;
  private final int brokerPort;
  private final String prefix;
  private final int httpPort;
  private final ScheduledExecutorService life = Executors.newSingleThreadScheduledExecutor();
  private @Nullable HttpServer page;
  private @Nullable Process publisher;
  private @Nullable BufferedWriter lines;
  private long beatAt;
  private long bootedAt;
  private boolean powered = true;
  private long seq;
  private volatile String state = "observing";
  private volatile long epoch;
  private volatile boolean beating = true;
  private volatile boolean answering = true;
  private volatile boolean broken;
  private volatile boolean obedient = true;
  private volatile boolean tokenAccepted = true;

  ScriptedHost(String name, int poePort, Snmpd poeSwitch, int brokerPort, String prefix) {
    this.name = name;
    this.poePort = poePort;
    this.poeSwitch = poeSwitch;
    this.brokerPort = brokerPort;
    this.prefix = prefix;
    try {
      HttpServer first = serve(0);
      httpPort = first.getAddress().getPort();
      page = first;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    var _ = life.scheduleAtFixedRate(this::tick, 0, TICK.toMillis(), TimeUnit.MILLISECONDS);
  }

  String name() {
    return name;
  }

  int poePort() {
    return poePort;
  }

  int httpPort() {
    return httpPort;
  }

  String state() {
    return state;
  }

  long epoch() {
    return epoch;
  }

  /** Leads from now on, without having been asked. */
  void leads(long atEpoch) {
    epoch = atEpoch;
    state = "leader";
  }

  /** Says that it does not lead. */
  void observes() {
    state = "observing";
  }

  /** Hung: neither beats nor answers, and a power cycle does not help. */
  void dies() {
    broken = true;
  }

  /** A power cycle helps, or none is needed. */
  void heals() {
    broken = false;
  }

  /** Beats or does not, its pages unchanged. */
  void beats(boolean on) {
    beating = on;
  }

  /** Answers over HTTP or refuses the connection, its heartbeats unchanged. */
  void answers(boolean on) {
    answering = on;
  }

  /** Obeys orders or ignores them. */
  void obeys(boolean on) {
    obedient = on;
  }

  /** Takes the token, or says 401 to it. */
  void acceptsToken(boolean on) {
    tokenAccepted = on;
  }

  /** Forgets the connection to a broker that is gone. */
  void reconnect() {
    life.execute(this::hangUp);
  }

  void hear(Message message) {
    if (!message.topic().startsWith(prefix + "/")) {
      return;
    }
    if (broken || !obedient || !message.field("host").equals(name)) {
      if (message.isState("leader") && message.epoch() > epoch && obedient) {
        state = "observing";
      }
      return;
    }
    if (message.isOrder("promote") && !message.retained() && message.epoch() >= epoch) {
      leads(message.epoch());
    } else if (message.isOrder("demote") && !message.retained() && message.epoch() >= epoch) {
      epoch = message.epoch();
      state = "observing";
    } else if (message.isState("leader") && message.epoch() >= epoch) {
      leads(message.epoch());
    }
  }

  private void tick() {
    long now = System.nanoTime();
    boolean power = poeSwitch.on(poePort);
    if (power && !powered) {
      bootedAt = now + BOOT.toNanos();
      seq = 0;
      state = "observing";
    }
    powered = power;
    boolean alive = power && !broken && now - bootedAt >= 0;
    serveIf(alive && answering);
    if (alive && beating && now - beatAt >= 0) {
      beatAt = now + BEAT.toNanos();
      say(heartbeat(""));
    }
  }

  private String heartbeat(String more) {
    return "{\"host\":\"%s\",\"state\":\"%s\",\"epoch\":%d,\"seq\":%d%s}"
        .formatted(name, state, epoch, seq++, more);
  }

  /** Announces an absence and falls silent. */
  void announces(String planned) {
    beating = false;
    life.execute(() -> say(heartbeat(",\"planned\":\"" + planned + "\"")));
  }

  private void say(String line) {
    try {
      Process running = publisher;
      BufferedWriter out = lines;
      if (running == null || out == null || !running.isAlive()) {
        running =
            new ProcessBuilder(
                    Wire.program("mosquitto_pub"),
                    "-V",
                    "5",
                    "-h",
                    "127.0.0.1",
                    "-p",
                    Integer.toString(brokerPort),
                    "-t",
                    prefix + "/heartbeat",
                    "-q",
                    "1",
                    "-l")
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        out =
            new BufferedWriter(
                new OutputStreamWriter(running.getOutputStream(), StandardCharsets.UTF_8));
        publisher = running;
        lines = out;
      }
      out.write(line);
      out.newLine();
      out.flush();
    } catch (IOException e) {
      hangUp();
    }
  }

  private void hangUp() {
    Process running = publisher;
    if (running != null) {
      running.destroyForcibly();
    }
    publisher = null;
    lines = null;
  }

  private void serveIf(boolean wanted) {
    HttpServer open = page;
    if (wanted && open == null) {
      try {
        page = serve(httpPort);
      } catch (IOException e) {
        // the port is not free yet; the next tick tries again
      }
    } else if (!wanted && open != null) {
      page = null;
      open.stop(0);
    }
  }

  private HttpServer serve(int port) throws IOException {
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
    server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    server.createContext("/supervisor/ping", this::observer);
    server.createContext("/api/", this::core);
    server.start();
    return server;
  }

  private void observer(HttpExchange exchange) throws IOException {
    answer(
        exchange,
        200,
        "<html><body><table><tr><td>Supervisor:</td>"
            + "<td class=\"connected\">Connected</td></tr></table></body></html>");
  }

  private void core(HttpExchange exchange) throws IOException {
    boolean known =
        ("Bearer " + TOKEN).equals(exchange.getRequestHeaders().getFirst("Authorization"));
    if (known && tokenAccepted) {
      answer(exchange, 200, "{\"message\":\"API running.\"}");
    } else {
      answer(exchange, 401, "401: Unauthorized");
    }
  }

  private static void answer(HttpExchange exchange, int status, String body) throws IOException {
    try (exchange) {
      byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
      exchange.sendResponseHeaders(status, bytes.length);
      exchange.getResponseBody().write(bytes);
    }
  }

  @Override
  public void close() {
    life.shutdownNow();
    try {
      if (!life.awaitTermination(5, TimeUnit.SECONDS)) {
        throw new IllegalStateException(name + " does not end");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    hangUp();
    serveIf(false);
  }
}
