package io.piha.alert.rules;

import io.piha.arbiter.Severity;
import java.time.Instant;
import java.util.List;

/**
 * Another control plane goes on. Each incident that people know of goes on in its thread, and is
 * told once more, for its last message may have died with the one before; so is how that one ended,
 * by itself only when nothing goes on.
 */
final class Succession {

  private final Round round;
  private final Teller teller;

  Succession(Round round) {
    this.round = round;
    this.teller = new Teller(round);
  }

  void heard(Event.TakenOver over) {
    // A stop that was told is told to be over when the start of this one is heard.
    boolean stopped = round.handedTo == null && round.open(Causes.CONTROL) != null;
    Fact how =
        stopped ? Fact.takenOver(over, Severity.INFO, name(over) + " has stopped.") : how(over);
    round.running = false; // its start is heard next, and is no crash
    round.handedTo = null;
    List<Trouble> open =
        round.troubles.values().stream()
            .filter(each -> each.told() && each.goesOn() && isTheirs(each.key()))
            .toList();
    open.forEach(each -> teller.takenOver(each, how));
    if (open.isEmpty() && !stopped) {
      teller.once(how);
    }
  }

  private static boolean isTheirs(String key) {
    return !key.equals(Causes.CONTROL) && !Heir.isOfTheMachine(key);
  }

  private Fact how(Event.TakenOver over) {
    String to = round.handedTo;
    if (to != null) {
      String whom = to.equals(over.by()) ? "" : " to " + to;
      return Fact.takenOver(
          over, Severity.INFO, name(over) + " had handed over" + whom + " and has stopped.");
    }
    return Fact.takenOver(
        over,
        Severity.WARNING,
        name(over)
            + " had ended, or was cut off, without a word that could be read here."
            + gap(over));
  }

  private static String name(Event.TakenOver over) {
    return "Control plane " + over.from();
  }

  private String gap(Event.TakenOver over) {
    Instant last = round.seenAt;
    return last == null || !last.isBefore(over.at())
        ? ""
        : " The last that is known of it is " + Spans.words(last, over.at()) + " older.";
  }
}
