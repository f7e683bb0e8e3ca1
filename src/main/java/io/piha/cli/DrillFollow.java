package io.piha.cli;

import io.piha.drill.DrillReport;
import io.piha.drill.DrillText;
import io.piha.drill.DrillView;
import io.piha.drill.StepSeen;
import java.io.Console;
import java.io.IOException;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Tells a live drill step by step, over a restart of the control plane too. */
final class DrillFollow {

  private static final Duration LOOK = Duration.ofMillis(200);

  /** A control plane that is killed as part of a drill is back within this. */
  private static final int LOST = 600;

  /** Where a drill is looked at. */
  interface Seat {
    /** The drill that goes on; empty when none does. */
    Optional<DrillView> view() throws IOException;

    /** The report of that drill; empty while it goes on. */
    Optional<DrillReport> report(String id) throws IOException;

    /** Lets the next step begin. */
    void next() throws IOException;

    /** Ends the drill. */
    void stop() throws IOException;

    /** Finds the way to a control plane that was restarted; tried again until it succeeds. */
    void reconnect() throws IOException;
  }

  private final Seat client;
  private final PrintWriter out;
  private final Optional<Console> terminal;
  private int told;
  private boolean back;

  /**
   * @param terminal where each step is let begin; empty where nobody is asked
   */
  DrillFollow(Seat client, PrintWriter out, Optional<Console> terminal) {
    this.client = client;
    this.out = out;
    this.terminal = terminal;
  }

  /** Returns when that drill is over; empty when the control plane was lost. */
  Optional<DrillReport> until(String id) throws InterruptedException {
    int lost = 0;
    while (lost < LOST) {
      try {
        Optional<DrillReport> report = client.report(id);
        if (report.isPresent()) {
          tell(report.get().steps());
          return report;
        }
        Optional<DrillView> view = client.view();
        if (view.isPresent()) {
          tell(view.get());
        }
        lost = 0;
      } catch (IOException e) {
        lost++;
        reconnect();
      }
      Thread.sleep(LOOK.toMillis());
    }
    return Optional.empty();
  }

  private void reconnect() {
    try {
      client.reconnect();
    } catch (IOException e) {
      out.flush();
    }
  }

  private void tell(DrillView view) throws IOException {
    tell(view.steps());
    if (view.ending() && !back) {
      back = true;
      out.println(
          "          on the way back" + (view.byHand().isEmpty() ? "" : ": " + view.byHand()));
      out.flush();
    }
    if (view.waits() && terminal.isPresent()) {
      String hand = view.byHand().isEmpty() ? "" : "\n          BY HAND: " + view.byHand();
      String word =
          terminal.get().readLine("next: %s%s%n          [return, or stop] ", view.now(), hand);
      if (word != null && word.isBlank()) {
        client.next();
      } else {
        client.stop();
      }
    }
  }

  private void tell(List<StepSeen> steps) {
    for (; told < steps.size(); told++) {
      out.println(DrillText.step(steps.get(told)));
    }
    out.flush();
  }
}
