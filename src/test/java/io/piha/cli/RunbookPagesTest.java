package io.piha.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import io.piha.testing.Runbook;
import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Properties;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import picocli.CommandLine;

/** What the runbooks name has to exist: commands, options, buttons, pages. */
class RunbookPagesTest {
  private static final Path LABELS =
      Path.of("src/main/resources/io/piha/console/messages.properties");

  /** A page that is longer is not read at three in the morning. */
  private static final int LONGEST = 110;

  private static final int WIDEST = 120;

  static List<Runbook> pages() {
    return Runbook.all();
  }

  static List<Runbook> runbooks() {
    return pages().stream().filter(each -> !each.name().equals("README")).toList();
  }

  @ParameterizedTest
  @MethodSource("pages")
  void everyCommandIsOneThatTheProgramTakes(Runbook page) {
    for (Runbook.Block block : page.blocks()) {
      for (String command : block.commands()) {
        if (command.startsWith("piha ")) {
          List<String> words = Runbook.words(command);
          assertThatCode(
                  () ->
                      new CommandLine(new PihaCommand())
                          .parseArgs(words.subList(1, words.size()).toArray(String[]::new)))
              .as("%s: %s", page, command)
              .doesNotThrowAnyException();
        }
      }
    }
  }

  @ParameterizedTest
  @MethodSource("pages")
  void everyCommandNamedInASentenceExists(Runbook page) {
    for (String command : page.mentioned()) {
      CommandLine at = new CommandLine(new PihaCommand());
      for (String word : Runbook.words(command).stream().skip(1).toList()) {
        if (word.startsWith("-")) {
          assertThat(at.getCommandSpec().findOption(word)).as("%s: %s", page, command).isNotNull();
        } else if (!at.getSubcommands().isEmpty()) {
          assertThat(at.getSubcommands()).as("%s: %s", page, command).containsKey(word);
          at = Objects.requireNonNull(at.getSubcommands().get(word));
        }
      }
    }
  }

  @ParameterizedTest
  @MethodSource("pages")
  void everyButtonIsOneOfTheConsole(Runbook page) throws IOException {
    assertThat(labels()).as(page.name()).containsAll(page.buttons());
  }

  @ParameterizedTest
  @MethodSource("pages")
  void everyLinkLeadsSomewhere(Runbook page) throws IOException {
    for (String link : page.links()) {
      if (!link.startsWith("http")) {
        String[] parts = link.split("#", 2);
        Path to =
            parts[0].isEmpty() ? page.file() : page.file().resolveSibling(parts[0]).normalize();
        assertThat(to).as("%s: %s", page, link).exists();
        if (parts.length > 1) {
          assertThat(anchors(to)).as("%s: %s", page, link).contains(parts[1]);
        }
      }
    }
  }

  @ParameterizedTest
  @MethodSource("runbooks")
  void aRunbookSaysWhatIsSeenWhatToDoWhatNeverAndWhatElse(Runbook page) {
    assertThat(page.lines()).as(page.name()).contains("## Do", "## Never", "## When a step fails");
    assertThat(page.lines()).anyMatch(each -> each.startsWith("**You see:** "));
    assertThat(page.lines()).hasSizeLessThanOrEqualTo(LONGEST);
    assertThat(page.lines()).allMatch(each -> each.length() <= WIDEST);
    assertThat(page.blocks().stream().filter(Runbook.Block::isPiha))
        .as("what each command answers is shown: %s", page)
        .allMatch(each -> !each.expected().isEmpty());
  }

  @Test
  void theIndexAndTheDocumentationNameEveryPage() throws IOException {
    Set<String> linked = Set.copyOf(Runbook.page("README").links());
    assertThat(linked).containsAll(runbooks().stream().map(each -> each.name() + ".md").toList());
    assertThat(Files.readString(Path.of("docs/README.md"))).contains("(OPERATIONS/README.md)");
    assertThat(Files.readString(Path.of("README.md"))).contains("(docs/OPERATIONS/README.md)");
  }

  private static Set<String> labels() throws IOException {
    Properties labels = new Properties();
    try (Reader reader = Files.newBufferedReader(LABELS)) {
      labels.load(reader);
    }
    return labels.values().stream().map(String::valueOf).collect(Collectors.toSet());
  }

  /** As they are made of headings where the pages are read. */
  private static Set<String> anchors(Path page) throws IOException {
    return Files.readAllLines(page).stream()
        .filter(each -> each.startsWith("#"))
        .map(each -> each.replaceFirst("#+ ", "").toLowerCase(Locale.ROOT))
        .map(each -> each.replaceAll("[^a-z0-9 _-]", "").replace(' ', '-'))
        .collect(Collectors.toSet());
  }
}
