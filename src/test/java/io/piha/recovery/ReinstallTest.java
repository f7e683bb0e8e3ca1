package io.piha.recovery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.piha.arbiter.Chore;
import io.piha.arbiter.Command;
import io.piha.arbiter.Signal;
import io.piha.engine.EngineClock;
import io.piha.site.HostPort;
import io.piha.site.Reinstall;
import io.piha.site.SecretText;
import io.piha.site.SshTarget;
import io.piha.testing.Cable;
import io.piha.testing.NeedsPeer;
import io.piha.testing.Sshd;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A scripted reinstall against OpenSSH. */
@NeedsPeer({"sshd", "ssh-keygen"})
final class ReinstallTest {

  private static final Chore CHORE =
      new Chore("ha-reinstall-1", Command.REINSTALL, "haos", "", "r1", "me", "", Instant.EPOCH);

  @TempDir Path folder;
  private final List<Signal> heard = new CopyOnWriteArrayList<>();
  private final EngineClock clock = new EngineClock();
  private Sshd sshd;

  @BeforeEach
  void open() throws Exception {
    sshd = new Sshd(Files.createDirectories(folder.resolve("ssh")));
  }

  @AfterEach
  void close() {
    sshd.close();
  }

  private Outcome run(String command, Path hosts, Path key, int port, Duration deadline)
      throws Exception {
    Reinstall reinstall =
        new Reinstall(
            new SshTarget(Sshd.user(), new HostPort("127.0.0.1", port)),
            SecretText.of(command, "shown"),
            hosts,
            key,
            deadline);
    return new Reinstaller(reinstall, folder, clock)
        .run(CHORE, new Telling("ha", CHORE, clock, heard::add));
  }

  private Outcome run(String command) throws Exception {
    return run(command, sshd.knownHosts(), sshd.key(), sshd.port(), Duration.ofMinutes(1));
  }

  @Test
  void aCommandThatEndsWellIsDoneAndItsOutputKept() throws Exception {
    Outcome outcome = run("for s in wipe image boot; do echo step $s; echo note $s >&2; done");
    assertThat(outcome.done()).isTrue();
    assertThat(outcome.detail()).containsEntry("exit", 0).containsEntry("command", "shown");
    assertThat(String.valueOf(outcome.detail().get("output")))
        .contains("step wipe", "step image", "step boot", "note boot");
    assertThat(Files.readString(folder.resolve("ha-reinstall-1.log"))).contains("step boot");
  }

  @Test
  void linesAreToldWhileTheCommandRuns() throws Exception {
    Path gate = folder.resolve("gate");
    AtomicReference<Outcome> outcome = new AtomicReference<>();
    Thread.startVirtualThread(
        () -> {
          try {
            // It says nothing more, so that nothing that follows brings the line along.
            outcome.set(run("echo first; while [ ! -e " + gate + " ]; do sleep 0.1; done"));
          } catch (Exception e) {
            outcome.set(Outcome.failed(e.toString()));
          }
        });
    await().atMost(Duration.ofSeconds(30)).until(() -> told("first"));
    assertThat(outcome.get()).isNull();
    Files.createFile(gate);
    await().atMost(Duration.ofSeconds(30)).until(() -> outcome.get() != null);
    assertThat(outcome.get().done()).isTrue();
  }

  private boolean told(String line) {
    return heard.stream()
        .anyMatch(
            each ->
                each instanceof Signal.ChoreProgress(String _, Chore.Progress progress)
                    && progress.lines().contains(line));
  }

  @Test
  void aCommandThatFailsSaysItsExitCode() throws Exception {
    Outcome outcome = run("echo boom >&2; exit 7");
    assertThat(outcome.done()).isFalse();
    assertThat(outcome.why()).isEqualTo("the command ended with exit code 7");
    assertThat(outcome.detail()).containsEntry("exit", 7);
  }

  @Test
  void aCommandThatHangsIsGivenUpAtItsDeadline() throws Exception {
    Outcome outcome =
        run(
            "echo begun; sleep 600",
            sshd.knownHosts(),
            sshd.key(),
            sshd.port(),
            Duration.ofSeconds(2));
    assertThat(outcome.done()).isFalse();
    assertThat(outcome.why()).contains("did not end within 2 s", "not known", "haos");
  }

  @Test
  void nothingIsBegunOnAHostThatIsNotKnownOrWithAKeyThatIsNotTaken() throws Exception {
    Path mark = folder.resolve("mark");
    String command = "touch " + mark;
    Duration minute = Duration.ofMinutes(1);
    Outcome host = run(command, sshd.wrongHosts(), sshd.key(), sshd.port(), minute);
    assertThat(host.why()).contains("host key", "known_hosts", "nothing was begun");
    Path empty = Files.createFile(folder.resolve("empty"));
    Outcome unknown = run(command, empty, sshd.key(), sshd.port(), minute);
    assertThat(unknown.why()).contains("host key", "nothing was begun");
    Outcome key = run(command, sshd.knownHosts(), sshd.strangersKey(), sshd.port(), minute);
    assertThat(key.why()).contains("does not take our key", "nothing was begun");
    assertThat(mark).doesNotExist();
  }

  @Test
  void aConnectionThatIsCutLeavesTheOutcomeUnknown() throws Exception {
    try (Cable cable = new Cable(sshd.port())) {
      Path hosts = folder.resolve("hosts");
      Files.writeString(
          hosts,
          Files.readString(sshd.knownHosts())
              .replace(String.valueOf(sshd.port()), String.valueOf(cable.port())));
      cable.cutAfter(20_000);
      Outcome outcome =
          run(
              "while :; do echo a line of some length that fills the cable; sleep 0.005; done",
              hosts,
              sshd.key(),
              cable.port(),
              Duration.ofMinutes(1));
      assertThat(outcome.done()).isFalse();
      assertThat(outcome.why()).contains("connection", "not known");
    }
  }
}
