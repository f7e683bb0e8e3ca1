package io.piha.world;

import io.piha.rules.Rule;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongConsumer;
import java.util.stream.Collectors;
import java.util.stream.LongStream;

/** Many worlds, each of its own seed, on all cores. */
public final class Campaign {

  /** More violations than this say nothing new; the campaign ends. */
  private static final int ENOUGH = 5;

  private final Coverage coverage = new Coverage();
  private final ConcurrentLinkedQueue<Simulation.Outcome> violated = new ConcurrentLinkedQueue<>();
  private final AtomicLong worlds = new AtomicLong();
  private final Duration lasting;
  private final Set<Assumption> without;

  /**
   * @param lasting how long each world lives
   * @param without what does not hold in them; then rules are expected to fall, and all worlds are
   *     lived
   */
  public Campaign(Duration lasting, Set<Assumption> without) {
    this.lasting = lasting;
    this.without = Set.copyOf(without);
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
    if (without.isEmpty() && violated.size() >= ENOUGH) {
      return;
    }
    Coverage mine = new Coverage();
    Simulation.Outcome outcome = Simulation.run(seed, lasting, without, mine);
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

  /** In how many worlds each rule fell first. */
  public Map<Rule, Long> fallen() {
    return violated.stream()
        .flatMap(each -> each.violation().stream())
        .collect(
            Collectors.groupingBy(
                each -> each.breach().rule(), TreeMap::new, Collectors.counting()));
  }

  /**
   * Violations with as little as still brings them about, by seed: each, or where rules are
   * expected to fall the first of each rule.
   */
  public List<Simulation.Finding> findings() {
    List<Simulation.Outcome> sorted = new ArrayList<>(violated);
    sorted.sort(Comparator.comparingLong(Simulation.Outcome::seed));
    Set<Rule> told = EnumSet.noneOf(Rule.class);
    sorted.removeIf(
        each -> !without.isEmpty() && !told.add(each.violation().orElseThrow().breach().rule()));
    return sorted.stream().map(each -> Simulation.shrink(each, lasting, without)).toList();
  }
}
