package io.piha.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.piha.arbiter.ContainerReading;
import io.piha.arbiter.Signal;
import io.piha.demo.DemoContainers;
import io.piha.engine.EngineClock;
import io.piha.engine.NameLookup;
import io.piha.monitor.containers.ContainerEngine;
import io.piha.monitor.containers.ContainerWatch;
import io.piha.site.ClientTls;
import io.piha.site.Containers;
import io.piha.testing.Sites;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The demo's engine is asked by the real watch, over the network like any other. */
class DemoContainersTest {
  @TempDir Path folder;

  @Test
  void a_container_of_the_demo_ends_and_comes_back_in_the_eyes_of_the_real_watch()
      throws Exception {
    try (DemoContainers demo = new DemoContainers(InstantSource.system(), "mariadb");
        NameLookup names = new NameLookup()) {
      ContainerEngine engine =
          new ContainerEngine(
              new Containers(
                  demo.url(), ClientTls.SYSTEM, List.of("mariadb", "x"), Optional.empty()),
              names);
      assertThat(engine.look().get("mariadb")).matches(each -> each.health().equals("healthy"));
      assertThat(engine.look()).containsEntry("x", ContainerReading.MISSING);

      Map<String, ContainerReading> seen = new ConcurrentHashMap<>();
      try (ContainerWatch watch =
          new ContainerWatch(
              Sites.valid(text(demo), folder),
              names,
              new EngineClock(),
              signal -> seen.putAll(((Signal.ContainersSeen) signal).readings()))) {
        watch.start();
        await(seen, "running");
        demo.kill("mariadb");
        assertThat(await(seen, "exited").exitCode()).isEqualTo(137);
        demo.start("mariadb");
        await(seen, "running");
        demo.sicken("mariadb");
        Awaitility.await()
            .atMost(Duration.ofSeconds(60))
            .until(() -> seen.get("mariadb"), each -> each.health().equals("unhealthy"));
      }
    }
  }

  private static ContainerReading await(Map<String, ContainerReading> seen, String state) {
    return Awaitility.await(state)
        .atMost(Duration.ofSeconds(60))
        .pollInterval(Duration.ofMillis(20))
        .until(() -> seen.get("mariadb"), each -> each != null && each.state().equals(state));
  }

  private static String text(DemoContainers demo) {
    return Sites.SMALLEST
        + "containers: {engine: \"%s\", watch: [mariadb]}\n".formatted(demo.url());
  }
}
