package io.piha.world;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Two faults in one failover, each at a step boundary, the second not before the first. A sample is
 * part of every build; {@code mvn -Ppairs} tries all of them.
 */
class PairsTest {

  private static final int SAMPLE = 120;

  private final List<Mishap> faults = SingleFaults.all();
  private final int boundaries = boundaries();

  private static int boundaries() {
    Trial trial = new Trial(Trial.Plot.LEADER_DIES, List.of(), 1, false);
    assertThat(trial.run()).as("the failover without any fault").isEmpty();
    assertThat(trial.leader()).isEqualTo("standby");
    assertThat(trial.boundaries()).hasSizeGreaterThan(7);
    return trial.boundaries().size();
  }

  @Test
  void everyKindOfFaultOfAHouseWithOneControlPlaneIsAmongThem() {
    assertThat(faults.stream().map(Mishap::kind).distinct())
        .containsExactlyInAnyOrderElementsOf(
            Stream.of(Mishap.Kind.values()).filter(k -> k.of != Mishap.Of.LEASE).toList());
  }

  @Test
  void aSampleOfThePairsOfFaults() {
    Trials.some("pairs of faults", SAMPLE, pairs(), this::pair);
  }

  @Test
  @Tag("every-pair")
  void everyPairOfFaults() {
    Trials.all("pairs of faults", pairs(), this::pair);
  }

  private long pairs() {
    return (long) faults.size() * faults.size() * boundaries * (boundaries + 1) / 2;
  }

  private Optional<String> pair(long number) {
    long n = number;
    Mishap first = faults.get((int) (n % faults.size()));
    n /= faults.size();
    Mishap second = faults.get((int) (n % faults.size()));
    n /= faults.size();
    int at = 0;
    while (n >= boundaries - at) {
      n -= boundaries - at;
      at++;
    }
    List<Trial.Blow> blows =
        List.of(new Trial.Blow(at, first), new Trial.Blow(at + (int) n, second));
    return Trials.live(
        "pair " + number + ": " + blows,
        recording -> new Trial(Trial.Plot.LEADER_DIES, blows, number, recording));
  }
}
