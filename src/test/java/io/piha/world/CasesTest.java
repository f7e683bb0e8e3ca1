package io.piha.world;

import static org.assertj.core.api.Assertions.assertThat;

import io.piha.rules.Rule;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What others were hurt by, played in the world, each with its transcript beside it.
 *
 * <p>A changed transcript shows as a difference of texts. When it is the better one, {@code mvn
 * test -Dtest=CasesTest -Dcases=record} writes it down, and the difference is judged in review.
 */
class CasesTest {

  private static final Pattern THREAD =
      Pattern.compile("[A-Za-z0-9_.-]+(/[A-Za-z0-9_.-]+)?#\\d+|https://\\S+");

  static Stream<String> names() throws IOException {
    return CaseFile.all().stream().map(CaseFile::name);
  }

  @ParameterizedTest
  @MethodSource("names")
  void goesAsWritten(String name) throws IOException {
    CaseFile file = CaseFile.read(CaseFile.FOLDER.resolve(name + ".yaml"));
    Path golden = CaseFile.FOLDER.resolve(name + ".txt");
    List<String> wrong = new ArrayList<>();
    StringBuilder lived = new StringBuilder("# " + file.title() + "\n");
    file.plays()
        .forEach(
            (play, one) -> {
              CasePlay.Lived came = CasePlay.live(one);
              lived.append(play.isEmpty() ? "" : "\n== " + play + "\n");
              came.transcript().forEach(line -> lived.append(line).append('\n'));
              came.wrong().forEach(each -> wrong.add((play + " " + each).strip()));
            });
    if ("record".equals(System.getProperty("cases"))) {
      Files.writeString(golden, lived);
    }
    assertThat(wrong).as("what must hold in %s, and does not:\n%s", name, lived).isEmpty();
    assertThat(lived.toString())
        .as("the transcript of %s", name)
        .isEqualTo(Files.readString(golden));
  }

  @Test
  void everyCaseSaysWhereItIsFromAndWhichRulesItGuards() throws IOException {
    Set<String> rules = Stream.of(Rule.values()).map(Enum::name).collect(Collectors.toSet());
    // Not checked in the simulated world itself, but asked for by what holds in a case.
    rules.addAll(Set.of("L3", "L7", "L11", "L12", "L13"));
    for (Path each : CaseFile.all()) {
      CaseFile file = CaseFile.read(each);
      assertThat(file.rules()).as("rules of %s", each).isNotEmpty().isSubsetOf(rules);
      assertThat(file.threads())
          .as("threads of %s", each)
          .allMatch(t -> THREAD.matcher(t).matches());
    }
  }

  @Test
  void everyCaseStandsInTheTableOfTheDocs() throws IOException {
    String docs = Files.readString(Path.of("docs/cases.md"));
    assertThat(names().filter(each -> !docs.contains("`" + each + "`"))).isEmpty();
  }
}
