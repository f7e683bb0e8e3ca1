package io.piha.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.piha.testing.NeedsPeer;
import io.piha.testing.Programs;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ManualCommandTest {
  @TempDir Path folder;

  @BeforeEach
  void write() {
    assertThat(Main.run("manual", "--to", folder.toString())).isZero();
  }

  @Test
  void everyCommandThatIsShownHasAPage() throws Exception {
    try (Stream<Path> pages = Files.list(folder.resolve("man1"))) {
      List<String> names = pages.map(each -> each.getFileName().toString()).toList();
      assertThat(names)
          .contains("piha.1", "piha-engine.1", "piha-promote.1", "piha-snapshot-list.1")
          .doesNotContain("piha-manual.1");
    }
    assertThat(folder.resolve("man1/piha-promote.1"))
        .content()
        .contains("\\-\\-reason", ".SH EXIT STATUS")
        .doesNotContain("${");
  }

  @Test
  @NeedsPeer("man")
  void manReadsThePagesWithoutAWarning() throws Exception {
    for (String name : List.of("piha", "piha-promote", "piha-demo", "piha-snapshot")) {
      String page =
          Programs.run(
              "sh",
              "-c",
              "MANWIDTH=80 LC_ALL=C.UTF-8 man --warnings -l \"$0\" 2>&1",
              folder.resolve("man1/" + name + ".1").toString());
      assertThat(page).contains("SYNOPSIS").doesNotContain("warning");
    }
  }

  @Test
  @NeedsPeer("bash")
  void bashCompletesCommandsAndTheirOptions() throws Exception {
    String script =
        "source \"$0\"; COMP_WORDS=(piha promote --rea); COMP_CWORD=2; _complete_piha;"
            + " echo \"${COMPREPLY[@]}\"; COMP_WORDS=(piha snap); COMP_CWORD=1; _complete_piha;"
            + " echo \"${COMPREPLY[@]}\"";
    assertThat(Programs.run("bash", "-c", script, folder.resolve("piha.bash").toString()))
        .contains("--reason", "snapshot");
  }
}
