package io.piha.peers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.piha.testing.Datagrams;
import io.piha.testing.NeedsPeer;
import io.piha.testing.Programs;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The engine under a service manager: what it says to it, and how little it is allowed to do. */
class ServiceTest {
  private static final Path UNIT = Path.of("installer/systemd/piha-control.service");
  private static final Pattern EXPOSURE = Pattern.compile("exposure level .*: ([0-9.]+) ");

  @TempDir Path folder;

  @Test
  @NeedsPeer("socat")
  void itSaysThatItIsReadyThatItTurnsAndThatItEnds() throws Exception {
    Path config = folder.resolve("piha.yaml");
    Files.writeString(
        config,
        """
        site: home
        data_dir: %1$s/data
        log_dir: %1$s/log
        mqtt: {url: "mqtt://127.0.0.1:1"}
        requests: open
        services:
          home-assistant:
            hosts:
              haos: {role: primary, probes: {api: {url: "http://127.0.0.1:1/"}}}
              standby: {role: standby, probes: {api: {url: "http://127.0.0.1:1/"}}}
        witnesses: ["tcp://127.0.0.1:1"]
        dashboard: {listen: 127.0.0.1:0}
        """
            .formatted(folder));
    try (Datagrams manager = Datagrams.listen(folder)) {
      Process engine =
          Program.start(
              folder.resolve("said"),
              Map.of("NOTIFY_SOCKET", manager.address(), "WATCHDOG_USEC", "2000000"),
              "--config",
              config.toString(),
              "engine");
      await()
          .failFast("the engine ended", () -> !engine.isAlive())
          .until(() -> Collections.frequency(manager.lines(), "WATCHDOG=1") >= 3);
      engine.destroy();
      assertThat(engine.waitFor(60, TimeUnit.SECONDS)).isTrue();
      assertThat(engine.exitValue()).isEqualTo(143);
      await().until(() -> manager.lines().contains("STOPPING=1"));

      List<String> said = manager.lines();
      assertThat(said)
          .containsOnlyOnce("READY=1", "STOPPING=1")
          .containsSubsequence(
              "WATCHDOG_USEC=600000000",
              "READY=1",
              "WATCHDOG_USEC=2000000",
              "WATCHDOG=1",
              "STOPPING=1")
          .anyMatch(line -> line.startsWith("STATUS=supervising home"));
    }
  }

  @Test
  @NeedsPeer("systemd-analyze")
  void theUnitIsHardened() throws Exception {
    String said = Programs.run("systemd-analyze", "security", "--offline=true", UNIT.toString());
    Matcher exposure = EXPOSURE.matcher(said);
    assertThat(exposure.find()).as(said).isTrue();
    assertThat(Double.parseDouble(exposure.group(1))).as(said).isLessThan(3.0);
  }

  @Test
  @NeedsPeer("systemd-analyze")
  void systemdUnderstandsEveryLineOfTheUnit() throws Exception {
    Path here = folder.resolve(UNIT.getFileName());
    Files.writeString(
        here,
        Files.readString(UNIT)
            .replaceAll("ExecStart=\\S+", "ExecStart=/bin/true")
            .replaceAll("(?m)^Documentation=.*$", ""));
    assertThat(Programs.run("systemd-analyze", "verify", here.toString())).isEmpty();
  }
}
