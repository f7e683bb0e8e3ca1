package io.piha.setup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.piha.site.Loaded;
import io.piha.site.Site;
import io.piha.site.SiteLoader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DraftWriterTest {

  @TempDir Path folder;

  @Test
  void bothFilesAreThereWithTheirModesAndTheLoaderTakesThem() throws Exception {
    Place place = place("piha.yaml");
    String nasty = "a: \"b\" 'c' пароль #\\ ${secret:x}";
    Written written = write(House.with(nasty, "x"), place);

    assertThat(written.file()).isEqualTo(folder.resolve("piha.yaml"));
    assertThat(mode("piha.yaml")).isEqualTo("rw-r-----");
    assertThat(mode("secrets.yaml")).isEqualTo("rw-------");
    Loaded loaded = SiteLoader.load(place.file(), Map.of());
    assertThat(loaded).isInstanceOf(Loaded.Valid.class);
    Site site = ((Loaded.Valid) loaded).site();
    assertThat(site.mqtt().password().orElseThrow().reveal()).isEqualTo(nasty);
    assertThat(site.dataDir()).isEqualTo(folder.resolve("piha-data"));
    assertThat(names()).containsExactly("piha.yaml", "secrets.yaml");
  }

  @Test
  void withoutSecretsThereIsNoFileForThem() throws Exception {
    write(House.minimal(), place("piha.yaml"));

    assertThat(names()).containsExactly("piha.yaml");
    assertThat(SiteLoader.load(folder.resolve("piha.yaml"), Map.of()))
        .isInstanceOf(Loaded.Valid.class);
  }

  @Test
  void aFileThatIsThereIsNeverTouched() throws Exception {
    Files.writeString(folder.resolve("piha.yaml"), "mine");

    assertThatThrownBy(() -> write(House.ordinary(), place("piha.yaml")))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("exists already")
        .hasMessageContaining("choose another folder");
    assertThat(folder.resolve("piha.yaml")).hasContent("mine");
    assertThat(names()).containsExactly("piha.yaml");
  }

  @Test
  void secretsThatAreThereAreNeverTouchedEither() throws Exception {
    Files.writeString(folder.resolve("secrets.yaml"), "mine: 1");

    assertThatThrownBy(() -> write(House.ordinary(), place("piha.yaml")))
        .hasMessageContaining("secrets.yaml exists already");
    assertThat(folder.resolve("secrets.yaml")).hasContent("mine: 1");
    assertThat(names()).containsExactly("secrets.yaml");
  }

  @Test
  void aLinkThatLeadsNowhereIsAFileThatIsThere() throws Exception {
    Files.createSymbolicLink(folder.resolve("piha.yaml"), folder.resolve("elsewhere"));

    assertThatThrownBy(() -> write(House.ordinary(), place("piha.yaml")))
        .hasMessageContaining("exists already");
    assertThat(folder.resolve("elsewhere")).doesNotExist();
  }

  @Test
  void whatTheLoaderRefusesIsNotWritten() throws Exception {
    Answers wrong =
        new Answers(
            "home",
            new BrokerAnswer("http://x", "", "secret word", ""),
            House.ordinary().primary().withoutPort(),
            House.ordinary().standby(),
            House.ordinary().powerSwitch(),
            true,
            "",
            Optional.empty(),
            List.of(),
            House.ordinary().operatorKey());

    assertThatThrownBy(() -> write(wrong, place("piha.yaml")))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("mqtt.url")
        .hasMessageNotContaining("secret word");
    assertThat(names()).isEmpty();
  }

  @Test
  void aFolderIsMadeWhereThereIsNone() throws Exception {
    write(House.ordinary(), new Place(folder.resolve("etc").resolve("piha").resolve("piha.yaml")));

    assertThat(folder.resolve("etc/piha/secrets.yaml")).exists();
  }

  @Test
  void aFolderThatCannotBeIsSaidInWords() throws Exception {
    Files.writeString(folder.resolve("etc"), "a file");

    assertThatThrownBy(
            () -> write(House.ordinary(), new Place(folder.resolve("etc").resolve("piha.yaml"))))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("cannot be written")
        .hasMessageContaining("choose a folder that is yours");
  }

  @Test
  void besideASampleTheFilesBelongToWhomTheSamplesBelong() throws Exception {
    Assumptions.assumeTrue("root".equals(System.getProperty("user.name")), "needs root");
    var nobody =
        folder.getFileSystem().getUserPrincipalLookupService().lookupPrincipalByName("nobody");
    Files.writeString(folder.resolve("secrets.yaml.sample"), "");
    Files.setOwner(folder.resolve("secrets.yaml.sample"), nobody);
    write(House.ordinary(), place("piha.yaml"));

    assertThat(Files.getOwner(folder.resolve("secrets.yaml"))).isEqualTo(nobody);
    assertThat(mode("secrets.yaml")).isEqualTo("rw-------");
    assertThat(Files.getOwner(folder.resolve("piha.yaml"))).isNotEqualTo(nobody);
  }

  @Test
  void whatWasWrittenCanBeTakenBack() throws Exception {
    Written written = write(House.ordinary(), place("piha.yaml"));
    written.takeBack();

    assertThat(names()).isEmpty();
    write(House.minimal(), place("piha.yaml"));
    assertThat(names()).containsExactly("piha.yaml");
  }

  @Test
  void whatSomebodyChangedSinceStays() throws Exception {
    Written written = write(House.ordinary(), place("piha.yaml"));
    Files.writeString(folder.resolve("piha.yaml"), "# changed\n");

    assertThatThrownBy(written::takeBack).hasMessageContaining("was changed since");
    assertThat(names()).containsExactly("piha.yaml", "secrets.yaml");
  }

  private Place place(String name) {
    return new Place(folder.resolve(name));
  }

  private static Written write(Answers answers, Place place) throws IOException {
    return DraftWriter.write(Draft.of(answers, place), place, Map.of());
  }

  private String mode(String name) throws IOException {
    return PosixFilePermissions.toString(Files.getPosixFilePermissions(folder.resolve(name)));
  }

  private List<String> names() throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.map(each -> each.getFileName().toString()).sorted().toList();
    }
  }
}
