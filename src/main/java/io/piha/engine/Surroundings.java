package io.piha.engine;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What stands beside the hosts, for showing.
 *
 * @param containers in the order of the configuration
 * @param checks what everything leans on: disk, clock, broker, certificates
 * @param cuts when each port was last really cut and read dark, by port ({@code rack/8})
 */
public record Surroundings(
    List<ContainerView> containers, List<CheckView> checks, Map<String, Cut> cuts) {

  private static final Set<String> WELL = Set.of("healthy", "running", "starting");

  public Surroundings {
    containers = List.copyOf(containers);
    checks = List.copyOf(checks);
    cuts = Map.copyOf(cuts);
  }

  /** Containers alone. */
  public Surroundings(List<ContainerView> containers) {
    this(containers, List.of(), Map.of());
  }

  /** The same with these checks. */
  public Surroundings with(List<CheckView> others) {
    return new Surroundings(containers, others, cuts);
  }

  /** The same with these cuts. */
  public Surroundings with(Map<String, Cut> others) {
    return new Surroundings(containers, checks, others);
  }

  /**
   * A port that was cut and read dark: the strongest proof that the switch obeys.
   *
   * @param at wall time
   * @param by what cut it: a drill, an incident, a request
   */
  public record Cut(Instant at, String by) {}

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
