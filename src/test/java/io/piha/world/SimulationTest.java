package io.piha.world;

import static org.assertj.core.api.Assertions.assertThat;

import io.piha.arbiter.SitePolicy;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** One seed is one world, what is left out of it changes nothing, and no rule falls in it. */
class SimulationTest {

  private static final Duration LASTING = Duration.ofHours(150);

  @Test
  void noRuleFallsInAnyWorld() {
    Campaign campaign = new Campaign(LASTING, Set.of());
    campaign.run(LongStream.rangeClosed(1, 96), _ -> {});
    assertThat(campaign.findings()).isEmpty();
    assertThat(campaign.coverage().failovers()).as("promotions that were tried").isGreaterThan(20);
    assertThat(campaign.coverage().faults())
        .as("kinds of faults that were injected")
        .hasSize(Mishap.Kind.values().length);
  }

  @Test
  void theSameSeedGivesTheSameWorld() {
    Duration day = Duration.ofHours(30);
    for (long seed = 100; seed < 105; seed++) {
      List<String> once = Simulation.transcript(seed, day, Set.of());
      assertThat(once).isNotEmpty().isEqualTo(Simulation.transcript(seed, day, Set.of()));
    }
    assertThat(Simulation.transcript(100, day, Set.of()))
        .isNotEqualTo(Simulation.transcript(101, day, Set.of()));
  }

  /** The audit chain is a digest of everything that was decided, and when. */
  @Test
  void whatIsLeftOutOfQuietTimeChangesNothing() {
    Coverage coverage = new Coverage();
    for (long seed = 200; seed < 240; seed++) {
      Simulation.Outcome lived = Simulation.run(seed, Duration.ofHours(60), new Coverage(), false);
      Simulation.Outcome skipped = Simulation.run(seed, Duration.ofHours(60), coverage, true);
      if (!skipped.digest().equals(lived.digest())) {
        assertThat(Simulation.transcript(seed, Duration.ofHours(60), true))
            .as("seed %s", seed)
            .isEqualTo(Simulation.transcript(seed, Duration.ofHours(60), false));
      }
      assertThat(skipped.digest()).as("seed %s", seed).isEqualTo(lived.digest()).isNotEmpty();
    }
    assertThat(coverage.skippedMs()).as("quiet time").isPositive();
  }

  /** The standby's demotion was ordered when the primary answered; then both were lost. */
  @Test
  void anOrderThatStandsIsRepeatedWhateverHappensMeanwhile() {
    assertThat(Simulation.run(503, Duration.ofHours(200), new Coverage()).violation()).isEmpty();
  }

  /** Two services that live from one port included. */
  @Test
  void aQuietHouseHardlyWrites() {
    int shared = 0;
    for (long seed = 1; seed < 20; seed++) {
      SitePolicy policy = House.any(new Chance(seed));
      World world = new World(policy, new Chance(seed), new Coverage(), false);
      world.led();
      world.begin();
      world.run(Duration.ofMinutes(10).toMillis());
      long before = world.plane.disk.commits();
      world.run(Duration.ofMinutes(70).toMillis());
      assertThat(world.plane.disk.commits() - before)
          .as("writes in a quiet hour, seed %s", seed)
          .isLessThan(20);
      shared += policy.services().size() > 1 ? 1 : 0;
    }
    assertThat(shared).as("houses with a shared port").isPositive();
  }
}
