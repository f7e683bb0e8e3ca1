package io.piha.engine;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What stands beside the hosts, for showing.
 *
 * @param containers in the order of the configuration
 */
public record Surroundings(List<ContainerView> containers) {

  private static final Set<String> WELL = Set.of("healthy", "running", "starting");

  public Surroundings {
    containers = List.copyOf(containers);
  }

  /** Containers of which no more than the word is known. */
  static Surroundings named(Map<String, String> words, Instant at) {
    return new Surroundings(
        words.entrySet().stream()
            .map(
                each ->
                    new ContainerView(
                        each.getKey(), each.getValue(), "", at, WELL.contains(each.getValue())))
            .toList());
  }

  /**
   * One container.
   *
   * @param word healthy, running, starting, unhealthy, restarting, paused, exited, dead, created,
   *     removing, missing or unknown
   * @param why code and cause in a few words; empty when there is nothing to add
   * @param well whether those who lean on it can
   */
  public record ContainerView(String name, String word, String why, Instant since, boolean well) {}
}
