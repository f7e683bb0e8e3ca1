package io.piha.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.InstantSource;
import org.awaitility.Awaitility;
import org.eclipse.jgit.api.Git;
import org.junit.jupiter.api.Test;

class DemoEstateTest {
  @Test
  void itStartsWithHaosLeadingAndLeavesNothingBehind() throws Exception {
    Path folder;
    try (DemoEstate estate = DemoEstate.start(20, InstantSource.system())) {
      folder = estate.folder();
      Awaitility.await().atMost(Duration.ofSeconds(30)).until(() -> estate.haos().leads());
      assertThat(estate.standby().leads()).isFalse();
      assertThat(estate.configText())
          .startsWith("# The demo's own site")
          .contains("\nmqtt:\n  url: mqtt://127.0.0.1:" + estate.broker().port() + "\n")
          .contains("heartbeat_timeout: 4500ms", "recovery_wait: 3000ms", "requests: open");
      assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(estate.secretsFile())))
          .isEqualTo("rw-------");
      try (Git git = Git.open(estate.repository().folder().toFile())) {
        assertThat(git.log().add(git.getRepository().resolve("standby")).call()).hasSize(3);
      }
    }
    assertThat(folder).doesNotExist();
  }

  @Test
  void aTimeoutNeverFallsUnderThreeHeartbeats() {
    for (double speed : new double[] {0.1, 1, 7, 20, 100, 1000}) {
      DemoTimings timings = new DemoTimings(speed);
      assertThat(timings.heartbeatTimeout())
          .isGreaterThanOrEqualTo(timings.heartbeatEvery().multipliedBy(3));
    }
  }
}
