package io.piha.cli;

import io.piha.drill.DrillReport;
import io.piha.drill.DrillSheet;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code piha drill report}. */
@Command(
    name = "report",
    mixinStandardHelpOptions = true,
    description = {
      "Write the report of a live drill: measured against the bounds, the prediction and earlier"
          + " drills.",
      "As one HTML page, or as PDF when --out ends in .pdf. Needs no running engine."
    })
final class DrillReportCommand implements Callable<Integer> {

  @CommandLine.Spec CommandLine.Model.CommandSpec spec = CommandLine.Model.CommandSpec.create();

  @Parameters(
      paramLabel = "ID",
      arity = "0..1",
      description =
          "As piha drill history names it, or how that begins. Without it: the newest drill.")
  @Nullable String id;

  @Option(names = "--out", paramLabel = "FILE", description = "Without it the page is printed.")
  @Nullable Path out;

  @Override
  public Integer call() throws Exception {
    PihaCommand piha = (PihaCommand) spec.root().userObject();
    KeptDrills.Answer answer = KeptDrills.read(piha);
    if (answer.drills().isEmpty()) {
      return answer.exit();
    }
    KeptDrills kept = answer.drills().get();
    Optional<DrillReport> report = kept.shelf().named(id == null ? "" : id);
    if (report.isEmpty()) {
      piha.err()
          .println(
              id == null
                  ? "piha: no live drill is kept here; rehearsals are not"
                  : "piha: no drill " + id + " is kept here; see piha drill history");
      return Exit.FAILED;
    }
    return ReportFile.write(
        piha,
        DrillSheet.draw(kept.site().name(), report.get(), kept.shelf().before(report.get())),
        Optional.ofNullable(out));
  }
}
