package io.piha.world;

import io.piha.arbiter.SitePolicy;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** One seed, one world, one outcome. */
public final class Simulation {

  /** Re-runs that shrinking a script may take. */
  private static final int SHRINKING = 400;

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
    return run(seed, lasting, coverage, true);
  }

  static Outcome run(long seed, Duration lasting, Coverage coverage, boolean skips) {
    Plot plot = Plot.of(seed, lasting);
    Life life = new Life(plot.policy(), seed, coverage, false, skips);
    return outcome(life, seed, plot.episodes(), lasting);
  }

  private static Outcome outcome(
      Life life, long seed, List<Script.Episode> episodes, Duration lasting) {
    try {
      life.live(episodes, lasting.toMillis());
    } catch (Violation e) {
      return new Outcome(seed, e.at(), life.world().plane.disk.chain(), Optional.of(e));
    }
    return new Outcome(seed, lasting, life.world().plane.disk.chain(), Optional.empty());
  }

  /** The house and the script of a seed. */
  private record Plot(SitePolicy policy, List<Script.Episode> episodes) {
    static Plot of(long seed, Duration lasting) {
      Chance chance = new Chance(seed);
      SitePolicy policy = House.any(chance);
      return new Plot(policy, new Script(chance).episodes(lasting));
    }
  }

  /** Everything that was decided in a world, line by line. */
  public static List<String> transcript(long seed, Duration lasting) {
    return transcript(seed, lasting, true);
  }

  static List<String> transcript(long seed, Duration lasting, boolean skips) {
    Plot plot = Plot.of(seed, lasting);
    Life life = new Life(plot.policy(), seed, new Coverage(), true, skips);
    outcome(life, seed, plot.episodes(), lasting);
    return life.world().transcript.lines();
  }

  // --- shrinking ---

  /** Leaves out of a violating world whatever it does not need to be violating. */
  public static Finding shrink(Outcome found, Duration lasting) {
    Violation wanted = found.violation().orElseThrow();
    Plot plot = Plot.of(found.seed(), lasting);
    List<Script.Episode> episodes = new ArrayList<>(plot.episodes());
    episodes.removeIf(each -> each.begins() > wanted.at().toMillis());
    Duration enough = wanted.at().plus(Duration.ofHours(3));
    int runs = 0;
    for (int i = episodes.size() - 2; i >= 0 && runs < SHRINKING; i--, runs++) {
      List<Script.Episode> fewer = new ArrayList<>(episodes);
      fewer.remove(i);
      if (breaks(plot, found.seed(), fewer, enough, wanted)) {
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
        if (breaks(plot, found.seed(), fewer, enough, wanted)) {
          episodes = fewer;
        }
      }
    }
    Life life = new Life(plot.policy(), found.seed(), new Coverage(), true, true);
    Outcome last = outcome(life, found.seed(), episodes, enough);
    List<String> mishaps = new ArrayList<>();
    episodes.forEach(each -> each.mishaps().forEach(one -> mishaps.add(one.toString())));
    return new Finding(
        found.seed(), last.violation().orElse(wanted), mishaps, life.world().transcript.lines());
  }

  private static boolean breaks(
      Plot plot, long seed, List<Script.Episode> episodes, Duration lasting, Violation wanted) {
    Life life = new Life(plot.policy(), seed, new Coverage(), false, true);
    Optional<Violation> again = outcome(life, seed, episodes, lasting).violation();
    return again.isPresent() && again.get().breach().rule() == wanted.breach().rule();
  }
}
