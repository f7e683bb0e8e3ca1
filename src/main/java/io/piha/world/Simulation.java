package io.piha.world;

import io.piha.arbiter.SitePolicy;
import io.piha.rules.Breach;
import io.piha.rules.Rule;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** One seed, one world, one outcome. */
public final class Simulation {

  /** Re-runs that shrinking a script may take. */
  private static final int SHRINKING = 400;

  /** In one world of so many there are two control planes. */
  private static final int TWO_PLANES_IN = 8;

  /** One world of so many is lived once more without steps of the wall clock (S20). */
  private static final int COMPARED_IN = 5;

  private Simulation() {}

  /**
   * What came of a world.
   *
   * @param digest says in one word everything that was decided; the same for the same seed
   * @param violation the rule that was broken, if any
   */
  public record Outcome(long seed, Duration lived, String digest, Optional<Violation> violation) {}

  /**
   * A violation with as little as still brings it about.
   *
   * @param mishaps what went wrong in it
   * @param transcript all that was decided, in the words of the audit log
   */
  public record Finding(
      long seed, Violation violation, List<String> mishaps, List<String> transcript) {
    public Finding {
      mishaps = List.copyOf(mishaps);
      transcript = List.copyOf(transcript);
    }
  }

  /**
   * Lives one world.
   *
   * @param lasting how long it lives; at least a few hours
   * @param coverage told of all that was tried
   */
  public static Outcome run(long seed, Duration lasting, Coverage coverage) {
    return run(Plot.of(seed, lasting, Set.of()), lasting, coverage, true);
  }

  /** Lives one world in which these assumptions do not hold. */
  public static Outcome run(
      long seed, Duration lasting, Set<Assumption> without, Coverage coverage) {
    return run(Plot.of(seed, lasting, without), lasting, coverage, true);
  }

  static Outcome run(long seed, Duration lasting, Coverage coverage, boolean skips) {
    return run(Plot.of(seed, lasting, Set.of()), lasting, coverage, skips);
  }

  private static Outcome run(Plot plot, Duration lasting, Coverage coverage, boolean skips) {
    long seed = plot.seed();
    boolean compared = skips && Math.floorMod(seed, COMPARED_IN) == 1 && jumps(plot.episodes());
    Life life = plot.life(coverage, compared, skips);
    Outcome outcome = outcome(life, seed, plot.episodes(), lasting);
    return compared && outcome.violation().isEmpty()
        ? compare(outcome, life, plot, plot.episodes())
        : outcome;
  }

  private static Outcome outcome(
      Life life, long seed, List<Script.Episode> episodes, Duration lasting) {
    try {
      life.live(episodes, lasting.toMillis());
    } catch (Violation e) {
      return new Outcome(seed, e.at(), life.world().digest(), Optional.of(e));
    }
    return new Outcome(seed, lasting, life.world().digest(), Optional.empty());
  }

  // --- S20 ---

  private static boolean jumps(List<Script.Episode> episodes) {
    return episodes.stream()
        .flatMap(each -> each.mishaps().stream())
        .anyMatch(
            each ->
                each.kind() == Mishap.Kind.WALL_CLOCK_JUMPS
                    || each.kind() == Mishap.Kind.OTHER_WALL_CLOCK_JUMPS);
  }

  /** The same world with walls that nobody steps: the same is decided, and at the same time. */
  private static Outcome compare(
      Outcome lived, Life life, Plot plot, List<Script.Episode> episodes) {
    Life steady = plot.life(new Coverage(), true, true);
    steady.world().steadyWalls = true;
    var _ = outcome(steady, lived.seed(), episodes, lived.lived());
    List<String> with = life.world().transcript.decisions();
    List<String> without = steady.world().transcript.decisions();
    int same = 0;
    while (same < Math.min(with.size(), without.size())
        && with.get(same).equals(without.get(same))) {
      same++;
    }
    if (same == with.size() && same == without.size()) {
      return lived;
    }
    String why =
        "with steps of the wall clock \""
            + (same < with.size() ? with.get(same) : "nothing")
            + "\", without them \""
            + (same < without.size() ? without.get(same) : "nothing")
            + "\"";
    Violation broken = new Violation(new Breach(Rule.S20, "", why), lived.lived());
    return new Outcome(lived.seed(), lived.lived(), lived.digest(), Optional.of(broken));
  }

  /** The house and the script of a seed. */
  private record Plot(
      long seed,
      SitePolicy policy,
      List<Script.Episode> episodes,
      boolean two,
      Set<Assumption> without) {
    static Plot of(long seed, Duration lasting, Set<Assumption> without) {
      Chance chance = new Chance(seed);
      SitePolicy policy = House.any(chance);
      boolean two = Math.floorMod(seed, TWO_PLANES_IN) == 0;
      return new Plot(
          seed,
          policy,
          new Script(chance, two, Math.floorMod(seed, TWO_PLANES_IN) == 4).episodes(lasting),
          two,
          without);
    }

    Life life(Coverage coverage, boolean recording, boolean skips) {
      return new Life(policy, seed, coverage, recording, skips, two, without);
    }
  }

  /** Everything that was decided in a world, line by line. */
  public static List<String> transcript(long seed, Duration lasting, Set<Assumption> without) {
    return transcript(Plot.of(seed, lasting, without), lasting, true);
  }

  static List<String> transcript(long seed, Duration lasting, boolean skips) {
    return transcript(Plot.of(seed, lasting, Set.of()), lasting, skips);
  }

  private static List<String> transcript(Plot plot, Duration lasting, boolean skips) {
    Life life = plot.life(new Coverage(), true, skips);
    outcome(life, plot.seed(), plot.episodes(), lasting);
    return life.world().transcript.lines();
  }

  // --- shrinking ---

  /** Leaves out of a violating world whatever it does not need to be violating. */
  public static Finding shrink(Outcome found, Duration lasting, Set<Assumption> without) {
    Violation wanted = found.violation().orElseThrow();
    Plot plot = Plot.of(found.seed(), lasting, without);
    List<Script.Episode> episodes = new ArrayList<>(plot.episodes());
    episodes.removeIf(each -> each.begins() > wanted.at().toMillis());
    Duration enough = wanted.at().plus(Duration.ofHours(3));
    int runs = 0;
    for (int i = episodes.size() - 2; i >= 0 && runs < SHRINKING; i--, runs++) {
      List<Script.Episode> fewer = new ArrayList<>(episodes);
      fewer.remove(i);
      if (breaks(plot, fewer, enough, wanted)) {
        episodes = fewer;
      }
    }
    for (int e = episodes.size() - 1; e >= 0; e--) {
      if (episodes.get(e).aim() != Script.Aim.CHAOS) {
        continue;
      }
      for (int i = episodes.get(e).mishaps().size() - 1; i >= 0 && runs < SHRINKING; i--, runs++) {
        List<Mishap> mishaps = new ArrayList<>(episodes.get(e).mishaps());
        mishaps.remove(i);
        List<Script.Episode> fewer = new ArrayList<>(episodes);
        fewer.set(e, episodes.get(e).with(mishaps));
        if (breaks(plot, fewer, enough, wanted)) {
          episodes = fewer;
        }
      }
    }
    Life life = plot.life(new Coverage(), true, true);
    Outcome last = outcome(life, found.seed(), episodes, enough);
    List<String> mishaps = new ArrayList<>();
    episodes.forEach(each -> each.mishaps().forEach(one -> mishaps.add(one.toString())));
    return new Finding(
        found.seed(), last.violation().orElse(wanted), mishaps, life.world().transcript.lines());
  }

  private static boolean breaks(
      Plot plot, List<Script.Episode> episodes, Duration lasting, Violation wanted) {
    boolean compared = wanted.breach().rule() == Rule.S20;
    Life life = plot.life(new Coverage(), compared, true);
    Outcome lived = outcome(life, plot.seed(), episodes, lasting);
    Optional<Violation> again =
        (compared && lived.violation().isEmpty() ? compare(lived, life, plot, episodes) : lived)
            .violation();
    return again.isPresent() && again.get().breach().rule() == wanted.breach().rule();
  }
}
