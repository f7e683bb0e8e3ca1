package io.piha.alert.rules;

import io.piha.arbiter.Entry;
import io.piha.arbiter.Kind;
import io.piha.arbiter.Severity;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** What an event does to the incidents that go on. */
final class Hearing {

  /** After a start nothing is known yet; so long is nobody told that we are blind. */
  private static final Duration SETTLING = Duration.ofMinutes(5);

  private final Round round;
  private final Teller teller;

  Hearing(Round round) {
    this.round = round;
    this.teller = new Teller(round);
  }

  void heard(Event.Recorded record) {
    Entry entry = record.entry();
    remember(record);
    if (entry.kind() == Kind.ACKNOWLEDGED) {
      acknowledged(record);
      return;
    }
    Cause cause = Causes.of(entry);
    Fact fact = Fact.of(record);
    switch (cause.role()) {
      case OPENS -> opens(cause, fact);
      case TELLS -> tells(cause, fact);
      case NOTES -> notes(cause, fact);
      case ENDS -> ends(cause, fact);
      case TELLS_AND_ENDS -> {
        tells(cause, fact);
        ends(cause, fact);
      }
      case NONE -> {}
    }
  }

  void heard(Event.Noticed notice) {
    Fact fact = Fact.of(notice);
    Trouble open = round.open(notice.cause());
    if (notice.active()) {
      boolean worse = open != null && notice.severity().compareTo(open.severity()) > 0;
      if (open == null || !open.goesOn() || worse) {
        opens(Cause.of(notice.cause(), "", Cause.Role.OPENS), fact);
      }
    } else if (open != null && open.goesOn()) {
      ends(Cause.of(notice.cause(), "", Cause.Role.ENDS), fact);
    }
  }

  private void remember(Event.Recorded record) {
    Entry entry = record.entry();
    String node = entry.service() + "/" + entry.host();
    switch (entry.kind()) {
      case SNAPSHOT_DONE -> round.snapshots.put(node, record.at());
      case DRILL_STARTED ->
          round.exercises.put(
              String.valueOf(entry.service()), Exercise.begun(record.at(), round.now));
      case DRILL_DONE -> drilled(String.valueOf(entry.service()), record);
      case CONTROL_STARTED -> {
        if (round.running && round.open(Causes.CONTROL) == null) {
          teller.once(Fact.crashed(record, round.seenAt));
        }
        round.running = true;
        round.startedAt = round.now;
        round.handedTo = null;
      }
      case CONTROL_STOPPED -> {
        round.running = false;
        round.handedTo = Causes.handedTo(entry);
      }
      default -> {}
    }
    round.seenAt = record.at();
  }

  /** What was stopped before its end taught nobody anything; the next drill is due as before. */
  private void drilled(String service, Event.Recorded record) {
    if (!"stopped".equals(record.entry().detail().get("verdict"))) {
      round.drills.put(service, record.at());
    }
    round.exercises.computeIfPresent(service, (_, drill) -> drill.over(record.at()));
  }

  private void opens(Cause cause, Fact fact) {
    Trouble open = round.open(cause.key());
    if (open == null) {
      if (!round.hasRoom(fact.severity())) {
        new Gate(round).overflow();
        return;
      }
      Instant tellAt = round.now.plus(patience(cause));
      round.keep(fact.trouble(round.newThread(), cause, tellAt));
      back(cause.key());
      return;
    }
    boolean again = !open.goesOn();
    Trouble on = open.goingOnWith(cause.part(), fact.severity()).numbered(fact.incident());
    if (!open.told()) {
      Instant tellAt = again ? round.now.plus(patience(cause)) : open.tellAt();
      round.keep(on.withNote(fact.line()).tellAt(tellAt));
      return;
    }
    teller.update(on, fact);
  }

  private void back(String key) {
    Relapse known = round.relapses.get(key);
    if (known == null || known.isOld(round.now)) {
      round.relapses.remove(key);
      return;
    }
    Relapse again = known.back();
    round.relapses.put(key, again);
    Trouble open = round.open(key);
    if (again.isOften() && open != null) {
      Trouble noted = open.withNote(again.words());
      round.keep(again.isWorthTelling() ? noted.tellAt(round.now) : noted);
    }
  }

  private Duration patience(Cause cause) {
    Instant started = round.startedAt;
    if (cause.key().equals(Causes.BLIND) && started != null) {
      Duration left = Duration.between(round.now, started.plus(SETTLING));
      return left.isNegative() ? cause.patience() : left;
    }
    return cause.patience();
  }

  private void tells(Cause cause, Fact fact) {
    Trouble open = round.open(cause.key());
    if (open == null || !open.goesOn()) {
      teller.once(fact);
      return;
    }
    Trouble on = open.goingOnWith("", fact.severity()).numbered(fact.incident());
    if (open.told()) {
      teller.update(on, fact);
    } else {
      round.keep(on.withNote(fact.line()));
    }
  }

  private void notes(Cause cause, Fact fact) {
    Trouble open = round.open(cause.key());
    if (open != null) {
      round.keep(open.withNote(fact.line()));
    }
  }

  private void ends(Cause cause, Fact fact) {
    Trouble open = round.open(cause.key());
    if (open == null || !open.goesOn()) {
      return;
    }
    Trouble left = open.without(cause.part());
    if (!left.parts().isEmpty()) {
      round.keep(left.withNote(fact.line()));
      return;
    }
    if (!open.told() && !due(open)) {
      round.troubles.remove(open.key()); // gone before anybody had to know
      round.over(open.key());
      return;
    }
    round.keep(left.withNote(fact.line()).over(fact.at(), round.now.plus(round.hold(open.key()))));
  }

  private boolean due(Trouble open) {
    Instant tell = open.tellAt();
    return tell != null && !tell.isAfter(round.now);
  }

  private void acknowledged(Event.Recorded record) {
    @Nullable String service = record.entry().service();
    Fact fact = Fact.of(record);
    for (Trouble each : round.troubles.values().toArray(Trouble[]::new)) {
      boolean theirs = service != null && service.equals(each.service());
      if (theirs && each.goesOn() && !each.acked()) {
        Trouble seen = each.seen();
        boolean ends = each.key().startsWith("rule:");
        if (each.told() && each.severity() == Severity.CRITICAL) {
          teller.update(seen, fact);
          seen = round.troubles.getOrDefault(each.key(), seen);
        }
        round.keep(ends ? seen.over(fact.at(), round.now.plus(round.hold(each.key()))) : seen);
      }
    }
  }
}
