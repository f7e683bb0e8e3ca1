package io.piha.cli;

import io.piha.arbiter.Request;
import io.piha.console.SnapshotSource;
import io.piha.console.kit.Archive;
import io.piha.console.kit.Asker;
import io.piha.console.kit.FolderArchive;
import io.piha.engine.EngineClock;
import io.piha.engine.Snapshot;
import io.piha.engine.StatusReader;
import io.piha.journal.AuditLog;
import io.piha.journal.AuditRecord;
import io.piha.journal.Journal;
import io.piha.journal.JournalFailed;
import io.piha.leadership.MqttRequester;
import io.piha.request.LocalClient;
import io.piha.site.Site;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A control plane that runs elsewhere, as a window sees it: its status, over the socket in the data
 * folder or over the broker, and requests to it. Decides nothing and never takes over.
 */
final class Observing implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(Observing.class);
  private static final Duration LOOK = Duration.ofSeconds(1);
  private static final Duration PATIENCE = Duration.ofSeconds(4);

  /** What is published faster than this is not worth a picture each. */
  private static final Duration BETWEEN = Duration.ofMillis(100);

  private static final long ANSWER_SECONDS = 8;

  /** A status published live within this time shows that its author lives. */
  private static final Duration LIVE = Duration.ofSeconds(30);

  private final Site site;
  private final FolderArchive folder;
  private final boolean here;
  private volatile boolean ending;

  Observing(Site site) {
    this.site = site;
    this.folder = new FolderArchive(site.dataDir(), _ -> false);
    this.here = Files.isReadable(site.dataDir().resolve(Journal.FILE));
  }

  /** Whether a control plane on this machine has the site's data folder. */
  static boolean isHere(Site site) {
    return LocalClient.connect(site.dataDir())
        .map(
            client -> {
              try (client) {
                return true;
              } catch (IOException e) {
                return true;
              }
            })
        .orElse(false);
  }

  /**
   * Whether another control plane is active on the broker, and lives.
   *
   * @param own whether that one is an earlier run of this one
   */
  static boolean anotherIsActive(Site site, Predicate<Snapshot.Control> own, Consumer<String> say)
      throws InterruptedException {
    try (MqttRequester broker = visit(site)) {
      Optional<Snapshot> first = read(broker, Duration.ofSeconds(2));
      if (first.isEmpty() || !isActive(first.get()) || own.test(first.get().control())) {
        return false;
      }
      say.accept(
          "piha: control plane "
              + first.get().control().id()
              + " was active; looking whether it still is");
      EngineClock clock = new EngineClock();
      Instant until = clock.instant().plus(LIVE);
      while (clock.instant().isBefore(until)) {
        Optional<Snapshot> next = read(broker, LOOK);
        if (next.isPresent() && !next.get().at().equals(first.get().at())) {
          return isActive(next.get());
        }
        LockSupport.parkNanos(LOOK.toNanos());
      }
      return false;
    } catch (IOException e) {
      return false;
    }
  }

  private static boolean isActive(Snapshot seen) {
    return seen.control().role().equals("active");
  }

  /** Its pictures; one that does not change is not sent again, so that the window sees it age. */
  SnapshotSource source() {
    return audience -> {
      Thread watch = Thread.ofVirtual().name("observing").start(() -> watch(audience));
      return () -> {
        ending = true;
        watch.interrupt();
      };
    };
  }

  private void watch(Consumer<Snapshot> audience) {
    @Nullable Instant last = null;
    while (!ending) {
      try {
        last = here ? overSocket(audience, last) : overBroker(audience, last);
      } catch (IOException | IllegalArgumentException e) {
        LOG.debug("nothing to observe at the moment", e);
      } catch (InterruptedException e) {
        return;
      }
      LockSupport.parkNanos(LOOK.toNanos());
    }
  }

  private @Nullable Instant overSocket(Consumer<Snapshot> audience, @Nullable Instant seen)
      throws IOException, InterruptedException {
    Optional<LocalClient> local = LocalClient.connect(site.dataDir());
    if (local.isEmpty()) {
      return overBroker(audience, seen);
    }
    @Nullable Instant last = seen;
    try (LocalClient client = local.get()) {
      while (!ending) {
        last = tell(audience, StatusReader.read(client.status()), last);
        LockSupport.parkNanos(LOOK.toNanos());
      }
    }
    return last;
  }

  private @Nullable Instant overBroker(Consumer<Snapshot> audience, @Nullable Instant seen)
      throws IOException, InterruptedException {
    @Nullable Instant last = seen;
    try (MqttRequester broker = visit(site)) {
      while (!ending) {
        Optional<Snapshot> next = read(broker, PATIENCE);
        if (next.isPresent()) {
          last = tell(audience, next.get(), last);
        }
        LockSupport.parkNanos(BETWEEN.toNanos());
      }
    }
    return last;
  }

  private Instant tell(Consumer<Snapshot> audience, Snapshot next, @Nullable Instant last)
      throws JournalFailed {
    if (!next.at().equals(last)) {
      audience.accept(here ? next.with(latest()) : next);
    }
    return next.at();
  }

  private List<AuditRecord> latest() throws JournalFailed {
    AuditLog audit = folder.audit();
    return audit.latest(Snapshot.LATEST);
  }

  private static Optional<Snapshot> read(MqttRequester broker, Duration wait) throws IOException {
    try {
      return broker
          .status(wait)
          .filter(bytes -> bytes.length <= StatusReader.LONGEST)
          .map(bytes -> StatusReader.read(new String(bytes, StandardCharsets.UTF_8)));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  private static MqttRequester visit(Site site) throws IOException, InterruptedException {
    String visitor = "piha-console-" + UUID.randomUUID().toString().substring(0, 8);
    return MqttRequester.open(BrokerSettings.visitor(site, visitor), Clock.systemUTC(), PATIENCE);
  }

  /** Sends requests to it, signed with the key of the operator who sits here, where one has one. */
  Asker asker(String operator) {
    Optional<String> signer = Optional.of(operator).filter(site.operators()::containsKey);
    return request -> {
      var answer = new CompletableFuture<Asker.Answer>();
      Thread.ofVirtual().start(() -> ask(request, signer, answer));
      return answer.orTimeout(ANSWER_SECONDS, TimeUnit.SECONDS);
    };
  }

  private void ask(
      Request request, Optional<String> signer, CompletableFuture<Asker.Answer> answer) {
    try {
      answer.complete(
          new Asking(site)
              .ask(request, signer)
              .map(reply -> new Asker.Answer(reply.accepted(), reply.why(), reply.again()))
              .orElseThrow(() -> new IOException("no active control plane answered")));
    } catch (IOException e) {
      answer.completeExceptionally(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      answer.completeExceptionally(new CompletionException(e));
    }
  }

  /** What was kept, where the data folder can be read from here. */
  Archive archive() {
    return here ? folder : Archive.NONE;
  }

  @Override
  public void close() {
    ending = true;
    folder.close();
  }
}
