package io.piha.bench;

import com.sun.net.httpserver.HttpServer;
import io.piha.arbiter.Signal;
import io.piha.cli.WholePlane;
import io.piha.testing.Mosquitto;
import io.piha.testing.Peers;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;

/**
 * All of {@code piha engine} over a real Mosquitto: journal, history, chronicle, alerts, status and
 * audit log, as a configuration of so many services starts it. Their probes are answered by this
 * process, once at the start and then once an hour, for nobody beside it probes at all.
 */
final class WholeProcess {
  private static final int LONGEST_START_SECONDS = 120;

  private WholeProcess() {}

  /** Runs until its input ends; its argument says how many services. */
  public static void main(String[] args) throws Exception {
    int services = Integer.parseInt(args[0]);
    Path folder = Folders.temporary();
    HttpServer hosts = hosts();
    AtomicLong heard = new AtomicLong();
    try (Mosquitto broker =
        Peers.mosquitto(folder, "persistence false", "max_queued_messages 100000")) {
      Services.retainLeaders(broker, services);
      Path file = folder.resolve("piha.yaml");
      Files.writeString(
          file,
          Services.configuration(services, folder, broker.port(), hosts.getAddress().getPort()));
      try (WholePlane plane = new WholePlane(file)) {
        plane
            .engine()
            .onDecision(
                (_, signal, _, _) -> heard.addAndGet(signal instanceof Signal.Heartbeat ? 1 : 0));
        awaitBroker(plane);
        System.out.println(broker.port());
        PlantProcess.serve(broker.port(), heard);
      }
    } finally {
      hosts.stop(0);
      Folders.delete(folder);
    }
  }

  private static void awaitBroker(WholePlane plane) throws IOException {
    long limit = System.nanoTime() + TimeUnit.SECONDS.toNanos(LONGEST_START_SECONDS);
    while (!plane.engine().snapshot().broker().connected()) {
      if (System.nanoTime() > limit) {
        throw new IOException("no connection to the broker");
      }
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(20));
    }
  }

  private static HttpServer hosts() throws IOException {
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    byte[] well = "well".getBytes(StandardCharsets.UTF_8);
    server.createContext(
        "/",
        exchange -> {
          exchange.sendResponseHeaders(200, well.length);
          exchange.getResponseBody().write(well);
          exchange.close();
        });
    server.start();
    return server;
  }
}
