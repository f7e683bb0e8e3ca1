package io.piha.drill;

import java.time.Instant;
import java.util.List;

/**
 * A live drill that goes on.
 *
 * @param scenario its name
 * @param steps the steps that are over
 * @param now what the next step is, or what is waited for
 * @param byHand what a person has to do for it; empty when nothing
 * @param waits whether it waits for somebody to let the next step begin
 * @param ending whether it is on the way back
 * @param of how many steps the scenario has
 */
public record DrillView(
    String id,
    String scenario,
    String title,
    String service,
    String by,
    Instant began,
    List<StepSeen> steps,
    String now,
    String byHand,
    boolean waits,
    boolean ending,
    int of) {

  public DrillView {
    steps = List.copyOf(steps);
  }
}
