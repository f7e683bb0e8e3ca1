package io.piha.arbiter;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Writes a story of random mishaps; the same seed writes the same story. */
final class RandomWalk {

  private static final int MISHAPS = 14;
  private static final int MINUTES = 100;

  private final Random random;
  private final List<String> lines = new ArrayList<>();
  private final List<Moment> moments = new ArrayList<>();

  private record Moment(int second, String what) {}

  private RandomWalk(long seed) {
    random = new Random(seed);
  }

  static String story(long seed) {
    RandomWalk walk = new RandomWalk(seed);
    walk.house();
    for (int i = 0; i < MISHAPS; i++) {
      walk.mishap(walk.random.nextInt(MINUTES * 60));
    }
    walk.moments.sort((one, other) -> Integer.compare(one.second(), other.second()));
    for (Moment each : walk.moments) {
      walk.lines.add("at " + each.second() + "." + walk.random.nextInt(100) + "s " + each.what());
    }
    walk.lines.add("at 110m all is well");
    walk.lines.add("at 125m request ack");
    walk.lines.add("at 125m request thaw");
    walk.lines.add("at 170m end");
    return String.join("\n", walk.lines) + "\n";
  }

  private void house() {
    given(random.nextInt(3) == 0, "standby has port rack/5");
    given(random.nextInt(4) == 0, "third host");
    given(random.nextInt(4) == 0, "music too");
    given(random.nextInt(4) == 0, "leader standby");
    given(random.nextInt(4) == 0, "power_cycle false");
    given(random.nextInt(6) == 0, "haos may be passed over unfenced");
    int fence = random.nextInt(6);
    if (fence == 0 && !lines.contains("given power_cycle false")) {
      lines.add("given fence cycle");
    } else if (fence == 1) {
      lines.add("given fence none");
    }
    lines.add("given boot " + (20 + random.nextInt(100)) + "s");
  }

  private void given(boolean so, String what) {
    if (so) {
      lines.add("given " + what);
    }
  }

  private void mishap(int at) {
    String host = random.nextInt(3) == 0 ? "standby" : "haos";
    int then = at + 5 + random.nextInt(random.nextBoolean() ? 60 : 900);
    switch (random.nextInt(18)) {
      case 0, 1, 2 -> add(at, host + " dies in " + (20 + random.nextInt(300)) + "s");
      case 3 -> pair(at, host + " dies", then, host + " revives");
      case 4 -> pair(at, host + " mute", then, host + " beats");
      case 5 -> pair(at, host + " ignores orders", then, host + " obeys");
      case 6 -> {
        String probe = host.equals("haos") ? "core" : "api";
        String verdict = random.nextBoolean() ? "down" : "unknown";
        pair(
            at,
            host + " probes " + probe + "=" + verdict,
            then,
            host + " probes " + probe + "=real");
      }
      case 7 -> add(at, host + " announces restart");
      case 8 -> add(at, host + " acts leader epoch " + (5 + random.nextInt(8)));
      case 9 -> add(at, host + " passive");
      case 10 -> {
        List<String> moods = List.of("lies", "refuses", "unreachable", "mute");
        pair(at, "switch " + moods.get(random.nextInt(4)), then, "switch obeys");
      }
      case 11 ->
          pair(at, "switch delays " + (5 + random.nextInt(30)) + "s", then, "switch delays 0s");
      case 12 -> pair(at, "broker lost", then, "broker back");
      case 13 -> pair(at, "witnesses silent", then, "witnesses answer");
      case 14 -> add(at, "engine stalls " + (6 + random.nextInt(120)) + "s");
      case 15 -> pair(at, "engine crashes", at + 1 + random.nextInt(60), "engine starts");
      case 16 -> pair(at, "freeze topic true", then, "freeze topic false");
      default -> {
        List<String> asked =
            List.of(
                "promote haos",
                "promote standby",
                "promote standby force",
                "failback",
                "failback force",
                "reset haos",
                "reset haos override_guard",
                "ack",
                "freeze until 5m",
                "demote standby");
        add(at, "request " + asked.get(random.nextInt(asked.size())));
      }
    }
  }

  private void pair(int at, String what, int then, String end) {
    add(at, what);
    add(then, end);
  }

  private void add(int at, String what) {
    moments.add(new Moment(at, what));
  }
}
