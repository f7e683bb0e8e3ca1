package io.piha.drill;

import io.piha.arbiter.Command;
import io.piha.arbiter.Kind;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/**
 * What a drill plays.
 *
 * @param name as the command line calls it
 * @param teaches what one learns from it
 * @param back how a person puts everything back where no command can
 * @param cycles power cycles of the leader that it spends
 * @param failovers automatic promotions that it spends
 * @param may kinds of records that belong to it besides the expected ones
 * @param origin {@code built in}, or the file it was read from
 */
public record Scenario(
    String name,
    String title,
    String teaches,
    String back,
    int cycles,
    int failovers,
    List<Step> steps,
    Set<Kind> may,
    String origin) {

  public Scenario {
    steps = List.copyOf(steps);
    may =
        Collections.unmodifiableSet(
            may.isEmpty() ? EnumSet.noneOf(Kind.class) : EnumSet.copyOf(may));
  }

  /** What built-in ones have as their origin. */
  public static final String BUILT_IN = "built in";

  /** Whether it came with the program. */
  public boolean isBuiltIn() {
    return origin.equals(BUILT_IN);
  }

  /** Every kind of record that belongs to its plan. */
  Set<Kind> planned() {
    Set<Kind> planned = EnumSet.noneOf(Kind.class);
    planned.addAll(may);
    for (Step each : steps) {
      if (each instanceof Step.Expect expect) {
        planned.add(expect.kind());
      }
    }
    return planned;
  }

  /** Whether it takes power from a host by request, so that a live drill is asked twice. */
  public boolean cutsPower() {
    return steps.stream()
        .anyMatch(each -> each instanceof Step.Ask ask && ask.command() == Command.RESET);
  }
}
