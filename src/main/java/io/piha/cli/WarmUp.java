package io.piha.cli;

import io.piha.site.Site;
import io.piha.world.Coverage;
import io.piha.world.Simulation;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Puts a whole control plane together once and takes it apart again, in a folder of its own and
 * without starting it, and then lives a simulated day: a takeover finds the program loaded and its
 * ways trodden, and need not read it from a slow disk in the one second it has.
 */
final class WarmUp implements Runnable {

  private static final Logger LOG = LoggerFactory.getLogger(WarmUp.class);

  /** A world in which two control planes share a lease, and one takes over from the other. */
  private static final long SEED = 8;

  private static final Duration LIVED = Duration.ofHours(24);

  private final Site site;
  private final DrillHouse house;

  WarmUp(Site site, DrillHouse house) {
    this.site = site;
    this.house = house;
  }

  @Override
  public void run() {
    assemble();
    // Aside, for whoever stands by has to keep an eye on the lease.
    Thread.ofPlatform()
        .name("warm-up")
        .daemon()
        .start(() -> Simulation.run(SEED, LIVED, new Coverage()));
  }

  private void assemble() {
    try {
      Path folder = Files.createTempDirectory("piha-warm-up-");
      try (DataFolder data = DataFolder.take(folder, site.name())) {
        ControlPlane plane = new ControlPlane(site, data, Tenure.LOCAL, house);
        try {
          plane.openAndClose();
        } finally {
          plane.crash();
        }
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
