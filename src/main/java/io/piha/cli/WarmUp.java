package io.piha.cli;

import io.piha.site.Site;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Puts a whole control plane together once and takes it apart again, in a folder of its own and
 * without starting it: a takeover then finds the program loaded, and need not read it from a slow
 * disk in the one second it has.
 */
final class WarmUp implements Runnable {

  private static final Logger LOG = LoggerFactory.getLogger(WarmUp.class);

  private final Site site;
  private final DrillHouse house;

  WarmUp(Site site, DrillHouse house) {
    this.site = site;
    this.house = house;
  }

  @Override
  public void run() {
    try {
      Path folder = Files.createTempDirectory("piha-warm-up-");
      try (DataFolder data = DataFolder.take(folder, site.name())) {
        new ControlPlane(site, data, Tenure.LOCAL, house).crash();
      } finally {
        remove(folder);
      }
    } catch (IOException | RuntimeException e) {
      LOG.debug("a takeover will take a moment longer", e);
    }
  }

  private static void remove(Path folder) throws IOException {
    try (Stream<Path> all = Files.walk(folder)) {
      for (Path each : all.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(each);
      }
    }
  }
}
