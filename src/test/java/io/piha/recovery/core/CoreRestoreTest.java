package io.piha.recovery.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.piha.arbiter.RestoreGround;
import io.piha.engine.EngineClock;
import io.piha.engine.NameLookup;
import io.piha.recovery.staging.Progress;
import io.piha.site.Secret;
import io.piha.site.SecretText;
import io.piha.site.SnapshotKind;
import io.piha.site.Snapshots;
import io.piha.site.Trust;
import io.piha.testing.Ports;
import io.piha.testing.ha.CoreTwin;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A backup brought back to a Core that runs, and to a system that nobody has set up. */
final class CoreRestoreTest {

  @TempDir Path folder;
  private final NameLookup names = new NameLookup();
  private final List<String> steps = new CopyOnWriteArrayList<>();
  private final Progress progress =
      new Progress() {
        @Override
        public void step(String now) {
          steps.add(now);
        }

        @Override
        public void moved(long now, long ofTotal) {}
      };
  private CoreTwin core;
  private Path file;
  private Duration longest = Duration.ofMinutes(1);
  private Duration settles = Duration.ofMinutes(1);

  @BeforeEach
  void pullOne() throws Exception {
    file = Files.createFile(folder.resolve("haos-1.tar"));
    try (CoreTwin before = new CoreTwin(folder, true)) {
      var _ =
          new CoreSource(access(before.url(), "the-key"), names, new EngineClock())
              .pull("haos-1", file, _ -> {}, progress);
      core = new CoreTwin(folder, true);
      core.remember(before);
    }
  }

  @AfterEach
  void close() {
    core.faults().boot();
    core.close();
    names.close();
  }

  private static Snapshots access(String url, String key) {
    return new Snapshots(
        SnapshotKind.HAOS,
        SecretText.of(url),
        Optional.of(new Secret(CoreTwin.TOKEN)),
        Optional.of(new Secret(key)),
        Duration.ofHours(24),
        7,
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Trust.SYSTEM);
  }

  private String restore(String url, String key, RestoreGround ground) throws Exception {
    return new CoreRestore(
            access(url, key),
            names,
            new EngineClock(),
            new CoreRestore.Patience(
                Duration.ofMillis(30), Duration.ofMinutes(1), settles, longest))
        .restore(file, ground, progress);
  }

  private String restore(String key, RestoreGround ground) throws Exception {
    return restore(core.url(), key, ground);
  }

  // --- a Core that runs ---

  @Test
  void aCoreThatRunsRestoresAllOfItAndTellsAfterItsRestart() throws Exception {
    assertThat(restore("the-key", RestoreGround.PASSIVE)).contains("restored the backup");
    assertThat(core.restored()).isEqualTo("haos-1.tar with its key");
    assertThat(core.wish()).isEqualTo("add-ons [\"core_ssh\"], folders [\"ssl\"], database true");
    assertThat(core.asked("ws backup/restore")).isEqualTo(1);
  }

  @Test
  void aCoreThatIsNotHeardToBePassiveIsLeftAlone() {
    assertThatThrownBy(() -> restore("the-key", RestoreGround.SILENT))
        .hasMessageContaining("somebody has set up")
        .hasMessageContaining("nothing was restored");
    assertThat(core.requests()).noneMatch(each -> each.startsWith("POST"));
    assertThat(core.asked("GET /api/websocket")).isZero();
  }

  @Test
  void aWrongKeyRestoresNothingAndLeavesNothing() {
    assertThatThrownBy(() -> restore("another", RestoreGround.PASSIVE))
        .hasMessageContaining("password_incorrect")
        .hasMessageContaining("nothing was restored");
    assertThat(core.restored()).isEmpty();
    assertThat(core.names()).isEmpty();
  }

  @Test
  void anEarlierRestoreIsNotTakenForOurs() {
    core.restoredBefore();
    core.faults().keepQuietOfUploads().loseRestore();
    settles = Duration.ofMillis(500);
    assertThatThrownBy(() -> restore("the-key", RestoreGround.PASSIVE))
        .hasMessageContaining("not known")
        .hasMessageContaining("tells of no restore");
    assertThat(core.asked("ws backup/restore")).isEqualTo(1);
  }

  @Test
  void ourRestoreIsToldThoughAnEarlierOneWasToldBefore() throws Exception {
    core.restoredBefore();
    core.faults().keepQuietOfUploads();
    assertThat(restore("the-key", RestoreGround.PASSIVE)).contains("restored the backup");
  }

  @Test
  void aRestoreThatFailsIsToldAsTheNewRunTellsIt() {
    core.faults().failRestore("unknown_error");
    assertThatThrownBy(() -> restore("the-key", RestoreGround.PASSIVE))
        .hasMessageContaining("could not restore the backup: unknown_error");
  }

  @Test
  void aCoreThatDoesNotComeBackLeavesItUnknownAndIsNotAskedAgain() {
    core.faults().holdBoot();
    longest = Duration.ofSeconds(3);
    assertThatThrownBy(() -> restore("the-key", RestoreGround.PASSIVE))
        .hasMessageContaining("not known");
    assertThat(core.asked("ws backup/restore")).isEqualTo(1);
  }

  @Test
  void aBusyCoreIsNotDisturbed() {
    core.faults().busy(true);
    assertThatThrownBy(() -> restore("the-key", RestoreGround.PASSIVE))
        .hasMessageContaining("busy")
        .hasMessageContaining("nothing was restored");
    assertThat(core.asked("POST /api/backup/upload")).isZero();
  }

  @Test
  void whatCannotBeReachedIsSaidAtOnce() {
    String nobody = "http://127.0.0.1:" + Ports.free();
    assertThatThrownBy(() -> restore(nobody, "the-key", RestoreGround.SILENT))
        .hasMessageContaining("cannot reach")
        .hasMessageContaining("nothing was restored");
  }

  // --- a system that nobody has set up ---

  @Test
  void aFreshSystemIsRestoredOverItsOnboarding() throws Exception {
    core.reinstalled();
    assertThat(restore("the-key", RestoreGround.SILENT)).contains("was restored and runs");
    assertThat(core.restored()).isEqualTo("haos-1.tar with its key");
    assertThat(core.wish()).isEqualTo("add-ons [\"core_ssh\"], folders [\"ssl\"], database true");
    assertThat(core.onboarded()).isTrue();
    assertThat(core.asked("POST /api/onboarding/backup/restore")).isEqualTo(1);
  }

  @Test
  void aFreshSystemIsAwaitedWhileItFetchesItsCoreAndFollowedToItsPort() throws Exception {
    core.reinstalled();
    core.landingPage(true);
    try (CoreTwin front = new CoreTwin(folder, true)) {
      front.faults().moveTo(core.url());
      Thread mender =
          Thread.startVirtualThread(
              () -> {
                await().until(() -> steps.stream().anyMatch(each -> each.contains("fetches")));
                core.landingPage(false);
              });
      assertThat(restore(front.url(), "the-key", RestoreGround.SILENT)).contains("restored");
      mender.join();
    }
    assertThat(core.restored()).isEqualTo("haos-1.tar with its key");
  }

  @Test
  void aRedirectToAnotherMachineIsNotFollowed() {
    core.faults().moveTo("http://localhost:" + Ports.free());
    assertThatThrownBy(() -> restore("the-key", RestoreGround.PASSIVE))
        .hasMessageContaining("elsewhere");
  }

  @Test
  void aFreshSystemRefusesAWrongKey() {
    core.reinstalled();
    assertThatThrownBy(() -> restore("another", RestoreGround.SILENT))
        .hasMessageContaining("incorrect_password")
        .hasMessageContaining("nothing was restored");
    assertThat(core.onboarded()).isFalse();
  }

  @Test
  void aFreshSystemThatTellsOfNoRestoreLeavesItUnknown() {
    core.reinstalled();
    core.faults().loseRestore();
    settles = Duration.ofMillis(500);
    assertThatThrownBy(() -> restore("the-key", RestoreGround.SILENT))
        .hasMessageContaining("not known");
    assertThat(core.asked("POST /api/onboarding/backup/restore")).isEqualTo(1);
  }

  // --- stopping ---

  @Test
  void anInterruptEndsItAtOnce() throws Exception {
    core.faults().holdBoot();
    AtomicReference<Throwable> end = new AtomicReference<>();
    Thread thread =
        Thread.ofVirtual()
            .start(
                () -> {
                  try {
                    var _ = restore("the-key", RestoreGround.PASSIVE);
                  } catch (Exception e) {
                    end.set(e);
                  }
                });
    await().until(() -> core.asked("ws backup/restore") == 1);
    thread.interrupt();
    assertThat(thread.join(Duration.ofSeconds(30))).isTrue();
    assertThat(end.get()).isInstanceOf(InterruptedException.class);
  }
}
