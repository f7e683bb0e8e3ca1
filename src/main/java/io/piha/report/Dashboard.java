package io.piha.report;

import com.sun.net.httpserver.HttpServer;
import io.piha.engine.Snapshot;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/**
 * The read-only HTTP server: {@code /} with its live events, {@code /status.json}, {@code /metrics}
 * and {@code /healthz}.
 *
 * <p>It takes nothing in: other methods than GET and HEAD are answered with 405. Where a token is
 * set, each request must bring it, as {@code Authorization: Bearer …} or {@code ?token=…}. Without
 * a token it listens on loopback only.
 */
public final class Dashboard implements AutoCloseable {

  private static final int BACKLOG = 50;

  private final HttpServer server;
  private final ExecutorService threads;
  private final Answers answers;

  private Dashboard(HttpServer server, ExecutorService threads, Answers answers) {
    this.server = server;
    this.threads = threads;
    this.answers = answers;
  }

  /**
   * Where it looks.
   *
   * @param picture the newest picture; called for each request
   * @param loopTurns whether the engine's loop turns
   * @param loopTurned wall time of the loop's last turn, Unix milliseconds
   * @param days reads the timeline; without it there is none
   * @param tally counts audit records
   */
  public record Sources(
      Supplier<Snapshot> picture,
      BooleanSupplier loopTurns,
      LongSupplier loopTurned,
      Optional<DayReader> days,
      Tally tally) {

    Day day(Snapshot shot) {
      return days.map(each -> each.before(shot)).orElseGet(() -> Day.nothing(shot.at()));
    }
  }

  /**
   * Opens the server.
   *
   * @param listen the address; port 0 takes a free one
   * @param token asked of everyone, where present
   * @throws IOException when the address cannot be had, or lies beyond loopback without a token
   */
  public static Dashboard open(InetSocketAddress listen, Optional<String> token, Sources sources)
      throws IOException {
    if (listen.isUnresolved()) {
      throw new IOException("dashboard.listen: the host name of " + listen + " does not resolve");
    }
    if (token.isEmpty() && !listen.getAddress().isLoopbackAddress()) {
      throw new IOException(
          "dashboard.listen: "
              + listen
              + " can be reached from other machines; set dashboard.token, or listen on 127.0.0.1");
    }
    ServerLimits.apply();
    HttpServer server;
    try {
      server = HttpServer.create(listen, BACKLOG);
    } catch (IOException e) {
      throw new IOException("dashboard.listen: cannot listen on " + listen + ": " + e, e);
    }
    ExecutorService threads =
        Executors.newThreadPerTaskExecutor(Thread.ofVirtual().name("dashboard-", 0).factory());
    server.setExecutor(threads);
    Answers answers = new Answers(sources, new Door(token));
    server.createContext("/", answers);
    server.start();
    return new Dashboard(server, threads, answers);
  }

  /** The address it listens on. */
  public InetSocketAddress address() {
    return server.getAddress();
  }

  @Override
  public void close() {
    answers.close();
    server.stop(0);
    threads.shutdownNow();
  }
}
