package io.piha.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
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
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
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

  @Test
  void who_listened_longest_is_let_go_when_others_come() throws Exception {
    List<Socket> all = new ArrayList<>();
    try (DemoContainers demo = new DemoContainers(InstantSource.system(), "mariadb")) {
      URI address = URI.create(demo.url());
      for (int i = 0; i < 5; i++) {
        Socket socket = new Socket(address.getHost(), address.getPort());
        all.add(socket);
        socket.setSoTimeout(20_000);
        socket
            .getOutputStream()
            .write("GET /v1.41/events HTTP/1.1\r\nHost: demo\r\n\r\n".getBytes(UTF_8));
        // It listens from its answer on.
        assertThat(socket.getInputStream().read()).isEqualTo('H');
      }
      assertThat(lines(all.getFirst()).anyMatch("0"::equals)).as("the last chunk").isTrue();
      demo.kill("mariadb");
      assertThat(lines(all.getLast()).anyMatch(each -> each.contains("mariadb"))).isTrue();
    } finally {
      for (Socket each : all) {
        each.close();
      }
    }
  }

  private static Stream<String> lines(Socket socket) throws IOException {
    return new BufferedReader(new InputStreamReader(socket.getInputStream(), UTF_8)).lines();
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
