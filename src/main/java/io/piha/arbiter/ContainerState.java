package io.piha.arbiter;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * One container as it stands, and what was told about it.
 *
 * @param standing what that means for those who lean on it
 * @param word the word of the status document: healthy, running, starting, unhealthy, restarting,
 *     paused, exited, dead, created, removing, missing or unknown
 * @param why the same in a few words, with code and cause; empty when there is nothing to add
 * @param since when the word became true for us
 * @param run the run that was last seen; empty before the first
 * @param restarts the engine's own count when last seen
 * @param starts when it was seen to start again, no older than {@link #LOOP_WINDOW}
 * @param told the word with which people were told that something is wrong; empty while nothing is
 */
public record ContainerState(
    ContainerPolicy policy,
    Standing standing,
    String word,
    String why,
    Instant since,
    String run,
    long restarts,
    List<Instant> starts,
    String told) {

  /** What a container's state means for those who lean on it. */
  public enum Standing {
    /** It serves. */
    UP,
    /** It runs, but not as it should. */
    AILING,
    /** It cannot serve. */
    DOWN,
    /** Nobody could tell us. */
    UNSEEN
  }

  /** So many starts within the window are a restart loop. */
  static final int LOOP = 3;

  static final Duration LOOP_WINDOW = Duration.ofMinutes(5);

  public ContainerState {
    starts = List.copyOf(starts);
  }

  static ContainerState unasked(ContainerPolicy policy, Instant now) {
    return new ContainerState(
        policy, Standing.UNSEEN, "unknown", "not asked yet", now, "", 0, List.of(), "");
  }

  ContainerState read(ContainerReading reading, Instant now) {
    List<Instant> again = startsAfter(reading, now);
    boolean loop = again.size() >= LOOP;
    String word = loop ? "restarting" : word(reading);
    Standing standing = standing(word, reading.state());
    String said =
        loop
            ? "started %d times within %s; last %s"
                .formatted(again.size(), Words.span(LOOP_WINDOW), cause(reading))
            : detail(word, reading);
    return new ContainerState(
        policy,
        standing,
        word,
        said,
        word.equals(this.word) ? since : now,
        reading.run().isEmpty() ? run : reading.run(),
        reading.restarts(),
        again,
        told);
  }

  ContainerState unseen(String trouble, Instant now) {
    return new ContainerState(
        policy,
        Standing.UNSEEN,
        "unknown",
        trouble,
        word.equals("unknown") ? since : now,
        run,
        restarts,
        starts,
        told);
  }

  /** The same with the starts that still count; a loop that has become quiet is over. */
  ContainerState quieter(Instant now) {
    List<Instant> left = counting(starts, now);
    boolean over = starts.size() >= LOOP && left.size() < LOOP && standing == Standing.AILING;
    return new ContainerState(
        policy,
        over ? Standing.UP : standing,
        over ? "running" : word,
        over ? "" : why,
        over ? now : since,
        run,
        restarts,
        left,
        told);
  }

  ContainerState told(String now) {
    return new ContainerState(policy, standing, word, why, since, run, restarts, starts, now);
  }

  /** As it is said in a sentence: {@code mosquitto is exited (code 137, killed)}. */
  String said() {
    return policy.name() + " is " + word + (why.isEmpty() ? "" : " (" + why + ")");
  }

  private List<Instant> startsAfter(ContainerReading reading, Instant now) {
    List<Instant> all = new ArrayList<>(counting(starts, now));
    boolean known = !run.isEmpty() && !reading.run().isEmpty();
    boolean again = known && !reading.run().equals(run);
    // An engine that restarts it faster than we look says so by its count.
    long counted = known ? Math.max(0, reading.restarts() - restarts) : 0;
    long more = Math.min(LOOP, Math.max(again ? 1 : 0, counted));
    for (long i = 0; i < more; i++) {
      all.add(now);
    }
    return all.size() > 2 * LOOP ? all.subList(all.size() - 2 * LOOP, all.size()) : all;
  }

  private static List<Instant> counting(List<Instant> starts, Instant now) {
    return starts.stream().filter(at -> at.plus(LOOP_WINDOW).isAfter(now)).toList();
  }

  private static String word(ContainerReading reading) {
    return switch (reading.state()) {
      case "running" -> reading.health().isEmpty() ? "running" : reading.health();
      case "created", "configured", "initialized" -> "created";
      case "stopped", "stopping", "exited" -> "exited";
      case "paused", "restarting", "removing", "dead", "missing" -> reading.state();
      default -> "unknown";
    };
  }

  private static Standing standing(String word, String state) {
    return switch (word) {
      case "running", "healthy", "starting" -> Standing.UP;
      case "unhealthy" -> Standing.AILING;
      case "restarting" -> state.equals("running") ? Standing.AILING : Standing.DOWN;
      case "unknown" -> Standing.UNSEEN;
      default -> Standing.DOWN;
    };
  }

  private static String detail(String word, ContainerReading reading) {
    return switch (word) {
      case "unhealthy" -> reading.ailment();
      case "exited", "dead", "restarting" -> cause(reading);
      case "missing" -> "the engine knows no container of that name";
      case "paused" -> "every process in it stands still";
      case "unknown" -> "the engine calls it " + reading.state();
      default -> "";
    };
  }

  private static String cause(ContainerReading reading) {
    String error = reading.error().isEmpty() ? "" : "; " + reading.error();
    if (reading.outOfMemory()) {
      return "out of memory, code " + reading.exitCode() + error;
    }
    String meaning =
        switch (reading.exitCode()) {
          case 137 -> ", killed";
          case 139 -> ", crashed";
          case 143 -> ", stopped by a signal";
          default -> "";
        };
    return "code " + reading.exitCode() + meaning + error;
  }
}
