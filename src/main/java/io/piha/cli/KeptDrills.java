package io.piha.cli;

import io.piha.drill.DrillShelf;
import io.piha.site.Site;
import java.io.IOException;
import java.util.Optional;

/**
 * The drills that this machine's control plane kept.
 *
 * @param site whose
 */
record KeptDrills(Site site, DrillShelf shelf) {

  /** Reads them; holds nothing but an exit code when there is nothing to read, which was said. */
  static Answer read(PihaCommand piha) throws Exception {
    Optional<Site> site = piha.site();
    if (site.isEmpty()) {
      return new Answer(Optional.empty(), Exit.CONFIG);
    }
    try {
      DrillShelf shelf = DrillShelf.of(site.get().dataDir());
      shelf.unreadable().forEach(each -> piha.err().println("piha: " + each));
      return new Answer(Optional.of(new KeptDrills(site.get(), shelf)), Exit.OK);
    } catch (IOException e) {
      piha.err().println("piha: " + e.getMessage());
      return new Answer(Optional.empty(), Exit.FAILED);
    }
  }

  /** What was read, or the exit code that says why not. */
  record Answer(Optional<KeptDrills> drills, int exit) {}
}
