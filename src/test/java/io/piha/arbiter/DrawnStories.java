package io.piha.arbiter;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Random;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/**
 * Draws new stories: a written one into which things happen that happen in others, at any time.
 * {@code mvn test -Dtest=DrawnStories -Ddraw=40 -Ddraw.seed=7} plays them into {@code
 * target/drawn/}. Those worth keeping, because a break of the arbiter is noticed by no other, are
 * moved to {@code scenarios/drawn/}, where {@link StoryTest} plays them again.
 */
final class DrawnStories {

  private static final Path OUT = Path.of("target/drawn");

  /** Longer ones nobody reads. */
  private static final int MOST_LINES = 240;

  private final List<List<String>> bases = new ArrayList<>();
  private final List<String> happenings = new ArrayList<>();

  @Test
  @EnabledIfSystemProperty(named = "draw", matches = "[0-9]+")
  void drawsNewOnes() throws IOException {
    gather();
    long seed = Long.getLong("draw.seed", 1);
    Files.createDirectories(OUT);
    int drawn = 0;
    for (int i = 0; drawn < Integer.getInteger("draw"); i++) {
      Optional<String> story = draw(new Random(seed * 1_000_003 + i));
      if (story.isPresent()) {
        drawn++;
        Files.writeString(OUT.resolve("%d-%03d.txt".formatted(seed, drawn)), story.get());
      }
    }
    assertThat(drawn).isPositive();
  }

  private void gather() throws IOException {
    var all = new TreeSet<String>();
    for (Path file : StoryTest.stories()) {
      if (file.toString().contains("drawn")) {
        continue;
      }
      List<String> script =
          Files.readAllLines(file).stream()
              .filter(each -> each.startsWith("given ") || each.startsWith("at "))
              .toList();
      bases.add(script);
      script.stream()
          .filter(each -> each.startsWith("at "))
          .map(each -> each.split(" ", 3)[2])
          .filter(each -> !each.equals("end") && !each.startsWith("look") && !each.startsWith("--"))
          .forEach(all::add);
    }
    happenings.addAll(all);
  }

  /** Empty when something is to happen to whom this house has not. */
  private Optional<String> draw(Random chance) {
    List<String> base = bases.get(chance.nextInt(bases.size()));
    var given = new ArrayList<String>();
    record At(long millis, String what) {}
    var script = new ArrayList<At>();
    for (String line : base) {
      if (line.startsWith("given ")) {
        given.add(line);
        continue;
      }
      String[] parts = line.split(" ", 3);
      if (!parts[2].equals("end")) {
        script.add(new At(Story.span(parts[1]).toMillis(), parts[2]));
      }
    }
    for (int i = 3 + chance.nextInt(6); i > 0; i--) {
      // Most of what can go wrong in a failover goes wrong in its first four minutes.
      long at = chance.nextInt(3) == 0 ? chance.nextInt(1_200_000) : chance.nextInt(240_000);
      script.add(new At(at, happenings.get(chance.nextInt(happenings.size()))));
    }
    script.sort((a, b) -> Long.compare(a.millis(), b.millis()));
    var text = new StringBuilder("# Drawn by chance.\n");
    given.forEach(line -> text.append(line).append('\n'));
    for (At each : script) {
      text.append(String.format(Locale.ROOT, "at %dms %s\n", each.millis(), each.what()));
    }
    text.append(String.format(Locale.ROOT, "at %dms end\n", script.getLast().millis() + 400_000));
    try {
      String played = Story.play(text.toString());
      return played.lines().count() > MOST_LINES ? Optional.empty() : Optional.of(played);
    } catch (RuntimeException e) {
      return Optional.empty();
    }
  }
}
