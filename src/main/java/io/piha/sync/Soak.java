package io.piha.sync;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * Which of the commits that arrived have stood their window. Only a commit that was once seen at
 * the tip of the source counts, by when it was seen: the dates inside commits are set by whoever
 * made them and prove nothing. What lies between two tips goes with the later one.
 */
final class Soak {

  private Soak() {}

  /**
   * One commit on its way.
   *
   * @param stood how much of its window it has stood
   */
  record Standing(Sighting sighting, Duration stood) {

    Duration left(Duration window) {
      Duration left = window.minus(stood);
      return left.isNegative() ? Duration.ZERO : left;
    }
  }

  /**
   * All that wait, newest first.
   *
   * @param sightings newest first
   * @param line the commits between target and source, first parents only
   */
  static List<Standing> standing(List<Sighting> sightings, Set<String> line, HealthClock clock) {
    List<Standing> all = new ArrayList<>();
    for (Sighting each : sightings) {
      if (line.contains(each.commit())) {
        all.add(new Standing(each, clock.stood(each.health())));
      }
    }
    return all;
  }

  /** Those that have stood the whole window, newest first. */
  static List<Standing> over(List<Standing> standing, Duration window) {
    return standing.stream().filter(each -> each.stood().compareTo(window) >= 0).toList();
  }
}
