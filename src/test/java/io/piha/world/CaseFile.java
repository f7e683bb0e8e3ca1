package io.piha.world;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.dataformat.yaml.YAMLMapper;

/**
 * A case as it is written down under {@code cases/}: what has happened to somebody, and what must
 * hold when it happens here.
 *
 * @param title what happens, in a sentence
 * @param threads where it happened, as {@code repository#number} or an address
 * @param rules the rules that it guards
 * @param house how the house differs from the usual one
 * @param each one word of the case and what stands for it, one play after the other
 * @param happens what happens, each with its time, in {@link CaseActs}' words
 * @param lasts how long it is played
 */
record CaseFile(
    String title,
    List<String> threads,
    List<String> rules,
    List<String> house,
    Map<String, List<String>> each,
    List<String> happens,
    String lasts,
    Holds holds) {

  static final Path FOLDER = Path.of("src/test/resources/cases");
  private static final Pattern SPAN = Pattern.compile("([0-9.]+)(d|h|ms|m|s)");
  private static final Map<String, Double> SECONDS =
      Map.of("d", 86_400.0, "h", 3_600.0, "m", 60.0, "s", 1.0, "ms", 0.001);

  CaseFile {
    threads = Objects.requireNonNullElse(threads, List.of());
    house = Objects.requireNonNullElse(house, List.of());
    each = Objects.requireNonNullElse(each, Map.of());
  }

  /**
   * What must hold at the end; what is not said is not asked.
   *
   * @param cuts off commands that left for a switch
   * @param promotions promotions that were ordered, repeats not counted
   * @param leader who leads by the book, {@code nobody} included
   * @param acting who really acts
   * @param phase the word of the status document
   * @param nobody how long nobody acted, at most
   * @param together how long two acted at once, at most
   * @param told what people were told, each as {@code severity kind}
   * @param toldAtMost how many messages people got, at most
   * @param records how many of a kind were written
   * @param words what the transcript says, in this order
   * @param never what the transcript does not say
   */
  record Holds(
      @Nullable Integer cuts,
      @Nullable Integer promotions,
      @Nullable String leader,
      @Nullable List<String> acting,
      @Nullable String phase,
      @Nullable String nobody,
      @Nullable String together,
      @Nullable List<String> told,
      @Nullable Integer toldAtMost,
      @Nullable Map<String, Integer> records,
      @Nullable List<String> words,
      @Nullable List<String> never) {}

  private static final YAMLMapper YAML =
      YAMLMapper.builder().enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES).build();

  static CaseFile read(Path file) {
    return YAML.readValue(file.toFile(), CaseFile.class);
  }

  /** All of them, by name. */
  static List<Path> all() throws IOException {
    try (Stream<Path> files = Files.list(FOLDER)) {
      return files.filter(each -> each.toString().endsWith(".yaml")).sorted().toList();
    }
  }

  static String name(Path file) {
    return file.getFileName().toString().replace(".yaml", "");
  }

  /** The plays of the case by what stands for its word; one without a name where it has none. */
  Map<String, CaseFile> plays() {
    Map<String, CaseFile> plays = new LinkedHashMap<>();
    if (each.isEmpty()) {
      plays.put("", this);
      return plays;
    }
    each.forEach(
        (word, all) -> {
          for (String value : all) {
            plays.put(
                word + " " + value,
                new CaseFile(
                    title,
                    threads,
                    rules,
                    with(house, word, value),
                    Map.of(),
                    with(happens, word, value),
                    lasts,
                    holds));
          }
        });
    return plays;
  }

  private static List<String> with(List<String> lines, String word, String value) {
    List<String> filled = new ArrayList<>();
    lines.forEach(line -> filled.add(line.replace("$" + word, value)));
    return filled;
  }

  /** A span such as {@code 1h30m}; a minus turns it round. */
  static Duration span(String text) {
    if (text.startsWith("-")) {
      return span(text.substring(1)).negated();
    }
    Matcher part = SPAN.matcher(text);
    double seconds = 0;
    int end = 0;
    while (part.find() && part.start() == end) {
      double unit = Objects.requireNonNull(SECONDS.get(part.group(2)));
      seconds += Double.parseDouble(part.group(1)) * unit;
      end = part.end();
    }
    if (end == 0 || end != text.length()) {
      throw new IllegalArgumentException("no span: " + text);
    }
    return Duration.ofMillis(Math.round(seconds * 1_000));
  }
}
