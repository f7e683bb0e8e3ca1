package io.piha.site;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is wrong with the file as YAML is found at its place, and nothing in it can harm. */
class YamlTest {
  @TempDir Path folder;

  private void only(String text, int line, int column, String message) {
    List<Finding> findings =
        Assertions.assertTimeoutPreemptively(
            Duration.ofSeconds(20), () -> Configurations.findings(text, folder));
    assertThat(findings).hasSize(1);
    Finding only = findings.getFirst();
    assertThat(only.line() + ":" + only.column() + " " + only.message())
        .startsWith(line + ":" + column + " ")
        .contains(message);
  }

  @Test
  void aMistakeOfSyntaxIsFoundAtItsPlace() {
    only("site: home\nmqtt: {url: x\nrequests: open\n", 3, 9, "is not YAML");
    only("site: home\n\tx: y\n", 2, 1, "is not YAML");
    only("site: a: b\n", 1, 8, "is not YAML");
  }

  @Test
  void aCharacterOfTwoHalvesMayStandAnywhere() {
    for (int before = 900; before < 2_200; before++) {
      String text = Configurations.SMALLEST + "# " + "x".repeat(before) + "\uD83C\uDFE0\n";

      assertThat(Configurations.findings(text, folder)).as("%d before it", before).isEmpty();
    }
  }

  @Test
  void aKeyThatStandsTwiceIsFoundAtTheSecond() {
    only(
        Configurations.SMALLEST.replace("requests: open", "requests: open\nsite: again"),
        4,
        1,
        "the key 'site' stands here a second time");
  }

  @Test
  void anEmptyFileIsFound() {
    only("", 1, 1, "expected a map, found nothing");
    only("# only a comment\n", 1, 1, "expected a map, found nothing");
    only("- site\n", 1, 1, "expected a map, found a list");
  }

  @Test
  void aForbiddenCharacterIsFound() {
    only("site: home\nx: a\u0007b\n", 2, 5, "a character that YAML does not allow (code 7)");
  }

  @Test
  void aSecondDocumentIsFound() {
    only(Configurations.SMALLEST + "---\nsite: b\n", 17, 1, "second document");
  }

  @Test
  void aTagIsFound() {
    only(
        Configurations.SMALLEST.replace("community: public", "community: !secret poe"),
        16,
        63,
        "the tag '!secret'");
  }

  @Test
  void anAnchorIsFollowedAndAnUnknownOneFound() {
    String probes = "probes: {api: {url: \"http://a:8123/manifest.json\"}}";
    String text =
        Configurations.SMALLEST
            .replace(probes, probes.replace("probes: ", "probes: &p "))
            .replace(probes.replace("//a", "//b"), "probes: *p");
    assertThat(Configurations.findings(text, folder)).isEmpty();
    only(text.replace("*p", "*q"), 14, 17, "the anchor 'q', which is not known");
  }

  @Test
  void aDocumentThatGrowsByItsAliasesIsRefused() {
    StringBuilder bomb = new StringBuilder("a0: &a0 [x,x,x,x,x,x,x,x,x]\n");
    for (int i = 1; i < 30; i++) {
      String alias = "*a" + (i - 1);
      bomb.append("a" + i + ": &a" + i + " [" + (alias + ",").repeat(8) + alias + "]\n");
    }
    List<Finding> findings = Configurations.findings(bomb.toString(), folder);
    assertThat(findings).hasSize(1);
    assertThat(findings.getFirst().message()).contains("aliases counted in full");
  }

  @Test
  void aDeepDocumentIsRefused() {
    only("a: " + "[".repeat(50_000), 1, 28, "is nested too deep");
  }

  @Test
  void aFileThatIsTooLargeOrNoTextIsRefused() throws Exception {
    Path file = folder.resolve("piha.yaml");
    Files.writeString(file, "#".repeat(2 * 1024 * 1024));
    assertThat(((Loaded.Invalid) SiteLoader.load(file, Map.of())).findings())
        .extracting(Finding::message)
        .containsExactly("is larger than 1 MiB");
    byte[] bytes = "site: home\nx: \u00e9y\n".getBytes(StandardCharsets.ISO_8859_1);
    Files.write(file, bytes);
    Finding finding = ((Loaded.Invalid) SiteLoader.load(file, Map.of())).findings().getFirst();
    assertThat(finding)
        .hasToString(file + ":2:4: error: is not UTF-8 from here on; save the file as UTF-8");
  }

  @Test
  void aFileThatIsNotThereIsRefused() {
    Path file = folder.resolve("nowhere.yaml");
    assertThat(((Loaded.Invalid) SiteLoader.load(file, Map.of())).findings().getFirst())
        .hasToString(
            file
                + ": error: cannot be read (there is no such file); name the configuration with"
                + " --config FILE");
  }
}
