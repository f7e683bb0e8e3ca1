package io.piha.console.kit;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javafx.css.CssParser;
import javafx.css.Declaration;
import javafx.css.Stylesheet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ScreenTest {

  private static final Path FXML = Path.of("fxml/io/piha/console");
  private static final Path STYLES = Path.of("styles/io/piha/console");
  private static final Pattern SHEET = Pattern.compile("@([a-z./]+\\.css)");

  @Test
  void theCatalogueNamesEveryScreenAndOnlyThose() throws IOException {
    List<String> named =
        Arrays.stream(Screen.values()).map(screen -> screen.url().getPath()).toList();
    List<String> found;
    try (Stream<Path> files = Files.walk(FXML)) {
      found = files.filter(Files::isRegularFile).map(Path::toString).sorted().toList();
    }

    assertThat(found).hasSize(named.size());
    assertThat(found)
        .allSatisfy(
            file ->
                assertThat(named).anyMatch(url -> url.endsWith(file.substring("fxml".length()))));
  }

  @Test
  void everyStyleSheetIsUsedByAScreenAndEveryOneUsedExists() throws IOException {
    var used = new ArrayList<String>();
    List<Path> screens;
    try (Stream<Path> files = Files.walk(FXML)) {
      screens = files.filter(Files::isRegularFile).toList();
    }
    for (Path screen : screens) {
      Matcher matcher = SHEET.matcher(Files.readString(screen));
      while (matcher.find()) {
        Path folder = FXML.relativize(screen.resolveSibling(""));
        used.add(folder.resolve(matcher.group(1)).normalize().toString());
      }
    }
    try (Stream<Path> files = Files.walk(STYLES)) {
      assertThat(used.stream().distinct())
          .containsExactlyInAnyOrderElementsOf(
              files
                  .filter(Files::isRegularFile)
                  .map(file -> STYLES.relativize(file).toString())
                  .toList());
    }
  }

  /** The build puts it beside the text, and JavaFX takes it from there. */
  @Test
  void theBinaryFormOfAStyleSheetHoldsTheSameRules(@TempDir Path folder) throws IOException {
    List<Path> sheets;
    try (Stream<Path> files = Files.walk(STYLES)) {
      sheets = files.filter(Files::isRegularFile).toList();
    }
    for (Path sheet : sheets) {
      Path binary = folder.resolve("sheet.bss");
      Stylesheet.convertToBinary(sheet.toFile(), binary.toFile());
      assertThat(rules(Stylesheet.loadBinary(binary.toUri().toURL())))
          .as(sheet.toString())
          .isNotEmpty()
          .isEqualTo(rules(new CssParser().parse(sheet.toUri().toURL())));
    }
  }

  private static List<String> rules(Stylesheet of) {
    return of.getRules().stream()
        .map(
            rule ->
                rule.getSelectors()
                    + " "
                    + rule.getDeclarations().stream().map(Declaration::getProperty).toList())
        .toList();
  }

  @Test
  void noColourIsNamedByValueButTheShadesOfStatesAndUnderASheet() throws IOException {
    try (Stream<Path> files = Files.walk(STYLES)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        if (file.endsWith("kit/shades.css")) {
          continue; // ColourSightTest judges it
        }
        assertThat(Files.readString(file).replaceAll("rgba\\(0, 0, 0, [0-9.]+\\)", ""))
            .as(file.toString())
            .doesNotContainPattern("#[0-9a-fA-F]{3,8};|rgba?\\(");
      }
    }
  }
}
