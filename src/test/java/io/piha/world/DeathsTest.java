package io.piha.world;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * The control plane dies at every single act: after each decision, before and after each write to
 * the journal, before and after each effect. Alone all of it is part of every build; beside another
 * fault a sample is, and {@code mvn -Ppairs} tries the rest.
 */
class DeathsTest {

  private static final int SAMPLE = 80;

  /** Where it may die: at that act of its kind, counted from the beginning of the plot. */
  private record Death(Trial.Point at, int count) {}

  @ParameterizedTest
  @EnumSource
  void itGoesOnFromThereAndRepeatsNothing(Trial.Plot plot) {
    List<Death> deaths = deaths(plot, true);
    System.out.printf("%s: died at all of its %d acts%n", plot, deaths.size());
    for (Trial.Point each : Trial.Point.values()) {
      assertThat(deaths.stream().filter(death -> death.at() == each))
          .as("acts of a %s, %s", plot, each)
          .hasSizeGreaterThanOrEqualTo(5);
    }
  }

  private static List<Death> deaths(Trial.Plot plot, boolean judged) {
    List<Death> all = new ArrayList<>();
    for (Trial.Point point : Trial.Point.values()) {
      for (int i = 0; ; i++) {
        Trial trial = new Trial(plot, List.of(), 1, false).dies(point, i);
        Optional<String> wrong = trial.run();
        if (judged) {
          assertThat(wrong).as("%s, died %s %s", plot, point, i).isEmpty();
        }
        if (!trial.struck()) {
          break;
        }
        if (judged) {
          judge(plot, trial, point + " " + i);
        }
        all.add(new Death(point, i));
      }
    }
    return all;
  }

  /**
   * Nothing was done twice, and one host acts in the end. A cycle whose command may have left is
   * not given again, and a request that was not written down is not remembered.
   */
  private static void judge(Trial.Plot plot, Trial trial, String died) {
    assertThat(trial.cuts())
        .as("times the port went dark, died %s", died)
        .isLessThanOrEqualTo(plot == Trial.Plot.FAILBACK ? 0 : 2);
    assertThat(trial.acting()).as("who acts, died %s", died).containsExactly(trial.leader());
    assertThat(trial.epochs()).as("epochs given, died %s", died).hasSizeLessThanOrEqualTo(1);
    if (plot == Trial.Plot.LEADER_DIES) {
      assertThat(trial.leader()).as("who leads, died %s", died).isEqualTo("standby");
    }
  }

  @Test
  void aSampleOfADeathBesideAFault() {
    beside((of, deaths) -> Trials.some("deaths beside a fault", SAMPLE, of, deaths));
  }

  @Test
  @Tag("every-pair")
  void everyDeathBesideEveryFault() {
    beside((of, deaths) -> Trials.all("deaths beside a fault", of, deaths));
  }

  private interface Trying {
    void of(long count, java.util.function.LongFunction<Optional<String>> trial);
  }

  private static void beside(Trying trying) {
    List<Mishap> faults = SingleFaults.all();
    List<Death> deaths = deaths(Trial.Plot.LEADER_DIES, false);
    Trial plain = new Trial(Trial.Plot.LEADER_DIES, List.of(), 1, false);
    assertThat(plain.run()).isEmpty();
    int boundaries = plain.boundaries().size();
    trying.of(
        (long) faults.size() * boundaries * deaths.size(),
        number -> {
          long n = number / faults.size();
          Death death = deaths.get((int) (n / boundaries));
          Trial.Blow blow =
              new Trial.Blow((int) (n % boundaries), faults.get((int) (number % faults.size())));
          return Trials.live(
              "death " + number + ": " + death + " beside " + blow,
              recording ->
                  new Trial(Trial.Plot.LEADER_DIES, List.of(blow), number, recording)
                      .dies(death.at(), death.count()));
        });
  }
}
