package io.piha.recovery.staging;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.piha.arbiter.StagedSnapshot;
import io.piha.testing.Fuzz;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The shelf on which snapshots lie. */
final class ShelfTest {

  private static final Instant NOW = Instant.parse("2026-03-01T03:00:00Z");

  @TempDir Path folder;

  private Shelf open() throws Exception {
    return Shelf.open(folder, "ha", "haos");
  }

  private StagedSnapshot put(Shelf shelf, int hoursAgo, boolean verified) throws Exception {
    Instant at = NOW.minus(Duration.ofHours(hoursAgo));
    String id = shelf.name(at);
    Path part = shelf.part(id, "tar");
    Files.writeString(part, "content of " + hoursAgo);
    return shelf.keep(part, id, "haos", at, new Source.Pulled(verified, "note"));
  }

  @Test
  void whatIsKeptIsFoundAgainNewestFirst() throws Exception {
    Shelf shelf = open();
    StagedSnapshot old = put(shelf, 30, true);
    StagedSnapshot young = put(shelf, 3, true);
    assertThat(open().list()).containsExactly(young, old);
    assertThat(young.id()).isEqualTo("haos-20260301T000000Z");
    Path file = shelf.file(young.id()).orElseThrow();
    assertThat(Shelf.sha256(file)).isEqualTo(young.sha256());
    assertThat(Files.getPosixFilePermissions(file)).hasSize(2);
  }

  @Test
  void twoOfOneSecondHaveTwoNames() throws Exception {
    Shelf shelf = open();
    assertThat(put(shelf, 1, true).id()).isNotEqualTo(put(shelf, 1, true).id());
  }

  @Test
  void countAndAgeTakeAwayButNeverTheNewestVerified() throws Exception {
    Shelf shelf = open();
    StagedSnapshot good = put(shelf, 100, true);
    for (int hours = 50; hours > 0; hours -= 10) {
      put(shelf, hours, false);
    }
    assertThat(shelf.prune(new Shelf.Keep(2, Optional.empty()), NOW)).hasSize(3);
    assertThat(shelf.list()).hasSize(3).contains(good);
    assertThat(shelf.prune(new Shelf.Keep(9, Optional.of(Duration.ofHours(5))), NOW)).hasSize(2);
    assertThat(shelf.list()).containsExactly(good);
  }

  @Test
  void theRestOfAnInterruptedPullIsSweptAway() throws Exception {
    Shelf shelf = open();
    Path part = shelf.part("haos-1", "tar");
    Path orphan = Files.writeString(folder.resolve("ha/haos/haos-2.tar"), "no manifest");
    StagedSnapshot kept = put(shelf, 1, true);
    assertThat(open().list()).containsExactly(kept);
    assertThat(part).doesNotExist();
    assertThat(orphan).doesNotExist();
  }

  @Test
  void aFileOfAnotherSizeThanItsManifestSaysIsNotOffered() throws Exception {
    Shelf shelf = open();
    StagedSnapshot kept = put(shelf, 1, true);
    Files.writeString(shelf.file(kept.id()).orElseThrow(), "short");
    assertThat(shelf.list()).isEmpty();
  }

  @Test
  void theDiskIsNotFilledToItsEnd() throws Exception {
    Shelf shelf = open();
    shelf.need(0);
    assertThatThrownBy(() -> shelf.need(Long.MAX_VALUE)).hasMessageContaining("no room in");
  }

  @Test
  @Tag(Fuzz.TAG)
  void aManifestThatIsNonsenseIsRefusedWithAReason() throws Exception {
    String good = Manifest.write(put(open(), 1, true));
    Random random = Fuzz.random(11);
    for (int i = 0; i < Fuzz.rounds(2_000); i++) {
      StringBuilder bent = new StringBuilder(good);
      for (int n = 1 + random.nextInt(4); n > 0; n--) {
        bent.setCharAt(random.nextInt(bent.length()), (char) random.nextInt(128));
      }
      try {
        assertThat(Manifest.read(bent.toString()).bytes()).isNotNegative();
      } catch (IllegalArgumentException expected) {
        assertThat(expected).hasMessageMatching("(?s).+");
      }
    }
  }
}
