package io.piha.journal;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.piha.journal.Verification.Verified;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What was acknowledged is there, whenever the process is killed. */
class KillTest {
  private static final int ROUNDS = 12;

  @TempDir Path folder;
  private final Random random = new Random();

  @Test
  void everyAcknowledgedCommitSurvivesTheProcessThatMadeIt() throws Exception {
    Map<Long, String> acknowledged = new HashMap<>();
    for (int round = 1; round <= ROUNDS; round++) {
      commitUntilKilled(random.nextInt(1, 60), acknowledged);
      check(acknowledged, "round " + round);
    }
    assertThat(acknowledged).hasSizeGreaterThan(ROUNDS);
  }

  /** Reads acknowledgements, kills at a random moment after some, and reads what was still said. */
  private void commitUntilKilled(int enough, Map<Long, String> acknowledged) throws Exception {
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "--enable-native-access=ALL-UNNAMED",
                "-cp",
                System.getProperty("java.class.path"),
                CommitLoop.class.getName(),
                folder.toString())
            .redirectError(folder.resolve("errors.txt").toFile())
            .start();
    try (BufferedReader said = process.inputReader(UTF_8)) {
      for (int i = 0; i < enough; i++) {
        String line = said.readLine();
        assertThat(line).as("it commits, see errors.txt").isNotNull();
        remember(line, acknowledged);
      }
      LockSupport.parkNanos(random.nextLong(TimeUnit.MILLISECONDS.toNanos(5)));
      process.destroyForcibly();
      for (String line = next(said); line != null; line = next(said)) {
        remember(line, acknowledged);
      }
    } finally {
      process.destroyForcibly();
      assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
    }
  }

  private void check(Map<Long, String> acknowledged, String round) throws Exception {
    try (Journal journal = Journal.open(folder);
        AuditLog log = journal.log();
        Deliveries deliveries = Deliveries.open(folder, log)) {
      long last = journal.lastId();
      assertThat(log.verify()).as(round).isEqualTo(new Verified(last));
      byte[] state = journal.states().getOrDefault(CommitLoop.LAST_ID, new byte[0]);
      assertThat(new String(state, UTF_8)).as(round).isEqualTo(Long.toString(last));
      for (Map.Entry<Long, String> each : acknowledged.entrySet()) {
        assertThat(log.byId(each.getKey()).map(AuditRecord::hash))
            .as("%s, record %d", round, each.getKey())
            .contains(each.getValue());
      }
      AuditFile.start(folder, log, deliveries).close();
      assertThat(AuditLog.verifyFile(folder.resolve(AuditFile.FILE)))
          .as(round)
          .isEqualTo(new Verified(last));
    }
  }

  private static void remember(String line, Map<Long, String> acknowledged) {
    if (line.endsWith(".")) {
      String[] idAndHash = line.substring(0, line.length() - 1).split(" ", -1);
      acknowledged.put(Long.valueOf(idAndHash[0]), idAndHash[1]);
    }
  }

  /** The pipe of a killed process may end in an error as well as in an end. */
  private static @Nullable String next(BufferedReader said) {
    try {
      return said.readLine();
    } catch (IOException e) {
      return null;
    }
  }
}
