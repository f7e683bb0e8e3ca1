package io.piha.world;

import io.piha.arbiter.Decision;
import io.piha.arbiter.Entry;
import io.piha.arbiter.Kind;
import io.piha.arbiter.Outlook;
import io.piha.arbiter.ServiceState;
import io.piha.arbiter.Signal;
import io.piha.arbiter.State;
import io.piha.engine.DecisionWatcher;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * A case lived once: the real decision loop with its journal, the rules and the alerts, in a
 * simulated house. Every rule that the world can check is checked all the time; the first that
 * falls ends it.
 *
 * <pre>
 *   * what happens
 *   &gt; a record, an order, a command, an answer
 *   = the phase, when it changes
 *   ~ who really acts, when it changes
 *   ! what people are told
 * </pre>
 */
final class CasePlay {

  private static final long SETTLING = 10 * 60_000;
  private static final long STEP = 250;

  private final World world;
  private final CaseAlarms alarms;
  private final EnumMap<Kind, Integer> records = new EnumMap<>(Kind.class);
  private int active;
  private long lookedAt;
  private long plannedAt;
  private long nobody;
  private long together;
  private String phase = "";
  private String acting = "";
  private boolean listening;

  private CasePlay(CaseFile file, DecisionWatcher onlooker) {
    boolean two = file.house().contains(CaseHouse.TWO);
    this.world = new World(CaseHouse.of(file.house()), new Chance(1), new Coverage(), true, two);
    this.alarms = new CaseAlarms(world);
    world.transcript.read((_, entry) -> recorded(entry));
    world.planes.forEach(each -> each.onDecision(this::decided));
    world.planes.forEach(each -> each.onDecision(onlooker));
    world.skips = true;
    world.led();
    world.begin();
    world.agenda.every(STEP, STEP, this::look);
    live(SETTLING);
    begin();
  }

  private void begin() {
    world.transcript.beginAnew();
    alarms.forget();
    records.clear();
    nobody = 0;
    together = 0;
    listening = true;
  }

  /** What came of a play. */
  record Lived(List<String> transcript, List<String> wrong) {}

  static Lived live(CaseFile file) {
    return live(file, (_, _, _, _) -> {});
  }

  /**
   * Lives it.
   *
   * @param onlooker told of every decision
   */
  static Lived live(CaseFile file, DecisionWatcher onlooker) {
    CasePlay play = new CasePlay(file, onlooker);
    long cuts = play.world.cuts();
    CaseActs acts = new CaseActs(play.world);
    file.happens().forEach(each -> acts.plan(each, SETTLING));
    List<String> wrong = new ArrayList<>();
    try {
      play.live(SETTLING + CaseFile.span(file.lasts()).toMillis());
    } catch (Violation e) {
      play.world.transcript.note("BROKEN " + e.breach());
      wrong.add(e.breach().toString());
    }
    play.world.transcript.note("end");
    new CaseVerdict(wrong, play.world.transcript.lines())
        .judge(file.holds(), play.account(play.world.cuts() - cuts));
    return new Lived(List.copyOf(play.world.transcript.lines()), wrong);
  }

  /** What is counted in a play. */
  record Account(
      long cuts,
      Map<Kind, Integer> records,
      String leader,
      List<String> acting,
      String phase,
      long nobody,
      long together,
      List<String> told) {}

  private Account account(long cuts) {
    String leader = "";
    if (world.plane.runs()) {
      String named = service(world.plane.state()).book().leader();
      leader = named == null ? "nobody" : named;
    }
    return new Account(cuts, records, leader, acting(), phase, nobody, together, alarms.told());
  }

  private List<String> acting() {
    return world.hosts.stream().filter(WorldHost::acting).map(e -> e.policy.name()).toList();
  }

  // --- time ---

  private void live(long until) {
    world.run(until);
    look();
  }

  /** As often as it makes no difference; what is left out of quiet time is as it was before. */
  private void look() {
    long span = world.now() - lookedAt;
    lookedAt = world.now();
    nobody += active == 0 ? span : 0;
    together += active > 1 ? span : 0;
    lookWhoActs();
    long due = alarms.due();
    if (due != plannedAt && due != Long.MAX_VALUE) {
      plannedAt = due;
      world.agenda.plan(due, alarms::pass);
    }
  }

  private void lookWhoActs() {
    List<String> now = acting();
    active = now.size();
    String words = now.isEmpty() ? "nobody acts" : String.join(" and ", now) + acts(active);
    if (!words.equals(acting)) {
      acting = words;
      say("~ " + words);
    }
  }

  private static String acts(int hosts) {
    return hosts == 1 ? " acts" : " act";
  }

  // --- what is written and decided ---

  private void recorded(Entry entry) {
    records.merge(entry.kind(), 1, Integer::sum);
    alarms.recorded(entry);
  }

  private void decided(State before, Signal signal, Instant now, Decision decision) {
    boolean often =
        signal instanceof Signal.WitnessRound
            || signal instanceof Signal.RoundTrip
            || (!(signal instanceof Signal.OfSite)
                && decision.entries().isEmpty()
                && service(before).book().equals(service(decision.next()).book()));
    if (often) {
      return;
    }
    String word = Outlook.of(decision.next(), House.SERVICE, now).phase();
    if (!word.equals(phase)) {
      phase = word;
      say("= " + word.toLowerCase(Locale.ROOT));
    }
  }

  private void say(String words) {
    if (listening) {
      world.transcript.note(words);
    }
  }

  private static ServiceState service(State state) {
    return state.service(House.SERVICE).orElseThrow();
  }
}
