package io.piha.monitor;

import io.piha.arbiter.ProbeResult;
import io.piha.arbiter.Signal;
import io.piha.arbiter.Verdict;
import io.piha.engine.Inbox;
import io.piha.engine.NameLookup;
import io.piha.site.Host;
import io.piha.site.Probe;
import io.piha.site.Service;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Asks the probes of every host: each host every {@code probe_every}, and at once when a decision
 * wants to know. Each round ends, whatever the peers do, a little after {@code probe_timeout}.
 */
public final class Prober implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(Prober.class);

  /** What an abandoned probe may cost beyond its time-out before the round ends without it. */
  private static final Duration GRACE = Duration.ofMillis(300);

  private record Key(String service, String host) {}

  private final InstantSource clock;
  private final Inbox inbox;
  private final NameLookup names;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final ScheduledExecutorService schedule =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().daemon().name("probe-schedule").factory());
  private final Map<Key, Lane> lanes = new HashMap<>();

  /**
   * A prober of these services.
   *
   * @param clock the engine's
   */
  public Prober(List<Service> services, InstantSource clock, Inbox inbox, NameLookup names) {
    this.clock = clock;
    this.inbox = inbox;
    this.names = names;
    for (Service service : services) {
      for (Host host : service.hosts().values()) {
        lanes.put(
            new Key(service.name(), host.name()),
            new Lane(service.name(), host, service.timing().probeTimeout()));
      }
    }
    for (Service service : services) {
      Duration every = service.timing().probeEvery();
      for (Host host : service.hosts().values()) {
        Lane lane = lane(service.name(), host.name());
        if (lane != null) {
          lane.every = every;
        }
      }
    }
  }

  /** Begins to ask by itself. */
  public void start() {
    for (Lane lane : lanes.values()) {
      long period = lane.every.toMillis();
      long first = ThreadLocalRandom.current().nextLong(Math.max(1, Math.min(period, 500)));
      var _ = schedule.scheduleAtFixedRate(lane::wanted, first, period, TimeUnit.MILLISECONDS);
    }
  }

  /** Asks all probes of that host now; a round that runs is followed by another. */
  public void probe(String service, String host) {
    Lane lane = lane(service, host);
    if (lane != null) {
      lane.wanted();
    }
  }

  private @org.jspecify.annotations.Nullable Lane lane(String service, String host) {
    return lanes.get(new Key(service, host));
  }

  @Override
  public void close() {
    schedule.shutdownNow();
    threads.shutdownNow();
  }

  /** One host's rounds, one at a time and at most one more waiting. */
  private final class Lane {
    private final String service;
    private final String host;
    private final Duration timeout;
    private final Map<String, HttpProbe> probes = new LinkedHashMap<>();
    private final Map<String, String> unusable = new LinkedHashMap<>();
    private final AtomicInteger wanted = new AtomicInteger();
    private Duration every = Duration.ofSeconds(10);

    Lane(String service, Host host, Duration timeout) {
      this.service = service;
      this.host = host.name();
      this.timeout = timeout;
      for (Probe each : host.probes().values()) {
        try {
          probes.put(each.name(), new HttpProbe(each, timeout, names, clock));
        } catch (GeneralSecurityException | IOException e) {
          unusable.put(each.name(), "its trust cannot be set up: " + e.getMessage());
        }
      }
    }

    void wanted() {
      int before = wanted.getAndUpdate(waiting -> Math.min(2, waiting + 1));
      if (before == 0) {
        try {
          threads.execute(this::rounds);
        } catch (java.util.concurrent.RejectedExecutionException e) {
          wanted.set(0);
        }
      }
    }

    private void rounds() {
      do {
        try {
          inbox.offer(round());
        } catch (InterruptedException e) {
          Thread.currentThread().interrupt();
          return;
        }
      } while (wanted.decrementAndGet() > 0);
    }

    private Signal.ProbeRound round() throws InterruptedException {
      Instant started = clock.instant();
      Map<String, CompletableFuture<ProbeResult>> asked = new LinkedHashMap<>();
      probes.forEach((name, probe) -> asked.put(name, ask(probe)));
      Map<String, ProbeResult> results = new HashMap<>();
      unusable.forEach(
          (name, why) -> results.put(name, new ProbeResult(Verdict.UNKNOWN, why, Duration.ZERO)));
      Instant until = started.plus(timeout).plus(GRACE);
      for (Map.Entry<String, CompletableFuture<ProbeResult>> each : asked.entrySet()) {
        results.put(each.getKey(), await(each.getValue(), until));
      }
      return new Signal.ProbeRound(service, host, results, started, clock.instant());
    }

    private CompletableFuture<ProbeResult> ask(HttpProbe probe) {
      Instant began = clock.instant();
      return CompletableFuture.supplyAsync(
          () -> {
            Finding finding = probe.look();
            return new ProbeResult(
                finding.verdict(), finding.words(), Duration.between(began, clock.instant()));
          },
          threads);
    }

    private ProbeResult await(CompletableFuture<ProbeResult> asked, Instant until)
        throws InterruptedException {
      long left = Math.max(1, Duration.between(clock.instant(), until).toMillis());
      try {
        return asked.get(left, TimeUnit.MILLISECONDS);
      } catch (TimeoutException e) {
        asked.cancel(true);
        return new ProbeResult(Verdict.UNKNOWN, "the probe itself did not end in time", timeout);
      } catch (ExecutionException e) {
        LOG.warn("a probe of {} broke", host, e.getCause());
        return new ProbeResult(Verdict.UNKNOWN, "the probe itself broke", Duration.ZERO);
      }
    }
  }
}
