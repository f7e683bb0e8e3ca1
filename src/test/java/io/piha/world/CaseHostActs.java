package io.piha.world;

import io.piha.arbiter.Absence;
import io.piha.arbiter.Verdict;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What can happen to a host in a case: its name, and what it does or suffers. */
final class CaseHostActs {

  private final World world;
  private final Map<Pattern, BiConsumer<WorldHost, Matcher>> acts = new LinkedHashMap<>();

  CaseHostActs(World world) {
    this.world = world;
    life();
    words();
    orders();
  }

  Runnable act(String what) {
    int space = what.indexOf(' ');
    String rest = what.substring(space + 1);
    WorldHost host = world.host(House.SERVICE, what.substring(0, Math.max(0, space))).orElse(null);
    for (Map.Entry<Pattern, BiConsumer<WorldHost, Matcher>> each : acts.entrySet()) {
      Matcher words = each.getKey().matcher(rest);
      if (host != null && words.matches()) {
        return () -> each.getValue().accept(host, words);
      }
    }
    throw new IllegalArgumentException("nothing is known that happens so: " + what);
  }

  private void when(String words, BiConsumer<WorldHost, Matcher> act) {
    acts.put(Pattern.compile(words), act);
  }

  private void life() {
    when(
        "dies for good",
        (host, _) -> {
          host.broken = true;
          host.crash();
        });
    when("hangs", (host, _) -> host.crash());
    when(
        "hangs until its watchdog resets it after (\\S+)",
        (host, m) -> {
          host.crash();
          world.agenda.in(CaseActs.ms(m.group(1)), () -> watchdog(host));
        });
    when("can boot again", (host, _) -> host.broken = false);
    when(
        "is mended",
        (host, _) -> {
          host.broken = false;
          if (host.powered() && host.machine != WorldHost.Machine.RUNNING) {
            host.restart(host.boot);
          }
        });
    when("takes (\\S+) to boot", (host, m) -> host.boot = CaseActs.ms(m.group(1)));
    when("restarts", (host, _) -> restart(host, host.boot));
    when("is announced (restart|update) and away for (\\S+)", this::leave);
    when("announces an? (restart|update)", (host, m) -> announce(host, m.group(1)));
    when("has its disk put back to long ago", (host, _) -> host.forgetEpochs());
    when("has a second supply", (host, _) -> host.dualPower = true);
    when("is on another port of the switch", (host, _) -> host.moved = true);
    when("is on its own port again", (host, _) -> host.moved = false);
    when("is dead but for its supervisor", (host, _) -> host.core = false);
    when("is whole again", (host, _) -> host.core = true);
    when("will lead by itself whenever it boots", (host, _) -> host.startsActive = true);
    when("boots as it should", (host, _) -> host.startsActive = false);
  }

  private static void watchdog(WorldHost host) {
    if (host.machine == WorldHost.Machine.HUNG && host.powered()) {
      host.restart(host.boot);
    }
  }

  private static void restart(WorldHost host, long boot) {
    if (host.powered()) {
      host.restart(boot);
    }
  }

  private static void announce(WorldHost host, String kind) {
    host.planned = Absence.valueOf(kind.toUpperCase(Locale.ROOT));
    host.beat();
    host.planned = null;
  }

  private void leave(WorldHost host, Matcher m) {
    announce(host, m.group(1));
    world.agenda.in(500, () -> restart(host, CaseActs.ms(m.group(2))));
  }

  private void words() {
    when("is not heard", (host, _) -> host.mute = true);
    when("is heard again", (host, _) -> host.mute = false);
    when("loses one of (\\d+) heartbeats", (host, m) -> host.everyLost = number(m));
    when("loses no heartbeat", (host, _) -> host.everyLost = 0);
    when("is heard up to (\\S+) late", (host, m) -> host.late = CaseActs.ms(m.group(1)));
    when("claims to lead at epoch (\\d+)", (host, m) -> host.usurp(number(m)));
    when("says that it is passive", (host, _) -> host.quit());
    when(
        "answers (up|down|unknown) to (\\w+)",
        (host, m) ->
            host.probeSays(m.group(2), Verdict.valueOf(m.group(1).toUpperCase(Locale.ROOT))));
    when("answers as it is", (host, _) -> host.honestProbes());
  }

  private void orders() {
    when("obeys no order", (host, _) -> host.obeys = false);
    when("obeys again", (host, _) -> host.obeys = true);
    when("says that it leads and does nothing", (host, _) -> host.lies = true);
    when("loses the next (\\d+) orders", (host, m) -> host.courier.lost = number(m));
    when("gets every order twice", (host, _) -> host.courier.twice = true);
    when("gets orders (\\S+) late", (host, m) -> host.courier.late = CaseActs.ms(m.group(1)));
    when("gets orders at once", (host, _) -> host.courier.late = 0);
  }

  private static int number(Matcher m) {
    return Integer.parseInt(m.group(1));
  }
}
