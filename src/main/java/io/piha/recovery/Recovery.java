package io.piha.recovery;

import io.piha.arbiter.Chore;
import io.piha.arbiter.Command;
import io.piha.arbiter.Effect;
import io.piha.engine.EngineClock;
import io.piha.engine.Inbox;
import io.piha.engine.NameLookup;
import io.piha.site.Host;
import io.piha.site.Site;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Carries out snapshots, restores and reinstalls, each on a thread of its own, and says when the
 * next snapshot is due.
 */
public final class Recovery implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(Recovery.class);

  private final Path folder;
  private final EngineClock clock;
  private final Inbox inbox;
  private final Saver saver;
  private final Restorer restorer;
  private final Rounds rounds;
  private final Set<Thread> running = ConcurrentHashMap.newKeySet();
  private volatile Map<String, Map<String, Host>> hosts = Map.of();
  private volatile boolean closed;

  private Recovery(Path dataDir, EngineClock clock, Inbox inbox, NameLookup names)
      throws IOException {
    this.folder = Files.createDirectories(dataDir.resolve("recovery"));
    Path snapshots = Files.createDirectories(dataDir.resolve("snapshots"));
    this.clock = clock;
    this.inbox = inbox;
    this.saver = new Saver(snapshots, clock, names);
    this.restorer = new Restorer(snapshots, clock, names);
    this.rounds = new Rounds(snapshots, clock, inbox);
  }

  /**
   * Prepares the folders in the data folder.
   *
   * @throws IOException when they cannot be made
   */
  public static Recovery open(Path dataDir, EngineClock clock, Inbox inbox, NameLookup names)
      throws IOException {
    return new Recovery(dataDir, clock, inbox, names);
  }

  /** Works by that configuration from now on; what runs goes on as it was begun. */
  public void use(Site site) {
    Map<String, Map<String, Host>> next = new HashMap<>();
    site.services().values().forEach(each -> next.put(each.name(), each.hosts()));
    hosts = Map.copyOf(next);
    rounds.use(hosts);
  }

  /** Begins a chore; its progress and its end return as signals. */
  public void carryOut(Effect.BeginChore effect) {
    Chore chore = effect.chore();
    Telling telling = new Telling(effect.service(), chore, clock, inbox);
    if (clock.instant().isAfter(effect.notAfter())) {
      telling.ended(Outcome.failed("its time had passed before it could begin"));
      return;
    }
    Thread thread =
        Thread.ofVirtual()
            .name(chore.id())
            .unstarted(
                () -> {
                  try {
                    Outcome outcome = run(effect, telling);
                    if (chore.command() == Command.SNAPSHOT) {
                      rounds.taken(effect.service(), chore.host(), outcome.done());
                    }
                    if (!closed) {
                      telling.ended(outcome);
                    }
                  } finally {
                    running.remove(Thread.currentThread());
                  }
                });
    running.add(thread);
    thread.start();
  }

  private Outcome run(Effect.BeginChore effect, Telling telling) {
    String service = effect.service();
    Chore chore = effect.chore();
    Map<String, Host> all = hosts.getOrDefault(service, Map.of());
    Optional<Host> host = Optional.ofNullable(all.get(chore.host()));
    if (host.isEmpty()) {
      return Outcome.failed("host " + chore.host() + " is not configured any more");
    }
    try {
      return switch (chore.command()) {
        case REINSTALL ->
            host.get().reinstall().isEmpty()
                ? Outcome.failed("no reinstall is configured any more")
                : new Reinstaller(host.get().reinstall().get(), folder, clock).run(chore, telling);
        case SNAPSHOT -> saver.take(service, host.get(), telling);
        case RESTORE -> restorer.restore(service, all, chore, effect.ground(), telling);
        case PROMOTE, DEMOTE, FREEZE, THAW, RESET, FAILBACK, ACK, SYNC, HANDOVER ->
            Outcome.failed(chore.command().word() + " is no chore");
      };
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Outcome.failed("the control plane stopped; the outcome is unknown");
    } catch (RuntimeException e) {
      LOG.error("{} broke", chore.id(), e);
      return Outcome.failed("a fault in the program: " + e);
    }
  }

  /** Stops what runs; its outcome is told by the next start, as unknown. */
  @Override
  public void close() {
    closed = true;
    rounds.close();
    running.forEach(Thread::interrupt);
    for (Thread each : running) {
      try {
        each.join(Duration.ofSeconds(2));
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
  }
}
