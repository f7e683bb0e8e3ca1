package io.piha.arbiter;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Each story under {@code scenarios/} is answered as it is written there.
 *
 * <p>A changed answer shows as a difference of texts. When it is the better answer, {@code mvn test
 * -Dtest=StoryTest -Dstories=record} writes it down, and the difference is judged in review.
 */
final class StoryTest {

  private static final Path STORIES = Path.of("src/test/resources/scenarios");

  static List<Path> stories() throws IOException {
    try (Stream<Path> files = Files.walk(STORIES)) {
      return files.filter(each -> each.toString().endsWith(".txt")).sorted().toList();
    }
  }

  @ParameterizedTest
  @MethodSource("stories")
  void isAnsweredAsWritten(Path story) throws IOException {
    String written = Files.readString(story);
    String played = Story.play(written);
    if ("record".equals(System.getProperty("stories"))) {
      Files.writeString(story, played);
    }
    assertThat(played).as("the arbiter's answers to %s", story).isEqualTo(written);
  }
}
