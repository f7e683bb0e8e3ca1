package io.piha.bench;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.piha.alert.AlertSettings;
import io.piha.alert.Alerts;
import io.piha.alert.Lineage;
import io.piha.alert.channel.Lanes;
import io.piha.alert.channel.WebhookAlert;
import io.piha.alert.channel.WebhookFormat;
import io.piha.alert.rules.Policy;
import io.piha.arbiter.Entry;
import io.piha.arbiter.Kind;
import io.piha.arbiter.Severity;
import io.piha.engine.NameLookup;
import io.piha.site.Alert;
import io.piha.site.SecretText;
import io.piha.site.Trust;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;

/**
 * How late decisions are, how much memory is held and how many messages a person gets, while 10,000
 * events a minute are worth telling; beside the same without them.
 */
final class AlertStorm implements Benchmark {
  private static final int A_MINUTE = 10_000;
  private static final int SAMPLES = 60;

  /** Slow enough that a busy machine does not make a host silent that beats. */
  private static final Duration RHYTHM = Duration.ofMillis(300);

  private static final long PAUSE_NANOS = 60_000_000_000L / A_MINUTE;
  private static final List<Kind> KINDS =
      List.of(Kind.SNAPSHOT_FAILED, Kind.SYNC_FAILED, Kind.CONTAINER_DOWN, Kind.POWER_FAILED);

  @Override
  public String name() {
    return "alert-storm";
  }

  @Override
  public void run(Sheet sheet) throws Exception {
    round(sheet, false);
    round(sheet, true);
  }

  private static void round(Sheet sheet, boolean storm) throws Exception {
    AtomicInteger messages = new AtomicInteger();
    HttpServer phone =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 16);
    phone.createContext("/", exchange -> take(exchange, messages));
    phone.start();
    try (NameLookup names = new NameLookup();
        PromotionTrial trial = new PromotionTrial(1, RHYTHM, SAMPLES)) {
      Plant plant = trial.plant();
      try (Alerts alerts =
          Alerts.start(
              plant.folder(),
              plant.log(),
              plant.clock,
              settings(phone.getAddress().getPort(), names, plant),
              plant.engine::note,
              "bench",
              Lineage.ALONE)) {
        plant.engine.onRecords(_ -> alerts.wake());
        AtomicInteger events = new AtomicInteger();
        Thread wind =
            Thread.ofPlatform().daemon().name("bench-storm").unstarted(() -> blow(plant, events));
        long heap = heapAfterCollection();
        long began = System.nanoTime();
        if (storm) {
          wind.start();
        }
        trial.oneByOne(1);
        wind.interrupt();
        double minutes = (System.nanoTime() - began) / 60e9;
        String what = storm ? "10,000 events a minute" : "only the failovers";
        trial.tell(sheet, what);
        sheet.figure(what + ": events beside the failovers", events.get() / minutes, "a minute");
        sheet.figure(what + ": messages to a person", messages.get() / minutes, "a minute");
        sheet.figure(what + ": heap before", heap / 1e6, "MB");
        sheet.figure(what + ": heap after", heapAfterCollection() / 1e6, "MB");
      }
    } finally {
      phone.stop(0);
    }
  }

  private static AlertSettings settings(int port, NameLookup names, Plant plant) {
    Alert hook =
        new WebhookAlert(
            Optional.empty(),
            SecretText.of("http://127.0.0.1:" + port + "/"),
            WebhookFormat.JSON,
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Trust.SYSTEM);
    return new AlertSettings(
        "bench", Policy.DEFAULT, Lanes.of(List.of(hook), names, plant.clock::wall));
  }

  private static void take(HttpExchange exchange, AtomicInteger messages) throws IOException {
    try (exchange) {
      exchange.getRequestBody().readAllBytes();
      messages.incrementAndGet();
      exchange.sendResponseHeaders(204, -1);
    }
  }

  private static void blow(Plant plant, AtomicInteger events) {
    long began = System.nanoTime();
    while (!Thread.currentThread().isInterrupted()) {
      int number = events.getAndIncrement();
      plant.engine.note(
          new Entry(
              KINDS.get(number % KINDS.size()),
              number % 10 == 0 ? Severity.CRITICAL : Severity.WARNING,
              "house-" + number % 2_000,
              "host",
              1L,
              Entry.CONTROL,
              "number " + number + " of a storm",
              Map.of()));
      LockSupport.parkNanos(began + (number + 1) * PAUSE_NANOS - System.nanoTime());
    }
  }

  private static long heapAfterCollection() {
    for (int i = 0; i < 3; i++) {
      System.gc();
    }
    return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
  }
}
