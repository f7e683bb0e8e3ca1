package io.piha.recovery.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.piha.engine.EngineClock;
import io.piha.engine.NameLookup;
import io.piha.recovery.staging.Progress;
import io.piha.recovery.staging.Source;
import io.piha.site.Secret;
import io.piha.site.SecretText;
import io.piha.site.SnapshotKind;
import io.piha.site.Snapshots;
import io.piha.site.Trust;
import io.piha.testing.ha.CoreTwin;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Backups pulled from a Core, as it should be and as it should not. */
final class CoreSourceTest {

  @TempDir Path folder;
  private final NameLookup names = new NameLookup();
  private final List<String> steps = new CopyOnWriteArrayList<>();
  private final List<Long> moved = new CopyOnWriteArrayList<>();
  private CoreTwin core;
  private Path part;

  @BeforeEach
  void open() {
    core = new CoreTwin(folder, true);
    part = folder.resolve("x.tar.part");
  }

  @AfterEach
  void close() {
    core.close();
    names.close();
  }

  private Source.Pulled pull(SnapshotKind kind, String token, String key, Source.Room room)
      throws Exception {
    Files.deleteIfExists(part);
    Files.createFile(part);
    return new CoreSource(
            new Snapshots(
                kind,
                SecretText.of(core.url()),
                Optional.of(new Secret(token)),
                Optional.of(key).filter(each -> !each.isEmpty()).map(Secret::new),
                Duration.ofHours(24),
                7,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Trust.SYSTEM),
            names,
            new EngineClock(),
            Duration.ofMillis(20))
        .pull(
            "haos-20260301T030000Z",
            part,
            room,
            new Progress() {
              @Override
              public void step(String now) {
                steps.add(now);
              }

              @Override
              public void moved(long now, long total) {
                moved.add(now);
              }
            });
  }

  private Source.Pulled pull(String key) throws Exception {
    return pull(SnapshotKind.HAOS, CoreTwin.TOKEN, key, _ -> {});
  }

  @Test
  void aBackupIsMadePulledAndReadBack() throws Exception {
    Source.Pulled pulled = pull("");
    assertThat(pulled.verified()).isTrue();
    assertThat(pulled.note()).contains("2 members", "not encrypted");
    assertThat(Files.size(part)).isGreaterThan(300_000).isEqualTo(moved.getLast());
    assertThat(core.names()).containsExactly("PiHA haos-20260301T030000Z");
    assertThat(steps).anyMatch(each -> each.contains("home assistant"));
    assertThat(core.asked("ws backup/generate")).isEqualTo(1);
  }

  @Test
  void aContainerIsAskedForNoMoreThanItHas() throws Exception {
    core.close();
    core = new CoreTwin(folder, false);
    assertThat(pull(SnapshotKind.CONTAINER, CoreTwin.TOKEN, "", _ -> {}).verified()).isTrue();
  }

  @Test
  void anEncryptedBackupStaysEncryptedAndIsProvenToOpen() throws Exception {
    Source.Pulled pulled = pull("the-key");
    assertThat(pulled.verified()).isTrue();
    assertThat(pulled.note()).contains("encrypted; the key opens it");
    assertThat(core.asked("ws backup/can_decrypt_on_download")).isEqualTo(1);
  }

  @Test
  void aKeyThatDoesNotFitMayShowOnlyInAShortBody() {
    core.faults().believeAnyKey();
    core.rekey("another");
    assertThatThrownBy(() -> pull("the-key"))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("does not open with the key");
  }

  @Test
  void aKeyThatCoreItselfRefusesIsTold() {
    core.rekey("another");
    assertThatThrownBy(() -> pull("the-key"))
        .hasMessageContaining("the key in `password` does not open");
  }

  @Test
  void whereCoreCannotTryTheKeyNothingIsClaimed() throws Exception {
    core.faults().cannotDecrypt();
    assertThat(pull("the-key").verified()).isFalse();
  }

  @Test
  void aBrokenDownloadGoesOnWhereItBroke() throws Exception {
    core.faults().cutDownloads(3, 70_000);
    assertThat(pull("").verified()).isTrue();
    assertThat(steps).anyMatch(each -> each.contains("broke at byte 70000"));
    assertThat(steps).anyMatch(each -> each.contains("broke at byte 210000"));
  }

  @Test
  void aServerThatKnowsNoPartsIsAskedFromTheFront() throws Exception {
    core.faults().cutDownloads(2, 70_000).knowNoRanges();
    assertThat(pull("").verified()).isTrue();
    assertThat(steps.stream().filter(each -> each.contains("broke at byte 70000"))).hasSize(2);
  }

  @Test
  void anotherPartThanAskedForIsNotTaken() throws Exception {
    core.faults().cutDownloads(1, 70_000).sendOtherRange();
    assertThat(pull("").verified()).isTrue();
  }

  @Test
  void aDownloadThatKeepsBreakingIsGivenUp() {
    core.faults().cutDownloads(1_000, 0);
    assertThatThrownBy(() -> pull("")).hasMessageContaining("broke off at byte 0");
  }

  @Test
  void aBackupThatLacksItsEndIsNoBackup() {
    core.faults().storeShort(20_000);
    assertThatThrownBy(() -> pull("")).hasMessageContaining("is not whole");
  }

  @Test
  void moreAnnouncedThanSentIsNoBackup() {
    core.faults().announceMore(512);
    assertThatThrownBy(() -> pull("")).hasMessageContaining("broke off at byte");
  }

  @Test
  void aJobThatFailsSaysWhy() {
    core.faults().fail("unknown_error", "no space left on device");
    assertThatThrownBy(() -> pull(""))
        .hasMessageContaining("unknown_error")
        .hasMessageContaining("no space left on device");
  }

  @Test
  void theConnectionMayGoWhileTheBackupIsMade() throws Exception {
    core.faults().hangUpWhileMaking();
    assertThat(pull("").verified()).isTrue();
    assertThat(core.asked("ws backup/generate")).isEqualTo(1);
  }

  @Test
  void aBusyCoreIsNotDisturbed() {
    core.faults().busy(true);
    assertThatThrownBy(() -> pull("")).hasMessageContaining("is busy with a backup already");
    assertThat(core.asked("ws backup/generate")).isZero();
  }

  @Test
  void aTokenThatIsNotTakenOrNoAdministratorsIsTold() {
    assertThatThrownBy(() -> pull(SnapshotKind.HAOS, "wrong", "", _ -> {}))
        .hasMessageContaining("does not take our token");
    core.faults().notAdmin();
    assertThatThrownBy(() -> pull("")).hasMessageContaining("unauthorized");
  }

  @Test
  void aProxyThatKeepsTheTokenBackIsPassedWithASignedLink() throws Exception {
    core.faults().keepTokenBack();
    assertThat(pull("the-key").verified()).isTrue();
    assertThat(core.asked("ws auth/sign_path")).isEqualTo(2);
  }

  @Test
  void roomIsAskedForBeforeAnythingIsFetched() {
    assertThatThrownBy(
            () ->
                pull(
                    SnapshotKind.HAOS,
                    CoreTwin.TOKEN,
                    "",
                    bytes -> {
                      if (bytes > 100_000) {
                        throw new IOException("no room for " + bytes);
                      }
                    }))
        .hasMessageContaining("no room for");
    assertThat(core.requests()).noneMatch(each -> each.contains("/api/backup/download"));
  }

  @Test
  void olderBackupsOfOursGoFromTheHostAndOthersStay() throws Exception {
    core.hold("My own backup");
    core.hold("PiHA haos-20260228T030000Z");
    assertThat(pull("").verified()).isTrue();
    assertThat(core.names()).containsExactly("My own backup", "PiHA haos-20260301T030000Z");
  }

  @Test
  void noSecretIsInAnyWord() {
    core.rekey("another");
    assertThatThrownBy(() -> pull("the-secret-key"))
        .hasMessageNotContaining("the-secret-key")
        .hasMessageNotContaining(CoreTwin.TOKEN);
  }
}
