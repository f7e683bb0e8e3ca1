package io.piha.alert.rules;

import io.piha.arbiter.Severity;
import java.time.Instant;

/**
 * Another control plane goes on: how the one before ended is told once, and each incident that
 * people know of goes on in its thread, for its last message may have died with that one.
 */
final class Succession {

  private final Round round;
  private final Teller teller;

  Succession(Round round) {
    this.round = round;
    this.teller = new Teller(round);
  }

  void heard(Event.TakenOver over) {
    how(over);
    round.running = false; // its start is heard next, and is no crash
    round.handedTo = null;
    for (Trouble each : round.troubles.values().toArray(Trouble[]::new)) {
      if (each.told() && each.goesOn() && isTheirs(each.key())) {
        teller.takenOver(each, over);
      }
    }
  }

  private static boolean isTheirs(String key) {
    return !key.equals(Causes.CONTROL) && !Heir.isOfTheMachine(key);
  }

  private void how(Event.TakenOver over) {
    String to = round.handedTo;
    if (to != null) {
      String whom = to.equals(over.by()) ? "" : " to " + to;
      teller.once(
          Fact.takenOver(
              over,
              Severity.INFO,
              "Control plane " + over.from() + " had handed over" + whom + " and has stopped."));
    } else if (round.open(Causes.CONTROL) == null) {
      teller.once(
          Fact.takenOver(
              over,
              Severity.WARNING,
              "Control plane "
                  + over.from()
                  + " had ended, or was cut off, without a word that could be read here."
                  + gap(over)));
    }
    // Else it was told that it stopped, and that ends when the start of this one is heard.
  }

  private String gap(Event.TakenOver over) {
    Instant last = round.seenAt;
    return last == null || !last.isBefore(over.at())
        ? ""
        : " The last that is known of it is " + Spans.words(last, over.at()) + " older.";
  }
}
