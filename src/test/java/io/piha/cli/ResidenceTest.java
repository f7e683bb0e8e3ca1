package io.piha.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ResidenceTest {
  private static final String LIFE = "2026-03-01T12:00:00.000Z";

  @TempDir Path folder;

  @Test
  void theLastLifeIsKnownOnTheVeryFolderOnly() throws Exception {
    Path original = folder("original");
    residence(original).lives(LIFE);

    assertThat(residence(original).isFormerLife(LIFE)).isTrue();
    assertThat(residence(original).isFormerLife("2026-03-01T13:00:00.000Z")).isFalse();
    assertThat(residence(original).moved()).isEmpty();

    Path copy = folder("copy");
    Files.copy(original.resolve("control.home"), copy.resolve("control.home"));
    assertThat(residence(copy).isFormerLife(LIFE)).isFalse();
    assertThat(residence(copy).moved()).contains("at " + original);
  }

  @Test
  void aFolderThatWasPutBackInItsPlaceIsACopyToo() throws Exception {
    Path data = folder("data");
    residence(data).lives(LIFE);
    Files.move(data.resolve("control.lock"), folder.resolve("kept")); // its file is another now
    Files.createFile(data.resolve("control.lock"));

    assertThat(residence(data).isFormerLife(LIFE)).isFalse();
    assertThat(residence(data).moved()).contains("restored or copied here");
  }

  @Test
  void aFreshFolderKnowsNoLifeButItsOwn() throws Exception {
    Residence fresh = residence(folder("fresh"));
    assertThat(fresh.isFormerLife(LIFE)).isFalse();
    assertThat(fresh.isFormerLife("")).isFalse();
    assertThat(fresh.moved()).isEmpty();
    fresh.lives(LIFE);
    assertThat(fresh.isFormerLife(LIFE)).isTrue();
  }

  @Test
  void aDiskThatRefusesKeepsNobodyFromStarting() throws Exception {
    Path data = folder("full");
    Residence residence = residence(data);
    Files.createDirectory(data.resolve("control.home.new"));
    residence.lives(LIFE);

    assertThat(residence.isFormerLife(LIFE)).isTrue();
    assertThat(residence(data).isFormerLife(LIFE)).as("it was not written").isFalse();
  }

  private Path folder(String name) throws IOException {
    Path made = Files.createDirectory(folder.resolve(name));
    Files.createFile(made.resolve("control.lock"));
    return made;
  }

  private static Residence residence(Path data) throws IOException {
    return Residence.of(data, data.resolve("control.lock"));
  }
}
