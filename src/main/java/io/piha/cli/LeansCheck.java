package io.piha.cli;

import io.piha.engine.CheckView;
import io.piha.engine.EngineClock;
import io.piha.engine.NameLookup;
import io.piha.monitor.checks.SupportingChecks;
import io.piha.site.Site;
import java.io.PrintWriter;
import java.util.Optional;

/** The part of {@code piha check} about disk, clock and certificates: quiet until they matter. */
final class LeansCheck {

  private final PrintWriter out;
  private final ContainersCheck.Teller teller;

  LeansCheck(PrintWriter out, ContainersCheck.Teller teller) {
    this.out = out;
    this.teller = teller;
  }

  void run(Site site, NameLookup names) {
    EngineClock clock = new EngineClock();
    for (CheckView each : SupportingChecks.once(site, names, clock::wall)) {
      String said = each.title() + ": " + each.said();
      switch (each.level()) {
        case QUIET -> out.println("ok: " + said);
        case NOTICE -> out.println("note: " + said + "; " + each.remedy());
        case BAD -> teller.tell(place(each), "", Optional.of(said), each.remedy());
      }
    }
  }

  private static String place(CheckView row) {
    return row.kind().equals("disk") ? row.name() : row.kind().equals("clock") ? "checks" : "";
  }
}
