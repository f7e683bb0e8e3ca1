package io.piha.recovery;

import io.piha.arbiter.Signal;
import io.piha.arbiter.StagedSnapshot;
import io.piha.engine.EngineClock;
import io.piha.engine.Inbox;
import io.piha.recovery.staging.Shelf;
import io.piha.site.Host;
import io.piha.site.Snapshots;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells the engine which snapshots are staged, and when another is due. Whether it is taken then is
 * the arbiter's decision; until it is, it is said again.
 */
final class Rounds implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(Rounds.class);
  private static final Duration LONGEST_LOOK = Duration.ofSeconds(30);
  private static final Duration SHORTEST_LOOK = Duration.ofMillis(200);

  /** The engine is told no more than this of one host; they are on the disk all the same. */
  private static final int MOST_TOLD = 50;

  private final Path root;
  private final EngineClock clock;
  private final Inbox inbox;
  private Map<Of, Snapshots> saved = Map.of();
  private final Map<Of, Shelf> shelves = new HashMap<>();
  private final Map<Of, List<StagedSnapshot>> staged = new HashMap<>();
  private final Map<Of, Timetable> tables = new HashMap<>();
  private @Nullable Thread thread;

  Rounds(Path root, EngineClock clock, Inbox inbox) {
    this.root = root;
    this.clock = clock;
    this.inbox = inbox;
  }

  /** A host of a service. */
  private record Of(String service, String host) {}

  /** Watches the hosts of that configuration, and tells what is there of each. */
  synchronized void use(Map<String, Map<String, Host>> hosts) {
    Map<Of, Snapshots> next = new HashMap<>();
    hosts.forEach(
        (service, all) ->
            all.forEach(
                (name, host) ->
                    host.snapshots().ifPresent(each -> next.put(new Of(service, name), each))));
    saved = Map.copyOf(next);
    for (Of each : saved.keySet()) {
      try {
        if (!shelves.containsKey(each)) {
          shelves.put(each, Shelf.open(root, each.service(), each.host()));
        }
        tell(each);
      } catch (IOException e) {
        LOG.warn("the snapshots of {} cannot be read: {}", each.host(), e.getMessage());
      }
    }
    if (!saved.isEmpty() && thread == null) {
      thread = Thread.ofVirtual().name("snapshot-rounds").start(this::turn);
    }
  }

  private void tell(Of host) {
    Shelf shelf = shelves.get(host);
    if (shelf == null) {
      return;
    }
    List<StagedSnapshot> all = shelf.list();
    staged.put(host, all);
    Duration shift = Duration.between(clock.wall(), clock.instant());
    inbox.offer(
        new Signal.SnapshotsSeen(
            host.service(),
            host.host(),
            all.stream().limit(MOST_TOLD).map(each -> each.shifted(shift)).toList()));
  }

  /** A snapshot was taken, or was not. */
  synchronized void taken(String service, String host, boolean done) {
    Of of = new Of(service, host);
    tables.put(
        of, done ? Timetable.FRESH : tables.getOrDefault(of, Timetable.FRESH).failed(clock.wall()));
    tell(of);
  }

  private void turn() {
    try {
      while (true) {
        Thread.sleep(look());
      }
    } catch (InterruptedException e) {
      // Closed.
    }
  }

  /** Says what is due; returns how long nothing can be. */
  private synchronized Duration look() {
    Duration shortest = LONGEST_LOOK;
    for (Map.Entry<Of, Snapshots> each : saved.entrySet()) {
      Of of = each.getKey();
      Duration every = each.getValue().every();
      List<StagedSnapshot> here = Optional.ofNullable(staged.get(of)).orElse(List.of());
      if (tables.getOrDefault(of, Timetable.FRESH).due(here, every, clock.wall())) {
        inbox.offer(new Signal.SnapshotDue(of.service(), of.host()));
      }
      if (every.dividedBy(4).compareTo(shortest) < 0) {
        shortest = every.dividedBy(4);
      }
    }
    return shortest.compareTo(SHORTEST_LOOK) < 0 ? SHORTEST_LOOK : shortest;
  }

  @Override
  public synchronized void close() {
    Thread now = thread;
    if (now != null) {
      now.interrupt();
    }
  }
}
