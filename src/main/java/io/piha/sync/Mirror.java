package io.piha.sync;

import io.piha.arbiter.Book;
import io.piha.arbiter.Decision;
import io.piha.arbiter.Effect;
import io.piha.arbiter.Phase;
import io.piha.arbiter.ServiceState;
import io.piha.arbiter.State;
import io.piha.engine.EngineClock;
import io.piha.engine.Inbox;
import io.piha.site.Service;
import io.piha.site.Site;
import io.piha.site.Sync;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The Git mirrors of a site. Watches the engine's decisions for how long each service was healthy,
 * and lets one job per service look at its repository.
 */
public final class Mirror implements AutoCloseable {

  private final Path folder;
  private final EngineClock clock;
  private final Inbox inbox;
  private final Ledger ledger;
  private final GitHome home;
  private final Map<String, Watched> watched = new ConcurrentHashMap<>();
  private final Map<String, MirrorJob> jobs = new HashMap<>();
  private Map<String, Sync> configured = Map.of();

  private Mirror(Path folder, EngineClock clock, Inbox inbox, Ledger ledger) {
    this.folder = folder;
    this.clock = clock;
    this.inbox = inbox;
    this.ledger = ledger;
    this.home = GitHome.take(folder);
  }

  /** What is known of a service, by the newest decision. */
  private static final class Watched {
    private HealthClock health;
    private Optional<FreezeNote> frozen = Optional.empty();

    Watched(HealthClock health) {
      this.health = health;
    }

    synchronized void heed(HealthClock.Health now, Optional<FreezeNote> freeze, Instant at) {
      health = health.observed(now, at);
      frozen = freeze;
    }

    synchronized HealthClock health() {
      return health;
    }

    synchronized Optional<FreezeNote> frozen() {
      return frozen;
    }
  }

  /**
   * Opens the ledger in the data folder; nothing is looked at before {@link #use}.
   *
   * @throws IOException when the data folder cannot be written
   */
  public static Mirror open(Path dataDir, EngineClock clock, Inbox inbox) throws IOException {
    Path folder = Files.createDirectories(dataDir.resolve("sync"));
    return new Mirror(folder, clock, inbox, Ledger.open(dataDir));
  }

  /** Mirrors what that configuration says from now on; a job that it leaves as it was goes on. */
  public synchronized void use(Site site) throws IOException {
    Map<String, Sync> next = new HashMap<>();
    for (Service service : site.services().values()) {
      service.sync().ifPresent(sync -> next.put(service.name(), sync));
    }
    for (Map.Entry<String, Sync> each : configured.entrySet()) {
      if (!each.getValue().equals(next.get(each.getKey()))) {
        stop(each.getKey());
      }
    }
    for (Map.Entry<String, Sync> each : next.entrySet()) {
      if (!jobs.containsKey(each.getKey())) {
        begin(each.getKey(), each.getValue());
      }
    }
    configured = Map.copyOf(next);
  }

  private void begin(String service, Sync sync) throws IOException {
    HealthClock stored = ledger.health(service);
    Watched of = watched.computeIfAbsent(service, _ -> new Watched(stored));
    MirrorJob job =
        new MirrorJob(service, sync, folder, ledger, clock, inbox, of::health, of::frozen);
    jobs.put(service, job);
    job.start();
  }

  private void stop(String service) {
    MirrorJob job = jobs.remove(service);
    if (job != null) {
      job.close();
    }
  }

  /** Carries out what concerns the mirror; a service without one is ignored. */
  public synchronized void carryOut(Effect.ToUpkeep effect) {
    MirrorJob job = jobs.get(effect.service());
    if (job != null) {
      job.carryOut(effect);
    }
  }

  /** Learns from a decision how each service is; called on the engine's loop, and quick. */
  public void decided(Decision decision) {
    if (watched.isEmpty()) {
      return;
    }
    State state = decision.next();
    Instant now = clock.instant();
    Duration shift = null;
    for (Map.Entry<String, Watched> each : watched.entrySet()) {
      Integer place = state.index().get(each.getKey());
      if (place == null) {
        continue;
      }
      ServiceState service = state.services().get(place);
      Book.FreezeFlag flag = service.book().freeze();
      if (flag != null && shift == null) {
        shift = Duration.between(now, clock.wall());
      }
      Optional<FreezeNote> note =
          flag == null || shift == null ? Optional.empty() : Optional.of(note(flag, shift));
      each.getValue().heed(health(state, service, now), note, now);
    }
  }

  private static FreezeNote note(Book.FreezeFlag flag, Duration shift) {
    return new FreezeNote(
        flag.by(),
        flag.reason(),
        Optional.of(wall(flag.since(), shift)),
        flag.until().map(at -> wall(at, shift)));
  }

  /** To whole seconds, so that a wall clock that drifts does not make another note of it. */
  private static Instant wall(Instant at, Duration shift) {
    return at.plus(shift).plusMillis(500).truncatedTo(java.time.temporal.ChronoUnit.SECONDS);
  }

  private static HealthClock.Health health(State state, ServiceState service, Instant now) {
    Book book = service.book();
    if (!book.incidents().isEmpty()) {
      return HealthClock.Health.INCIDENT;
    }
    boolean sighted = state.sight().clearFor(service.policy().timing().heartbeatTimeout(), now);
    boolean well =
        sighted
            && book.phase() instanceof Phase.Steady
            && service.policy().primary().name().equals(book.leader());
    return well ? HealthClock.Health.WELL : HealthClock.Health.UNWELL;
  }

  @Override
  public synchronized void close() throws IOException {
    for (String each : java.util.List.copyOf(jobs.keySet())) {
      stop(each);
    }
    try {
      for (Map.Entry<String, Watched> each : watched.entrySet()) {
        ledger.save(each.getKey(), each.getValue().health());
      }
    } finally {
      home.close();
      ledger.close();
    }
  }
}
