package io.piha.journal;

import io.piha.arbiter.HostClaim;
import io.piha.arbiter.ProbeResult;
import io.piha.arbiter.Signal;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps what was seen of the hosts, for people who look back: {@code data_dir/history.db}.
 *
 * <p>Nothing is decided by it, so it costs its callers next to nothing and never holds them up:
 * sightings wait in memory and are written every few seconds by a thread of its own. A power cut
 * loses the last seconds; a disk that refuses loses the oldest once {@link #MOST_WAITING} wait. A
 * damaged file is put aside and a new one begun. {@link HistoryLog} reads it.
 */
public final class History implements AutoCloseable {
  /** The file in the data directory. */
  public static final String FILE = "history.db";

  /** How long single heartbeats are kept unless told otherwise; their roll-ups stay longer. */
  public static final Duration KEEP_BEATS = HistoryLevel.BEAT.keep;

  /** The most sightings that wait to be written. */
  public static final int MOST_WAITING = 65_536;

  private static final Logger LOG = LoggerFactory.getLogger(History.class);
  private static final Duration FLUSH_EVERY = Duration.ofSeconds(5);
  private static final long CLOSE_MILLIS = 3_000;

  private final Path file;
  private final Duration keepBeats;
  private final Duration flushEvery;
  private final InstantSource clock;
  private final SightingQueue queue = new SightingQueue(MOST_WAITING);
  private final Semaphore closing = new Semaphore(0);
  private final Thread worker;
  private @Nullable HistoryWriter writer;
  private volatile @Nullable String trouble;

  private History(Path file, Duration keepBeats, Duration flushEvery, InstantSource clock) {
    this.file = file;
    this.keepBeats = keepBeats;
    this.flushEvery = flushEvery;
    this.clock = clock;
    // SQLite keeps its thread while it works: of virtual ones there are as many as processors.
    this.worker = Thread.ofPlatform().daemon().name("history").unstarted(this::run);
  }

  /**
   * Begins to keep history; never fails, for a disk that refuses is tried again. A file of an
   * earlier version is brought up to date meanwhile.
   *
   * @param keepBeats how long single heartbeats are kept, {@link #KEEP_BEATS} as a rule
   * @param clock wall time, for what is due to be rolled up or forgotten
   */
  public static History start(Path dataDir, Duration keepBeats, InstantSource clock) {
    return start(dataDir, keepBeats, clock, FLUSH_EVERY);
  }

  static History start(Path dataDir, Duration keepBeats, InstantSource clock, Duration flushEvery) {
    Path file = dataDir.resolve(FILE);
    History history = new History(file, keepBeats, flushEvery, clock);
    // To bring a long one up to date takes minutes, for which the house does not wait.
    if (!HistorySchema.SCHEMA.isBehind(file)) {
      // The file is there from now on, for those who read it, also after a damaged one was put
      // aside.
      history.flush();
      if (history.trouble != null) {
        history.flush();
      }
    }
    history.worker.start();
    return history;
  }

  /**
   * A live heartbeat arrived. Only enqueues. Of one host one is kept in a millisecond.
   *
   * @param at wall time of its arrival
   * @param epoch what it carried, if any
   * @param claim what it said of itself, if anything
   */
  public void heartbeat(
      String service, String host, Instant at, OptionalLong epoch, Optional<HostClaim> claim) {
    queue.offer(List.of(new Sighting.Beat(service, host, at, epoch, claim)));
  }

  /** The same, for many that were read at once. */
  public void heartbeats(List<Signal.Heartbeat> beats, Instant at) {
    List<Sighting> seen = new ArrayList<>(beats.size());
    for (Signal.Heartbeat each : beats) {
      seen.add(new Sighting.Beat(each.service(), each.host(), at, each.epoch(), each.claim()));
    }
    queue.offer(seen);
  }

  /** All probes of a host were asked once; what changed is kept. Only enqueues. */
  public void probes(String service, String host, Instant at, Map<String, ProbeResult> results) {
    queue.offer(List.of(new Sighting.Probed(service, host, at, results)));
  }

  /**
   * The port that powers a host was read; what changed is kept. Only enqueues.
   *
   * @param word on, off, fault, idle (enabled and nothing delivered) or unknown
   * @param watts what is drawn, where the switch tells
   */
  public void power(String service, String host, Instant at, String word, OptionalDouble watts) {
    queue.offer(List.of(new Sighting.Powered(service, host, at, word, watts)));
  }

  /**
   * A host was heard again after a restart; the newest {@link BootTimes#KEPT} of each cause are
   * kept, however old. Only enqueues.
   */
  public void boot(String service, String host, Boot boot) {
    queue.offer(List.of(new Sighting.Booted(service, host, boot)));
  }

  /** How many sightings were lost because they could not be written in time. */
  public long dropped() {
    return queue.dropped();
  }

  /** Why nothing can be written at the moment, in words. */
  public Optional<String> trouble() {
    return Optional.ofNullable(trouble);
  }

  /** Writes what waits, if that is possible in a few seconds, and ends. */
  @Override
  public void close() {
    closing.release();
    try {
      if (!worker.join(Duration.ofMillis(CLOSE_MILLIS))) {
        worker.interrupt();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void run() {
    try {
      if (writer == null) {
        flush();
      }
      boolean last;
      do {
        last = closing.tryAcquire(flushEvery.toMillis(), TimeUnit.MILLISECONDS);
        flush();
      } while (!last);
    } catch (InterruptedException e) {
      // closed while the disk kept it waiting
    } finally {
      discard(new IllegalStateException("closing"));
    }
  }

  private void flush() {
    List<Sighting> sightings = queue.takeAll();
    try {
      HistoryWriter open = writer;
      if (open == null) {
        Files.createDirectories(file.toAbsolutePath().resolveSibling(""));
        open = new HistoryWriter(file, keepBeats);
        writer = open;
      }
      open.write(sightings, clock.instant());
      told(null);
    } catch (SQLException e) {
      failed(sightings, e, JournalFailed.of("write the history", file, e));
    } catch (IOException | RuntimeException e) {
      failed(sightings, e, e);
    }
  }

  private void failed(List<Sighting> sightings, Exception cause, Exception words) {
    discard(cause);
    queue.putBack(sightings);
    told(String.valueOf(words.getMessage()));
    if (cause instanceof SQLException sql && JournalFailed.isDamaged(sql)) {
      beginAnew();
    }
  }

  private void beginAnew() {
    try {
      Path aside = AppendedLines.putAside(file);
      Files.deleteIfExists(file.resolveSibling(FILE + "-wal"));
      Files.deleteIfExists(file.resolveSibling(FILE + "-shm"));
      LOG.warn("{} is damaged; it is kept as {} and a new one is begun", file, aside);
    } catch (IOException e) {
      LOG.warn("{} is damaged and cannot be put aside: {}", file, e.toString());
    }
  }

  private void discard(Exception cause) {
    HistoryWriter open = writer;
    writer = null;
    if (open != null) {
      Sqlite.closeQuietly(open, cause); // closing rolls back what was not committed
    }
  }

  private void told(@Nullable String now) {
    if (now != null && trouble == null) {
      LOG.warn("{}", now);
    }
    trouble = now;
  }
}
