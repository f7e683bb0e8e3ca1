package io.piha.demo;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/** A host's HTTP servers, for as long as the host lives. */
final class HostPages implements AutoCloseable {
  private static final int BIND_TRIES = 100;

  /** The fixed loopback ports of a host; the observer's is unused without a Supervisor. */
  record Ports(int observer, int core) {}

  private final List<HttpServer> servers = new ArrayList<>();
  private final ExecutorService hands = Executors.newVirtualThreadPerTaskExecutor();
  private final BooleanSupplier answerable;
  private volatile boolean supervisorConnected = true;

  HostPages(HostPlan plan, Ports ports, BooleanSupplier answerable)
      throws IOException, InterruptedException {
    this.answerable = answerable;
    if (plan.supervised()) {
      serve(ports.observer(), new ObserverPage(() -> supervisorConnected));
    }
    serve(ports.core(), new CorePage(plan.token(), plan.supervised() ? "Home" : "Standby"));
  }

  void supervisorConnected(boolean connected) {
    supervisorConnected = connected;
  }

  /** While the host was off, somebody's outgoing connection may have borrowed the port. */
  private void serve(int port, HttpHandler page) throws IOException, InterruptedException {
    InetSocketAddress address = new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
    for (int tries = 1; ; tries++) {
      try {
        HttpServer server = HttpServer.create(address, 16);
        server.setExecutor(hands);
        server.createContext("/", exchange -> answer(page, exchange));
        server.start();
        servers.add(server);
        return;
      } catch (BindException taken) {
        if (tries >= BIND_TRIES) {
          close();
          throw taken;
        }
        TimeUnit.MILLISECONDS.sleep(50);
      }
    }
  }

  private void answer(HttpHandler page, HttpExchange exchange) throws IOException {
    try (exchange) {
      if (answerable.getAsBoolean()) {
        page.handle(exchange);
      }
    }
  }

  @Override
  public void close() {
    servers.forEach(server -> server.stop(0));
    hands.shutdownNow();
  }
}
