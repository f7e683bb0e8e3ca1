package io.piha;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Habits that can be counted, so that nobody has to remember them in a review. */
class HouseRulesTest {
  private static final Path MAIN = Path.of("src/main/java");
  private static final int LONGEST_FILE = 400;
  private static final Pattern EMPTY_NAME =
      Pattern.compile(".*(Manager|Helper|Utils?|Impl|Data|Info)\\.java");
  private static final Pattern LEFT_OVER = Pattern.compile("\\b(TO" + "DO|FIX" + "ME|XX" + "X)\\b");

  @Test
  void noFileIsLongerThanAReaderHolds() {
    assertThat(mainFiles(file -> read(file).lines().count() > LONGEST_FILE))
        .as("files of more than %s lines: give each subject its own file", LONGEST_FILE)
        .isEmpty();
  }

  @Test
  void nothingIsLeftForLater() {
    Predicate<Path> leftOver = file -> LEFT_OVER.matcher(read(file)).find();
    assertThat(Stream.concat(javaFiles(MAIN, leftOver), testFiles(leftOver)).toList())
        .as("files with a note for later: do it, or open an issue")
        .isEmpty();
  }

  @Test
  void everyNameSaysSomething() {
    assertThat(mainFiles(file -> EMPTY_NAME.matcher(file.getFileName().toString()).matches()))
        .as("names that say nothing: use the field's own word for what it is")
        .isEmpty();
  }

  @Test
  void everyPackageIntroducesItself() {
    List<Path> silent =
        javaFiles(MAIN, file -> true)
            .map(Path::getParent)
            .distinct()
            .filter(folder -> !Files.exists(folder.resolve("package-info.java")))
            .toList();
    assertThat(silent)
        .as("packages without a package-info.java: say what it is for, with @NullMarked")
        .isEmpty();
  }

  @Test
  void everyPackageIsNullMarked() {
    assertThat(
            mainFiles(
                file -> file.endsWith("package-info.java") && !read(file).contains("@NullMarked")))
        .as("packages whose nulls nobody checks: add @NullMarked to package-info.java")
        .isEmpty();
  }

  private static List<Path> mainFiles(Predicate<Path> chosen) {
    return javaFiles(MAIN, chosen).toList();
  }

  private static Stream<Path> testFiles(Predicate<Path> chosen) {
    return javaFiles(Path.of("src/test/java"), chosen);
  }

  private static Stream<Path> javaFiles(Path root, Predicate<Path> chosen) {
    try (Stream<Path> files = Files.walk(root)) {
      return files
          .filter(file -> file.toString().endsWith(".java"))
          .filter(chosen)
          .sorted()
          .toList()
          .stream();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
