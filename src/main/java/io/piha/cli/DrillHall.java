package io.piha.cli;

import io.piha.alert.rules.QuietHours;
import io.piha.arbiter.Effect;
import io.piha.arbiter.Entry;
import io.piha.arbiter.Request;
import io.piha.drill.Drills;
import io.piha.drill.Plane;
import io.piha.engine.Engine;
import io.piha.engine.EngineClock;
import io.piha.journal.AuditLog;
import io.piha.journal.AuditRecord;
import io.piha.journal.JournalFailed;
import io.piha.site.Site;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.Supplier;

/** Puts drills together with the control plane that they are played on. */
final class DrillHall implements Plane {

  private static final int PAGE = 5_000;

  private final Engine engine;
  private final EngineClock clock;
  private final AuditLog log;
  private final Function<Request, CompletableFuture<Effect.Answer>> asks;
  private final BiFunction<String, String, Duration> boots;

  DrillHall(
      Engine engine,
      EngineClock clock,
      AuditLog log,
      Function<Request, CompletableFuture<Effect.Answer>> asks,
      BiFunction<String, String, Duration> boots) {
    this.engine = engine;
    this.clock = clock;
    this.log = log;
    this.asks = asks;
    this.boots = boots;
  }

  /** The drills kept in that folder, which hear of all that this control plane decides. */
  Drills open(Path dataDir, DrillHouse house, Supplier<Site> site) throws IOException {
    Drills drills =
        Drills.open(
            dataDir, this, house.actor(), house.scenarios(), () -> quiet(site.get(), clock));
    engine.onDecision(drills);
    engine.onRecords(drills::recorded);
    return drills;
  }

  private static Optional<String> quiet(Site site, EngineClock clock) {
    return site.alerting()
        .quiet()
        .map(each -> new QuietHours(each.from(), each.to(), each.zone()))
        .filter(hours -> hours.contains(clock.wall()))
        .map(hours -> hours.from() + " to " + hours.to());
  }

  @Override
  public Instant now() {
    return clock.instant();
  }

  @Override
  public Instant wall() {
    return clock.wall();
  }

  @Override
  public CompletableFuture<Effect.Answer> ask(Request request) {
    return asks.apply(request);
  }

  @Override
  public void note(Entry entry) {
    engine.note(entry);
  }

  @Override
  public List<AuditRecord> after(long id) throws JournalFailed {
    return log.after(id, PAGE);
  }

  @Override
  public long lastRecord() throws JournalFailed {
    return log.lastId();
  }

  @Override
  public Duration boot(String service, String host) {
    return boots.apply(service, host);
  }
}
