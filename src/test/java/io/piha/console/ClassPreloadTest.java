package io.piha.console;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ClassPreloadTest {

  private static final ClassLoader LOADER = ClassPreload.class.getClassLoader();

  @Test
  void whatIsMissingOrNoNameAtAllIsPassedOver() throws IOException {
    String list = "io.piha.console.Console\nno.such.Thing\n\n[[!\nio/piha/console/Choice\n";
    List<String> asked = new ArrayList<>();
    var loader =
        new ClassLoader(LOADER) {
          @Override
          protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
            asked.add(name);
            return super.loadClass(name, resolve);
          }
        };

    int loaded =
        ClassPreload.load(new ByteArrayInputStream(list.getBytes(StandardCharsets.UTF_8)), loader);

    assertThat(loaded).isEqualTo(1);
    assertThat(asked).contains("io.piha.console.Console", "no.such.Thing");
  }

  @Test
  void theBuildsListIsOfThisProgramsWindow() throws IOException {
    try (InputStream list = ClassPreload.class.getResourceAsStream("first-classes.txt")) {
      assertThat(list).as("made by the build, where the demo runs").isNotNull();
      byte[] text = list.readAllBytes();
      List<String> names = new String(text, StandardCharsets.UTF_8).lines().toList();
      assertThat(names)
          .contains(
              "javafx.scene.control.Label",
              "io.piha.console.frame.ConsoleScene",
              "io.piha.console.overview.HostTile")
          .noneMatch(name -> name.startsWith("io.piha.engine"));
      assertThat(ClassPreload.load(new ByteArrayInputStream(text), LOADER)).isEqualTo(names.size());
    }
  }
}
