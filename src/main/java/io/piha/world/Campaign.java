package io.piha.world;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongConsumer;
import java.util.stream.LongStream;

/** Many worlds, each of its own seed, on all cores. */
public final class Campaign {

  /** More violations than this say nothing new; the campaign ends. */
  private static final int ENOUGH = 5;

  private final Coverage coverage = new Coverage();
  private final ConcurrentLinkedQueue<Simulation.Outcome> violated = new ConcurrentLinkedQueue<>();
  private final AtomicLong worlds = new AtomicLong();
  private final Duration lasting;

  /**
   * @param lasting how long each world lives
   */
  public Campaign(Duration lasting) {
    this.lasting = lasting;
  }

  /**
   * Lives the worlds of these seeds; fewer when rules fall.
   *
   * @param lived told how many worlds are over, from any thread
   */
  public void run(LongStream seeds, LongConsumer lived) {
    seeds.parallel().forEach(seed -> live(seed, lived));
  }

  private void live(long seed, LongConsumer lived) {
    if (violated.size() >= ENOUGH) {
      return;
    }
    Coverage mine = new Coverage();
    Simulation.Outcome outcome = Simulation.run(seed, lasting, mine);
    synchronized (coverage) {
      coverage.add(mine);
    }
    if (outcome.violation().isPresent()) {
      violated.add(outcome);
    }
    lived.accept(worlds.incrementAndGet());
  }

  /** Worlds lived. */
  public long worlds() {
    return worlds.get();
  }

  /** What was tried in all of them. */
  public Coverage coverage() {
    return coverage;
  }

  /** Each violation with as little as still brings it about, by seed. */
  public List<Simulation.Finding> findings() {
    List<Simulation.Outcome> sorted = new ArrayList<>(violated);
    sorted.sort(Comparator.comparingLong(Simulation.Outcome::seed));
    return sorted.stream().map(each -> Simulation.shrink(each, lasting)).toList();
  }
}
