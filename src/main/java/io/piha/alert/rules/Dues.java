package io.piha.alert.rules;

import io.piha.arbiter.Severity;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;

/** What time alone brings: first messages, reminders, "resolved", digests, things grown too old. */
final class Dues {

  /** What stood under something larger is told so long after that is over, if it still stands. */
  private static final Duration AFTERWARDS = Duration.ofMinutes(10);

  private final Round round;
  private final Teller teller;

  Dues(Round round) {
    this.round = round;
    this.teller = new Teller(round);
  }

  void settle() {
    round.forgetRelapses();
    ages("snapshot_old", round.policy.snapshots(), round.snapshots);
    ages("drill_overdue", round.policy.drills(), round.drills);
    for (Trouble each : round.troubles.values().toArray(Trouble[]::new)) {
      settle(each);
    }
    new Gate(round).digest();
  }

  private void settle(Trouble trouble) {
    Instant tell = trouble.tellAt();
    if (tell != null && !tell.isAfter(round.now)) {
      if (trouble.under() && overshadowed(trouble)) {
        round.keep(trouble.tellAt(round.now.plus(AFTERWARDS)));
        return;
      }
      teller.opening(trouble);
    }
    Trouble now = round.troubles.getOrDefault(trouble.key(), trouble);
    Instant again = now.againAt();
    if (again != null && !again.isAfter(round.now) && now.goesOn()) {
      teller.again(now);
      now = round.troubles.getOrDefault(trouble.key(), now);
    }
    Instant over = now.over();
    Instant overAt = now.overAt();
    if (over != null && overAt != null && !overAt.isAfter(round.now)) {
      round.troubles.remove(now.key());
      if (now.told()) {
        round.over(now.key());
        teller.resolved(now, over);
      }
    }
  }

  /** Whether something larger of the same service goes on, of which this may be a consequence. */
  private boolean overshadowed(Trouble trouble) {
    String service = String.valueOf(trouble.service());
    boolean unprotected =
        !trouble.key().startsWith("protection:") && goesOn(Causes.protection(service));
    return unprotected || round.troubles.containsKey(Causes.lead(service)) || goesOn(Causes.BLIND);
  }

  private boolean goesOn(String key) {
    Trouble other = round.open(key);
    return other != null && other.goesOn();
  }

  /** Ages are counted from what was last seen, or from the first look where nothing was. */
  private void ages(String cause, Map<String, Duration> most, Map<String, Instant> last) {
    most.forEach(
        (of, limit) -> {
          Instant newest = last.computeIfAbsent(of, _ -> round.now);
          boolean old = newest.plus(limit).isBefore(round.now);
          String[] names = of.split("/", 2);
          new Hearing(round)
              .heard(
                  new Event.Noticed(
                      cause + ":" + of,
                      old,
                      Severity.WARNING,
                      names[0],
                      names.length > 1 ? names[1] : null,
                      round.now,
                      Titles.age(cause, names),
                      Titles.ageText(cause, Spans.words(newest, round.now), limit)));
        });
    last.keySet().removeIf(each -> !most.containsKey(each));
  }
}
