package io.piha.world;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.piha.engine.IncidentTape;
import io.piha.testing.Fuzz;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Incidents of real control planes, judged again by this version. */
class ReplayTest {

  private static final Path INCIDENTS = Path.of("src/test/resources/incidents");

  @TempDir private Path folder;

  static List<Path> incidents() throws IOException {
    try (Stream<Path> files = Files.list(INCIDENTS)) {
      return files.sorted().toList();
    }
  }

  @ParameterizedTest
  @MethodSource("incidents")
  void isDecidedAsThenAndBreaksNoRule(Path file) throws IOException {
    Replay replay = Replay.of(IncidentTape.read(file));
    assertThat(replay.broken()).isEmpty();
    assertThat(replay.differs()).isEmpty();
    assertThat(replay.transcript()).isNotEmpty();
  }

  @Test
  @Tag(Fuzz.TAG)
  void whatIsNotAnIncidentIsSaidToBeNone() throws IOException {
    byte[] good = Files.readAllBytes(incidents().getFirst());
    Random chance = Fuzz.random(7);
    Path file = folder.resolve("tape.json");
    for (int i = 0; i < Fuzz.rounds(300); i++) {
      byte[] bad = good.clone();
      for (int n = chance.nextInt(1, 12); n > 0; n--) {
        bad[chance.nextInt(bad.length)] = (byte) chance.nextInt(256);
      }
      Files.write(
          file, i % 3 == 0 ? java.util.Arrays.copyOf(bad, chance.nextInt(bad.length)) : bad);
      try {
        assertThat(IncidentTape.read(file).reels()).isNotEmpty();
      } catch (IOException e) {
        assertThat(e).hasMessageContaining("tape.json");
      }
    }
    Files.writeString(file, "{\"format\":\"piha-incident-1\"}");
    assertThatThrownBy(() -> IncidentTape.read(file)).isInstanceOf(IOException.class);
  }
}
