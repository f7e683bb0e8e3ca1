package io.piha.monitor.checks;

import io.piha.engine.CheckView;
import io.piha.engine.NameLookup;
import io.piha.site.HostPort;
import io.piha.site.Site;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Looks again and again at what everything leans on, and tells all rows each time. */
public final class SupportingChecks implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(SupportingChecks.class);

  /** A disk fills in minutes; to look costs nothing. */
  private static final Duration EVERY = Duration.ofSeconds(30);

  private static final Duration CLOCK_EVERY = Duration.ofMinutes(10);
  private static final Duration CERTIFICATES_FIRST = Duration.ofMinutes(1);
  private static final Duration CERTIFICATES_EVERY = Duration.ofHours(12);

  private final Site site;
  private final BrokerPulse broker;
  private final Supplier<List<CheckView>> own;
  private final InstantSource clock;
  private final Supplier<Instant> wall;
  private final TimeServer timeServer;
  private final Certificates certificates;
  private final Consumer<List<CheckView>> audience;
  private final CountDownLatch closed = new CountDownLatch(1);
  private final Map<String, CheckView> ends = new LinkedHashMap<>();
  private List<CheckView> clockRow = List.of();
  private Instant clockDue;
  private Instant certificatesDue;

  private SupportingChecks(
      Site site,
      NameLookup names,
      BrokerPulse broker,
      Supplier<List<CheckView>> own,
      InstantSource clock,
      Supplier<Instant> wall,
      Consumer<List<CheckView>> audience) {
    this.site = site;
    this.broker = broker;
    this.own = own;
    this.clock = clock;
    this.wall = wall;
    this.timeServer = new TimeServer(names);
    this.certificates = new Certificates(names);
    this.audience = audience;
    this.clockDue = clock.instant();
    this.certificatesDue = clockDue.plus(CERTIFICATES_FIRST);
  }

  /**
   * Begins to look.
   *
   * @param own how the control plane itself stands: its lease, its history
   * @param clock the engine's
   * @param wall the wall clock, which is what is judged
   * @param audience told all rows after each look, on a thread of its own
   */
  public static SupportingChecks start(
      Site site,
      NameLookup names,
      BrokerPulse broker,
      Supplier<List<CheckView>> own,
      InstantSource clock,
      Supplier<Instant> wall,
      Consumer<List<CheckView>> audience) {
    var checks = new SupportingChecks(site, names, broker, own, clock, wall, audience);
    Thread.ofVirtual().name("supporting-checks").start(checks::run);
    return checks;
  }

  /** Looks once at everything but the broker, for {@code piha check}. */
  public static List<CheckView> once(Site site, NameLookup names, Supplier<Instant> wall) {
    List<CheckView> rows = new ArrayList<>(DiskRoom.of(site));
    rows.addAll(clock(site, new TimeServer(names), wall));
    rows.addAll(
        new Certificates(names).rows(site, wall.get(), (server, why) -> LOG.debug(server, why)));
    return rows;
  }

  private void run() {
    try {
      do {
        List<CheckView> rows = look();
        if (closed.getCount() > 0) {
          audience.accept(rows);
        }
      } while (!closed.await(EVERY.toMillis(), TimeUnit.MILLISECONDS));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private List<CheckView> look() {
    Instant now = clock.instant();
    if (!now.isBefore(clockDue)) {
      clockRow = clock(site, timeServer, wall);
      clockDue = now.plus(CLOCK_EVERY);
    }
    if (!now.isBefore(certificatesDue)) {
      certificates
          .rows(site, wall.get(), SupportingChecks::unread)
          .forEach(each -> ends.put(each.name(), each));
      certificatesDue = now.plus(CERTIFICATES_EVERY);
    }
    List<CheckView> rows = new ArrayList<>(DiskRoom.of(site));
    rows.addAll(clockRow);
    broker.row(now).ifPresent(rows::add);
    rows.addAll(own.get());
    rows.addAll(ends.values());
    return rows;
  }

  private static void unread(String server, Exception why) {
    LOG.info("the certificate of {} could not be read: {}", server, why.getMessage());
  }

  private static List<CheckView> clock(Site site, TimeServer asked, Supplier<Instant> wall) {
    Optional<HostPort> server = site.checks().timeServer();
    if (server.isEmpty()) {
      return ClockStep.kernel(KernelClock.read()).stream().toList();
    }
    String name = server.get().toString();
    try {
      return List.of(ClockStep.measured(name, asked.offset(server.get(), wall)));
    } catch (IOException e) {
      return List.of(
          ClockStep.unmeasured(name, String.valueOf(e.getMessage()), KernelClock.read()));
    }
  }

  @Override
  public void close() {
    closed.countDown();
  }
}
