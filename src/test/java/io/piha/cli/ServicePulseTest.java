package io.piha.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.piha.arbiter.Signal;
import io.piha.engine.EngineClock;
import io.piha.site.Site;
import io.piha.systemd.Notifier;
import io.piha.testing.Datagrams;
import io.piha.testing.NeedsPeer;
import io.piha.testing.Patience;
import io.piha.testing.Sites;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** The watchdog is fed by the loop's own turns and by nothing else. */
@NeedsPeer("socat")
@ExtendWith(Patience.class)
class ServicePulseTest {
  private static final String ALIVE = "WATCHDOG=1";

  @TempDir Path folder;

  @Test
  void aLoopThatHangsIsNotSaidToTurn() throws Exception {
    CountDownLatch hanging = new CountDownLatch(1);
    CountDownLatch release = new CountDownLatch(1);
    try (Datagrams manager = Datagrams.listen(folder);
        Notifier notifier =
            Notifier.of(
                Map.of("NOTIFY_SOCKET", manager.address(), "WATCHDOG_USEC", "400000"),
                ProcessHandle.current().pid());
        Supervision supervision =
            Supervision.take(
                site(),
                Optional.empty(),
                Map.of(),
                _ -> {},
                new ServicePulse(notifier, new EngineClock()))) {
      ControlPlane control = supervision.activate();
      await().until(() -> manager.lines().contains(ALIVE));

      control
          .engine()
          .onDecision(
              (_, _, _, _) -> {
                hanging.countDown();
                awaitQuietly(release);
              });
      control.engine().offer(new Signal.SightDue());
      assertThat(hanging.await(60, TimeUnit.SECONDS)).isTrue();
      say(notifier, manager, "it hangs");
      await().until(() -> !control.engine().turns());
      say(notifier, manager, "it still hangs");
      assertThat(between(manager.lines(), "STATUS=it hangs", "STATUS=it still hangs"))
          .doesNotContain(ALIVE);

      release.countDown();
      await().until(() -> after(manager.lines(), "STATUS=it still hangs").contains(ALIVE));
      assertThat(manager.lines()).containsOnlyOnce("READY=1");
    } finally {
      release.countDown();
    }
    assertThat(folder).isNotEmptyDirectory();
  }

  /** Datagrams keep their order, so what stands before this line was said before. */
  private static void say(Notifier notifier, Datagrams manager, String line) {
    notifier.status(line);
    await().until(() -> manager.lines().contains("STATUS=" + line));
  }

  private static List<String> between(List<String> lines, String from, String to) {
    return lines.subList(lines.indexOf(from) + 1, lines.indexOf(to));
  }

  private static List<String> after(List<String> lines, String from) {
    return lines.subList(lines.indexOf(from) + 1, lines.size());
  }

  private static void awaitQuietly(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private Site site() {
    return Sites.valid(
        """
        site: home
        data_dir: %1$s/data
        log_dir: %1$s/log
        mqtt: {url: "mqtt://127.0.0.1:1"}
        requests: open
        dashboard: false
        services:
          home-assistant:
            hosts:
              haos: {role: primary, probes: {api: {url: "http://127.0.0.1:1/"}}}
              standby: {role: standby, probes: {api: {url: "http://127.0.0.1:1/"}}}
        witnesses: ["tcp://127.0.0.1:1"]
        """
            .formatted(folder),
        folder);
  }
}
