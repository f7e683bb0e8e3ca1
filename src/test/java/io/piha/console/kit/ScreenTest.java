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
import org.junit.jupiter.api.Test;

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
