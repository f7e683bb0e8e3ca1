package io.piha.bench;

import io.piha.arbiter.Command;
import io.piha.arbiter.Decision;
import io.piha.arbiter.Effect;
import io.piha.arbiter.Order;
import io.piha.arbiter.Phase;
import io.piha.arbiter.Request;
import io.piha.arbiter.ServiceState;
import io.piha.arbiter.Signal;
import io.piha.arbiter.SitePolicy;
import io.piha.engine.Snapshot;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** One plant, its hosts, and what was seen of each promotion. */
final class PromotionTrial implements AutoCloseable {
  private static final int WARM_UPS = 40;

  /** More than are ever taken: one by one, and of all services at once. */
  private static final int MOST = 20_000;

  private static final Pattern PROMOTE =
      Pattern.compile("\"cmd\":\"promote\",\"host\":\"(\\w+)\",\"epoch\":(\\d+)");

  private final Duration recoveryWait = Duration.ofMillis(50);
  private final Map<String, Instant> due = new ConcurrentHashMap<>();
  private final Map<String, Instant> claimed = new ConcurrentHashMap<>();
  private final Map<String, Instant> ordered = new ConcurrentHashMap<>();
  private final Times whole = new Times(MOST);
  private final Times deciding = new Times(MOST);
  private final Times confirming = new Times(MOST);
  private final Times delivering = new Times(MOST);
  private final Semaphore arrived = new Semaphore(0);
  private final int services;
  private final int samples;
  private final int warmUps;
  private final Duration every;
  private final Plant plant;
  private final Estate estate;
  private final WireClient ear;
  private final Thread prober;
  private volatile @Nullable Estate living;
  private volatile @Nullable Instant lastArrival;
  private int seen;

  /** A trial of a process that has only just begun. */
  PromotionTrial(int services, Duration every, int samples) throws Exception {
    this(services, every, WARM_UPS, samples);
  }

  /**
   * A trial that is ready to begin.
   *
   * @param warmUps promotions before those that are measured
   */
  PromotionTrial(int services, Duration every, int warmUps, int samples) throws Exception {
    this.warmUps = warmUps;
    this.samples = samples;
    this.services = services;
    this.every = every;
    SitePolicy policy = Services.policy(services, Services.timing(every, recoveryWait));
    plant =
        new Plant(
            policy,
            services,
            this::well,
            this::said,
            broker -> Services.retainLeaders(broker, services));
    estate = new Estate(plant.broker.port(), services, every.toNanos());
    living = estate;
    ear = new WireClient(plant.broker.port(), "bench-ear");
    ear.subscribe("piha/leader/+/cmd", this::heard);
    plant.engine.onDecision((_, _, _, decision) -> decided(decision));
    prober = Thread.ofVirtual().start(this::probe);
    estate.start();
    plant.until(this::calm, "not every service became calm");
  }

  Plant plant() {
    return plant;
  }

  private boolean well(String service, String host) {
    Estate now = living;
    return now == null || now.well(number(service), host);
  }

  private boolean calm() {
    return plant.engine.snapshot().services().stream().allMatch(this::calm);
  }

  /**
   * The engine's picture, which may be older than the last order, knows who leads by it; and every
   * host was found well.
   */
  private boolean calm(Snapshot.ServiceView service) {
    return estate.isLed(number(service.name()), service.leader(), service.epoch())
        && (service.phase().equals("normal") || service.phase().equals("failed_over"))
        && service.hosts().stream()
            .flatMap(each -> each.probes().stream())
            .allMatch(each -> each.verdict().equals("up"));
  }

  private static int number(String service) {
    return Integer.parseInt(service.substring(service.lastIndexOf('-') + 1));
  }

  /** All hosts are probed in ten seconds, evenly. */
  private void probe() {
    long pause = TimeUnit.SECONDS.toNanos(10) / (2L * Math.max(services, 10));
    for (int i = 0; !Thread.currentThread().isInterrupted(); i++) {
      int service = i / 2 % services;
      String host = Services.HOSTS.get(i % 2);
      plant.engine.offer(
          Services.probes(
              Services.name(service), host, estate.well(service, host), plant.clock.instant()));
      LockSupport.parkNanos(pause);
    }
  }

  private void decided(Decision decision) {
    for (Decision.Touched each : decision.services()) {
      String service = each.service();
      ServiceState now = decision.next().services().get(each.place());
      if (now.book().phase() instanceof Phase.Recovering waiting && waiting.cycling() == null) {
        due.put(service, waiting.from().plus(recoveryWait));
      }
    }
  }

  private void said(Effect.ToBroker effect) {
    switch (effect) {
      case Effect.PublishState state -> {
        if (state.host().isEmpty()) {
          claimed.put(state.service(), plant.clock.instant());
        }
      }
      case Effect.SendOrder order -> {
        if (order.order().verb() == Order.Verb.PROMOTE) {
          ordered.put(order.service(), plant.clock.instant());
        }
      }
      case Effect.PublishFreeze _ -> {}
    }
  }

  private void heard(String topic, String payload) {
    Instant now = plant.clock.instant();
    Matcher order = PROMOTE.matcher(payload);
    if (!order.find()) {
      return;
    }
    String service = topic.split("/", -1)[2];
    estate.obey(number(service), order.group(1), Long.parseLong(order.group(2)));
    Instant from = due.remove(service);
    Instant claim = claimed.remove(service);
    Instant sent = ordered.remove(service);
    if (from == null || claim == null || sent == null) {
      return;
    }
    lastArrival = now;
    seen++;
    if (seen > warmUps) {
      whole.add(Duration.between(from, now).toNanos());
      deciding.add(Duration.between(from, claim).toNanos());
      confirming.add(Duration.between(claim, sent).toNanos());
      delivering.add(Duration.between(sent, now).toNanos());
    }
    plant.engine.offer(
        new Signal.Asked(
            Request.of("ack-" + seen, service, Command.ACK, "", "operator:bench", "bench")));
    arrived.release();
  }

  /** With one service the next leader falls silent when the last is in office; else in turn. */
  void oneByOne(int step) throws InterruptedException {
    int wanted = warmUps + samples;
    if (services == 1) {
      for (int i = 0; i < wanted; i++) {
        plant.until(this::calm, "no calm");
        TimeUnit.MILLISECONDS.sleep(10 + i % 7 * 7);
        estate.kill(0);
        await(1);
      }
      return;
    }
    int[] ticks = {0, 0};
    estate.onTurn(
        service -> {
          if (ticks[0]++ % step == 0 && ticks[1] < wanted) {
            ticks[1]++;
            estate.kill(service);
          }
        });
    await(wanted);
    estate.onTurn(_ -> {});
  }

  private void await(int orders) throws InterruptedException {
    if (!arrived.tryAcquire(orders, 240, TimeUnit.SECONDS)) {
      throw plant.stuck("orders did not come: " + arrived.availablePermits() + " of " + orders);
    }
  }

  void allAtOnce(Sheet sheet, int services) throws InterruptedException {
    plant.until(this::calm, "not every service became calm again");
    estate.onTurn(_ -> LockSupport.parkNanos(every.toNanos()));
    estate.chorus();
    for (int i = 0; i < services; i++) {
      estate.kill(i);
    }
    plant.until(() -> due.size() == services || seen >= services, "not all fell silent");
    Instant last = due.values().stream().max(Instant::compareTo).orElseThrow();
    Instant first = due.values().stream().min(Instant::compareTo).orElseThrow();
    await(services);
    Instant end = Objects.requireNonNull(lastArrival);
    String all = "all " + services + " at once";
    sheet.figure(all + ": from the first due to the last", between(first, last), "ms");
    sheet.figure(all + ": from the first due to the last order", between(first, end), "ms");
    sheet.figure(all + ": from the last due to the last order", between(last, end), "ms");
  }

  private static double between(Instant from, Instant to) {
    return Duration.between(from, to).toNanos() / 1e6;
  }

  void tell(Sheet sheet, String what) {
    sheet.figures(what + ": due until the order arrived", whole);
    sheet.figures(what + ": due until the epoch is written and said", deciding);
    sheet.figures(what + ": said until confirmed and the order given", confirming);
    sheet.figures(what + ": given until it arrived", delivering);
  }

  @Override
  public void close() throws IOException {
    prober.interrupt();
    ear.close();
    estate.close();
    plant.close();
  }
}
