package io.piha.peers;

import static org.assertj.core.api.Assertions.assertThat;

import io.piha.cli.Typed;
import io.piha.testing.Runbook;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Somebody who goes by a runbook: types its commands as they stand there, and reads what is said to
 * follow. The question whether to go on is answered with yes.
 */
final class Night {
  private final House house;
  private final Runbook page;
  private final List<Runbook.Block> left;
  private String snapshot = "";

  Night(House house, String page) {
    this.house = house;
    this.page = Runbook.page(page);
    this.left = new ArrayList<>(this.page.blocks().stream().filter(Runbook.Block::isPiha).toList());
  }

  /** The name that stands for {@code ID} from now on. */
  Night snapshot(String id) {
    snapshot = id;
    return this;
  }

  /** Does the next block that begins so, until it answers as the page says. */
  Night does(String begins) {
    Runbook.Block block = take(begins);
    house.await(
        page + ": " + block,
        () -> {
          String said = type(block);
          if (acts(block)) {
            assertThat(answers(block, said)).as("%s: %s\nsaid: %s", page, block, said).isTrue();
          }
          return answers(block, said);
        });
    return this;
  }

  private Runbook.Block take(String begins) {
    for (Runbook.Block each : left) {
      if (each.commands().getFirst().startsWith(begins)) {
        left.remove(each);
        return each;
      }
    }
    throw new AssertionError(page + " has no further block that begins: " + begins);
  }

  /** Nothing of the page was left out. */
  void done() {
    assertThat(left).as("not tried: %s", page).isEmpty();
  }

  private String type(Runbook.Block block) {
    return block.commands().stream().map(this::type).collect(Collectors.joining());
  }

  private String type(String command) {
    List<String> words = new ArrayList<>(Runbook.words(command));
    words.removeFirst();
    words.replaceAll(each -> each.equals("ID") ? snapshot : each);
    if (asks(command)) {
      words.add("--yes");
    }
    words.addAll(0, List.of("--config", house.config().toString()));
    return Typed.run(words) + "\n";
  }

  private static boolean asks(String command) {
    return command.contains("--reason") && !command.contains("--dry-run");
  }

  private static boolean acts(Runbook.Block block) {
    return block.commands().stream().anyMatch(Night::asks);
  }

  /** Whether the lines are said, in this order; {@code …} stands for anything. */
  private static boolean answers(Runbook.Block block, String said) {
    List<String> lines = said.lines().toList();
    int at = 0;
    for (String expected : block.expected()) {
      Pattern pattern = pattern(expected);
      while (at < lines.size() && !pattern.matcher(lines.get(at)).find()) {
        at++;
      }
      if (at++ >= lines.size()) {
        return false;
      }
    }
    return true;
  }

  /** Columns are filled with blanks, so one blank stands for some. */
  private static Pattern pattern(String expected) {
    String text =
        java.util.Arrays.stream(expected.split("…", -1))
            .map(
                part ->
                    java.util.Arrays.stream(part.split(" +", -1))
                        .map(Pattern::quote)
                        .collect(Collectors.joining(" +")))
            .collect(Collectors.joining(".*"));
    return Pattern.compile("^ *" + text);
  }
}
