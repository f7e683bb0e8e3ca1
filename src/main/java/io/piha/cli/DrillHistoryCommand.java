package io.piha.cli;

import io.piha.drill.DrillReport;
import io.piha.drill.DrillText;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** {@code piha drill history}. */
@Command(
    name = "history",
    mixinStandardHelpOptions = true,
    description = {
      "List the live drills that are kept, newest first: when, what, the verdict, and how long"
          + " nobody led.",
      "Needs no running engine."
    })
final class DrillHistoryCommand implements Callable<Integer> {

  @CommandLine.Spec CommandLine.Model.CommandSpec spec = CommandLine.Model.CommandSpec.create();

  @Override
  public Integer call() throws Exception {
    PihaCommand piha = (PihaCommand) spec.root().userObject();
    KeptDrills.Answer answer = KeptDrills.read(piha);
    if (answer.drills().isEmpty()) {
      return answer.exit();
    }
    for (DrillReport each : answer.drills().get().shelf().reports()) {
      piha.out().println(DrillText.line(each));
    }
    if (answer.drills().get().shelf().reports().isEmpty()) {
      piha.out().println("no live drill is kept here; rehearsals are not");
    }
    piha.out().flush();
    return answer.drills().get().shelf().unreadable().isEmpty() ? Exit.OK : Exit.FAILED;
  }
}
