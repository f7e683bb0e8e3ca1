package io.piha.site;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * The reference of all keys is what the readers ask for.
 *
 * <p>When a key has come, gone or changed, {@code mvn test -Dtest=ReferenceTest -Dreference=record}
 * writes the page and the schema anew; what a key means is said in {@code keys.txt}, and {@code
 * samples.yaml} writes each key once.
 */
class ReferenceTest {
  private static final Path PAGE = Path.of("docs", "configuration-reference.md");
  private static final Path SCHEMA = Path.of("docs", "configuration.schema.json");

  /** Words that decide about other keys, or about what must be there. */
  private static final Set<String> BRANCHING =
      Set.of("driver", "kind", "lease", "format", "version", "api");

  @TempDir static Path folder;
  private static List<ObjectNode> samples;
  private static KnownKeys keys;
  private static final KeyMeanings MEANINGS = KeyMeanings.read();

  @BeforeAll
  static void learn() {
    samples = SampleSites.all(folder);
    keys = KnownKeys.learn(folder, samples);
  }

  @Test
  void thePageIsTheGeneratedOne() throws IOException {
    isGenerated(PAGE, ReferencePage.write(keys, MEANINGS));
  }

  @Test
  void theSchemaIsTheGeneratedOne() throws IOException {
    isGenerated(SCHEMA, ReferenceSchema.write(keys, MEANINGS));
  }

  private static void isGenerated(Path file, String text) throws IOException {
    if ("record".equals(System.getProperty("reference"))) {
      Files.writeString(file, text);
    }
    assertThat(Files.readString(file))
        .as("%s; mvn test -Dtest=ReferenceTest -Dreference=record writes it anew", file)
        .isEqualTo(text);
  }

  @Test
  void everyKeyHasAMeaningAndEveryMeaningAKey() {
    Set<String> read = new LinkedHashSet<>(keys.paths());
    read.removeIf(each -> !KnownKeys.isKey(each));
    assertThat(read)
        .as("keys that are read, and keys.txt says nothing of")
        .allMatch(each -> MEANINGS.of(each).isPresent());
    assertThat(MEANINGS.unused(read)).as("lines of keys.txt for keys that nobody reads").isEmpty();
  }

  @Test
  void theSamplesWriteEveryKeyAndEveryWordThatDecides() {
    assertThat(keys.paths())
        .as("keys that no sample writes, so that nobody knows how they are read")
        .noneMatch(each -> keys.forms(each).isEmpty());
    for (String path : keys.paths()) {
      for (Asked.Form form : keys.forms(path)) {
        if (form instanceof Asked.Choice choice && BRANCHING.contains(KnownKeys.name(path))) {
          assertThat(keys.written(path)).as(path).containsAll(choice.words());
        }
      }
    }
  }

  @Test
  void everyDefaultIsWhatHoldsWhereTheKeyIsMissing() {
    Set<String> open = new TreeSet<>();
    keys.paths().stream()
        .filter(KnownKeys::isKey)
        .filter(each -> MEANINGS.of(each).flatMap(KeyMeanings.Meaning::value).isPresent())
        .forEach(open::add);
    for (ObjectNode sample : samples) {
      keys.places(sample)
          .forEach(
              (place, path) -> {
                if (KnownKeys.isKey(path) && isUsual(sample, place, path)) {
                  open.remove(path);
                }
              });
    }
    assertThat(open).as("keys that are something else when they are left out").isEmpty();
  }

  private static boolean isUsual(ObjectNode sample, String place, String path) {
    Optional<JsonNode> usual = MEANINGS.of(path).flatMap(KeyMeanings.Meaning::value);
    ObjectNode without = sample.deepCopy();
    SampleSites.remove(without, place);
    Loaded missing = SampleSites.load(without, folder, Asked.NOBODY);
    if (usual.isEmpty() || !(missing instanceof Loaded.Valid left)) {
      return false;
    }
    ObjectNode with = sample.deepCopy();
    SampleSites.put(with, place, usual.get());
    Loaded written = SampleSites.load(with, folder, Asked.NOBODY);
    assertThat(written).as("%s written as %s", place, usual).isInstanceOf(Loaded.Valid.class);
    assertThat(((Loaded.Valid) written).site().toString())
        .as("%s written as %s", place, usual)
        .isEqualTo(left.site().toString());
    return true;
  }

  @Test
  void theExamplesHaveOnlyKeysOfTheReference() throws IOException {
    String sample = Files.readString(Path.of("installer", "sample", "piha.yaml"));
    for (String text : List.of(sample, Configurations.complete(folder))) {
      assertThat(keys.paths()).containsAll(keys.places(SampleSites.tree(text)).values());
    }
  }
}
