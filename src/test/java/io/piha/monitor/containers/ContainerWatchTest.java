package io.piha.monitor.containers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.piha.arbiter.ContainerReading;
import io.piha.arbiter.Signal;
import io.piha.engine.EngineClock;
import io.piha.engine.NameLookup;
import io.piha.site.ClientTls;
import io.piha.site.Containers;
import io.piha.site.Site;
import io.piha.testing.NeedsPeer;
import io.piha.testing.Podman;
import io.piha.testing.Sites;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Predicate;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@NeedsPeer({"podman", "runc", "conmon", "busybox", "tar"})
class ContainerWatchTest {
  private static final Duration PATIENCE = Duration.ofMinutes(1);

  private static final ContainerReading UNSEEN =
      new ContainerReading("unseen", "", "", 0, false, "", 0, "");

  @TempDir static Path folder;
  private static Podman podman;

  private final NameLookup names = new NameLookup();
  private final AtomicReference<Signal.@Nullable ContainersSeen> newest = new AtomicReference<>();
  private @Nullable EngineLane lane;

  @BeforeAll
  static void start() {
    podman = new Podman(folder);
  }

  @AfterAll
  static void stop() {
    podman.close();
  }

  @AfterEach
  void close() {
    if (lane != null) {
      lane.close();
    }
    names.close();
  }

  private void watch(String name) {
    EngineLane fresh =
        new EngineLane(
            new ContainerEngine(engine(name), names),
            Map.of(name, name),
            new EngineClock(),
            signal -> newest.set((Signal.ContainersSeen) signal));
    lane = fresh;
    fresh.start();
  }

  private static Containers engine(String... names) {
    return new Containers(podman.url(), ClientTls.SYSTEM, List.of(names), Optional.empty());
  }

  private ContainerReading await(String name, Predicate<ContainerReading> wanted) {
    return Awaitility.await(name)
        .atMost(PATIENCE)
        .pollInterval(Duration.ofMillis(20))
        .until(() -> readings().getOrDefault(name, UNSEEN), reading -> wanted.test(reading));
  }

  private String trouble() {
    Signal.ContainersSeen seen = newest.get();
    return seen == null ? "" : seen.trouble();
  }

  private Map<String, ContainerReading> readings() {
    Signal.ContainersSeen seen = newest.get();
    return seen == null ? Map.of() : seen.readings();
  }

  private static Predicate<ContainerReading> in(String state) {
    return reading -> reading.state().equals(state);
  }

  @Test
  void a_container_is_followed_through_its_whole_life() {
    watch("life");
    await("life", in("missing"));
    podman.serve("life");
    ContainerReading first = await("life", in("running"));
    assertThat(first.health()).isEqualTo("starting");

    podman.checkHealth("life");
    await("life", reading -> reading.health().equals("healthy"));
    podman.well("life", false);
    podman.checkHealth("life");
    ContainerReading ill = await("life", reading -> reading.health().equals("unhealthy"));
    assertThat(ill.ailment()).contains("its check ended with 1");
    podman.well("life", true);
    podman.checkHealth("life");
    await("life", reading -> reading.health().equals("healthy"));

    podman.podman("pause", "life");
    await("life", in("paused"));
    podman.podman("unpause", "life");
    await("life", in("running"));

    podman.podman("kill", "life");
    assertThat(await("life", in("exited")).exitCode()).isEqualTo(137);
    podman.podman("start", "life");
    assertThat(await("life", in("running")).run()).isNotEqualTo(first.run());
    podman.podman("stop", "-t", "20", "life");
    assertThat(await("life", in("exited")).exitCode()).isZero();

    podman.podman("rm", "life");
    await("life", in("missing"));
  }

  @Test
  void a_container_that_ends_again_and_again_has_another_run_each_time() {
    watch("loop");
    podman.crashing("loop");
    String first = await("loop", reading -> !reading.run().isEmpty()).run();
    String second = await("loop", reading -> !reading.run().equals(first)).run();
    await("loop", reading -> !reading.run().equals(first) && !reading.run().equals(second));
    podman.remove("loop");
  }

  @Test
  void an_engine_that_goes_away_is_told_and_watched_again_when_it_is_back() {
    podman.serve("steady");
    watch("steady");
    await("steady", in("running"));
    podman.stop();
    Awaitility.await("trouble")
        .atMost(PATIENCE)
        .until(this::trouble, trouble -> !trouble.isEmpty());
    assertThat(trouble()).containsAnyOf("refuses the connection", "no socket");
    podman.podman("kill", "steady");
    podman.restart();
    // Nobody heard the event: it is seen because everything is looked at anew.
    assertThat(await("steady", in("exited")).exitCode()).isEqualTo(137);
    podman.podman("start", "steady");
    await("steady", in("running"));
    podman.podman("rm", "-f", "-t", "0", "steady");
  }

  @Test
  void containers_of_two_engines_that_have_one_name_are_told_apart(@TempDir Path second) {
    podman.serve("twin");
    try (Podman other = new Podman(second)) {
      String text =
          Sites.SMALLEST
              + """
              containers:
                - {engine: "%s", watch: [twin]}
                - {engine: "%s", watch: [twin]}
              """
                  .formatted(podman.url(), other.url());
      Site site = Sites.valid(text, second);
      Map<String, ContainerReading> all = new ConcurrentHashMap<>();
      try (ContainerWatch watch =
          new ContainerWatch(
              site,
              names,
              new EngineClock(),
              signal -> all.putAll(((Signal.ContainersSeen) signal).readings()))) {
        watch.start();
        Awaitility.await("both engines")
            .atMost(PATIENCE)
            .until(
                () -> all.values().stream().map(ContainerReading::state).sorted().toList(),
                List.of("missing", "running")::equals);
        assertThat(all.keySet())
            .anyMatch(each -> each.contains(podman.socket().toString()))
            .anyMatch(each -> each.contains(other.socket().toString()));
      }
    }
    podman.podman("rm", "-f", "-t", "0", "twin");
  }

  @Test
  void a_container_whose_memory_ran_out_has_ended_with_its_code() {
    watch("hungry");
    podman.hungry("hungry");
    assertThat(await("hungry", in("exited")).exitCode()).isEqualTo(137);
    podman.podman("rm", "-f", "-t", "0", "hungry");
  }

  @Test
  void events_are_heard_as_they_happen() throws Exception {
    podman.serve("talker");
    podman.serve("stranger");
    var engine = new ContainerEngine(engine("talker"), names);
    assertThat(engine.look()).containsOnlyKeys("talker");
    var heard = new java.util.concurrent.Semaphore(0);
    Thread listener =
        Thread.ofPlatform()
            .start(
                () -> {
                  try {
                    engine.listen(heard::release);
                  } catch (IOException ended) {
                    // as it should, when it is deafened
                  }
                });
    assertThat(heard.tryAcquire(60, java.util.concurrent.TimeUnit.SECONDS)).isTrue();
    podman.podman("kill", "stranger");
    assertThat(heard.availablePermits()).isZero();
    podman.podman("kill", "talker");
    assertThat(heard.tryAcquire(60, java.util.concurrent.TimeUnit.SECONDS)).isTrue();
    engine.deafen();
    listener.join(60_000);
    assertThat(listener.isAlive()).isFalse();
    podman.podman("rm", "-f", "-t", "0", "talker", "stranger");
  }

  @Test
  void an_engine_that_is_not_there_is_named_with_what_to_do() {
    var engine =
        new ContainerEngine(
            new Containers(
                "unix://" + folder.resolve("no.sock"),
                ClientTls.SYSTEM,
                List.of("x"),
                Optional.empty()),
            names);
    assertThatThrownBy(engine::look)
        .isInstanceOf(IOException.class)
        .hasMessageContaining("there is no socket")
        .hasMessageContaining("is the engine running?");
  }
}
