package io.piha.monitor.containers;

import static org.assertj.core.api.Assertions.assertThat;

import io.piha.arbiter.ContainerReading;
import io.piha.arbiter.Signal;
import io.piha.engine.EngineClock;
import io.piha.engine.NameLookup;
import io.piha.site.ClientTls;
import io.piha.site.Containers;
import io.piha.testing.Docker;
import io.piha.testing.NeedsPeer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Predicate;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Against Docker's own engine, which runs health checks by itself and says when memory ran out. */
@NeedsPeer({"dockerd", "docker", "containerd", "runc", "busybox", "tar", "unshare"})
class DockerTest {
  private static final ContainerReading UNSEEN =
      new ContainerReading("unseen", "", "", 0, false, "", 0, "");
  private static final String SERVE =
      "trap 'exit 0' TERM; touch /tmp/well; while :; do sleep 1 & wait $!; done";

  @TempDir Path folder;
  private final AtomicReference<Signal.@Nullable ContainersSeen> newest = new AtomicReference<>();

  private ContainerReading await(String name, Predicate<ContainerReading> wanted) {
    return Awaitility.await(name)
        .atMost(Duration.ofMinutes(2))
        .pollInterval(Duration.ofMillis(20))
        .until(
            () -> {
              Signal.ContainersSeen seen = newest.get();
              return seen == null ? UNSEEN : seen.readings().getOrDefault(name, UNSEEN);
            },
            wanted);
  }

  @Test
  void containers_are_followed_through_health_death_memory_and_restart_loops() {
    List<String> watched = List.of("db", "hungry", "loop");
    try (Docker docker = new Docker(folder);
        NameLookup names = new NameLookup();
        EngineLane lane =
            new EngineLane(
                new ContainerEngine(
                    new Containers(docker.url(), ClientTls.SYSTEM, watched, Optional.empty()),
                    names),
                Map.of("db", "db", "hungry", "hungry", "loop", "loop"),
                new EngineClock(),
                signal -> newest.set((Signal.ContainersSeen) signal))) {
      lane.start();
      await("db", reading -> reading.state().equals("missing"));
      List<String> health =
          List.of(
              "--health-cmd",
              "test -e /tmp/well",
              "--health-interval",
              "1s",
              "--health-retries",
              "1");
      docker.run("db", health, SERVE);
      await("db", reading -> reading.health().equals("healthy"));
      docker.docker("exec", "db", "rm", "/tmp/well");
      assertThat(await("db", reading -> reading.health().equals("unhealthy")).ailment())
          .contains("its check ended with 1");
      docker.docker("exec", "db", "touch", "/tmp/well");
      await("db", reading -> reading.health().equals("healthy"));
      String first = await("db", reading -> reading.state().equals("running")).run();
      docker.docker("restart", "db");
      await("db", reading -> reading.state().equals("running") && !reading.run().equals(first));
      docker.docker("kill", "db");
      assertThat(await("db", reading -> reading.state().equals("exited")).exitCode())
          .isEqualTo(137);

      docker.run("hungry", List.of("-m", "8m"), "x=aaaaaaaaaaaaaaaa; while :; do x=$x$x; done");
      // That it was for want of memory may be written down after the end was told.
      Predicate<ContainerReading> starved =
          reading -> reading.state().equals("exited") && reading.outOfMemory();
      assertThat(await("hungry", starved).exitCode()).isEqualTo(137);

      docker.run("loop", List.of("--restart", "always"), "sleep 0.3; exit 3");
      String run = await("loop", reading -> !reading.run().isEmpty()).run();
      await("loop", reading -> reading.restarts() > 0 && !reading.run().equals(run));
      docker.docker("rm", "-f", "loop", "hungry", "db");
      await("db", reading -> reading.state().equals("missing"));
    }
  }
}
