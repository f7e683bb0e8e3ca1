package io.piha.world;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Writes down, from a seed, what will go wrong in a world, episode by episode. */
final class Script {

  /** What an episode is to show. */
  enum Aim {
    /** The leader dies and nothing else is wrong: the bounds are measured (L1, L2). */
    CLEAN_DEATH,
    /** One observer is wrong and the leader lives: nothing may move (L14). */
    OBSERVER,
    /** Anything, together. */
    CHAOS
  }

  /**
   * A time of trouble.
   *
   * @param begins the first mishap's time
   * @param healed when everything is repaired
   * @param over when it must be well
   */
  record Episode(Aim aim, long begins, List<Mishap> mishaps, long healed, long over) {
    Episode {
      mishaps = List.copyOf(mishaps);
    }

    Episode with(List<Mishap> fewer) {
      return new Episode(aim, begins, fewer, healed, over);
    }
  }

  private static final long MINUTE = 60_000;
  private static final long HOUR = 60 * MINUTE;

  /** After this everything that was begun has ended one way or the other. */
  private static final long SETTLES = 45 * MINUTE;

  private final Chance chance;
  private final boolean deadly;
  private final List<Mishap.Kind> kinds = new ArrayList<>();
  private final int weights;

  /**
   * @param two whether two control planes have a lease between them
   * @param deadly whether, now and then, who follows a leader dies too
   */
  Script(Chance chance, boolean two, boolean deadly) {
    this.chance = chance;
    this.deadly = deadly;
    for (Mishap.Kind each : Mishap.Kind.values()) {
      if (two || each.of != Mishap.Of.LEASE) {
        kinds.add(each);
      }
    }
    this.weights = kinds.stream().mapToInt(each -> each.weight).sum();
  }

  /** The episodes of so many hours. */
  List<Episode> episodes(Duration lasting) {
    List<Episode> all = new ArrayList<>();
    long end = lasting.toMillis();
    long at = 20 * MINUTE;
    while (at + 2 * HOUR < end) {
      Episode next = episode(at);
      all.add(next);
      at = next.over() + pause();
    }
    return all;
  }

  /** From trouble upon trouble to quiet weeks. */
  private long pause() {
    return switch (chance.below(6)) {
      case 0 -> MINUTE;
      case 1 -> chance.between(MINUTE, HOUR);
      case 2, 3 -> chance.between(HOUR, 30 * HOUR);
      case 4 -> chance.between(20 * HOUR, 80 * HOUR);
      default -> chance.between(100 * HOUR, 200 * HOUR);
    };
  }

  private Episode episode(long at) {
    int kind = chance.below(10);
    if (kind == 0) {
      Mishap death = new Mishap(at, Mishap.Kind.HOST_DIES_FOR_GOOD, 0, 40 * MINUTE, 0);
      return new Episode(Aim.CLEAN_DEATH, at, List.of(death), at + 25 * MINUTE, at + 70 * MINUTE);
    }
    if (kind == 1) {
      Mishap observer = observer(at);
      long healed = at + observer.lasting() + MINUTE;
      return new Episode(Aim.OBSERVER, at, List.of(observer), healed, healed + SETTLES);
    }
    int count = 1 + chance.below(chance.once(4) ? 14 : 5);
    long within = chance.between(2 * MINUTE, 50 * MINUTE);
    List<Mishap> mishaps = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      mishaps.add(mishap(at + chance.between(0, within)));
    }
    if (deadly && kind >= 6) {
      return oneAfterTheOther(at, within);
    }
    mishaps.sort((one, other) -> Long.compare(one.at(), other.at()));
    long healed = at + within + chance.between(MINUTE, 15 * MINUTE);
    return new Episode(Aim.CHAOS, at, mishaps, healed, healed + SETTLES);
  }

  /**
   * The leader dies and is fenced, then the one who followed, and only the first could live again.
   */
  private static Episode oneAfterTheOther(long at, long after) {
    long then = at + 6 * MINUTE + after / 10;
    List<Mishap> deaths =
        List.of(
            new Mishap(at, Mishap.Kind.HOST_DIES_FOR_GOOD, 0, 5 * MINUTE, 0),
            new Mishap(then, Mishap.Kind.HOST_DIES_FOR_GOOD, 1, 50 * MINUTE, 0));
    long healed = then + 35 * MINUTE;
    return new Episode(Aim.CHAOS, at, deaths, healed, healed + SETTLES);
  }

  private Mishap observer(long at) {
    Mishap any = mishap(at);
    while (any.kind().of != Mishap.Of.OBSERVER) {
      any = mishap(at);
    }
    return any;
  }

  private Mishap mishap(long at) {
    int pick = chance.below(weights);
    Mishap.Kind kind = Mishap.Kind.HOST_CRASHES;
    for (Mishap.Kind each : kinds) {
      if (pick < each.weight) {
        kind = each;
        break;
      }
      pick -= each.weight;
    }
    long lasting =
        chance.percent(70)
            ? chance.between(2_000, 4 * MINUTE)
            : chance.between(MINUTE, 40 * MINUTE);
    // The leader, at first the first host, is hit more often than the others.
    int target = chance.percent(60) ? 0 : chance.below(64);
    boolean hosts = kind.of == Mishap.Of.HOST || kind.of == Mishap.Of.OBSERVER;
    return new Mishap(at, kind, hosts ? target : chance.below(64), lasting, chance.below(101));
  }
}
