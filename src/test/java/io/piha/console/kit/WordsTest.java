package io.piha.console.kit;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Locale;
import java.util.Objects;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class WordsTest {

  private static final Pattern PLACE = Pattern.compile("\\{\\d}");
  private static final Pattern FXML_KEY = Pattern.compile("\"%([a-z0-9.]+)\"");
  private static final Pattern LITERAL = Pattern.compile("\"([a-z0-9_]+\\.[a-z0-9_.]*)\"");

  @Test
  void everyKeyIsInBothLanguagesWithTheSamePlaces() {
    Properties english = load("messages.properties");
    Properties spanish = load("messages_es.properties");

    assertThat(spanish.stringPropertyNames()).isEqualTo(english.stringPropertyNames());
    for (String key : english.stringPropertyNames()) {
      assertThat(places(spanish.getProperty(key)))
          .as(key)
          .isEqualTo(places(english.getProperty(key)));
    }
  }

  @Test
  void everyKeyThatAScreenNamesExists() {
    Set<String> named = find(Path.of("fxml/io/piha/console"), FXML_KEY);

    assertThat(load("messages.properties").stringPropertyNames()).containsAll(named);
  }

  @Test
  void noKeyIsUnused() {
    Set<String> used = find(Path.of("fxml/io/piha/console"), FXML_KEY);
    used.addAll(find(Path.of("src/main/java/io/piha/console"), LITERAL));

    // A literal that ends in a dot is a family: its keys are completed from the engine's words.
    assertThat(load("messages.properties").stringPropertyNames())
        .allSatisfy(
            key ->
                assertThat(used)
                    .anyMatch(it -> it.equals(key) || (it.endsWith(".") && key.startsWith(it))));
  }

  @Test
  void noTextHasAnApostropheThatMessageFormatWouldEat() {
    for (String file : Set.of("messages.properties", "messages_es.properties")) {
      Properties texts = load(file);
      assertThat(texts.values()).noneMatch(text -> text.toString().contains("'"));
    }
  }

  @Test
  void aMomentOfTodayIsATimeAndAnOlderOneHasItsDay() {
    var words = new Words(Locale.ENGLISH, ZoneId.of("Europe/Vienna"));
    Instant now = Instant.parse("2026-11-12T03:13:05Z");

    assertThat(words.moment(now.minusSeconds(35), now)).isEqualTo("04:12:30");
    assertThat(words.moment(now.minusSeconds(90_000), now)).isEqualTo("11 Nov 03:13");
  }

  @Test
  void latenciesAreMillisecondsUntilASecond() {
    var words = new Words(Locale.ENGLISH, ZoneId.of("UTC"));

    assertThat(words.took(Duration.ofMillis(38))).isEqualTo("38 ms");
    assertThat(words.took(Duration.ofMillis(1_240))).isEqualTo("1.2 s");
  }

  @Test
  void figuresAreWrittenAsInTheLanguageOfTheTexts() {
    var spanish = new Words(Locale.of("es", "ES"), ZoneId.of("UTC"));

    assertThat(spanish.tenths(5.2)).isEqualTo("5,2");
    assertThat(spanish.took(Duration.ofMillis(1_240))).isEqualTo("1,2 s");
    assertThat(spanish.stopwatch(Duration.ofMillis(94_050))).isEqualTo("1:34,0");
    assertThat(new Words(Locale.of("es", "MX"), ZoneId.of("UTC")).tenths(5.2)).isEqualTo("5.2");
    assertThat(new Words(Locale.GERMAN, ZoneId.of("UTC")).tenths(5.2))
        .as("texts that are not there in German are English")
        .isEqualTo("5.2");
  }

  @Test
  void mondayIsTheNextOneAndNeverNow() {
    var words = new Words(Locale.ENGLISH, ZoneId.of("UTC"));

    assertThat(words.untilMonday(Instant.parse("2026-11-12T20:00:00Z"), 8))
        .isEqualTo(Duration.ofHours(84));
    assertThat(words.untilMonday(Instant.parse("2026-11-16T08:00:00Z"), 8))
        .isEqualTo(Duration.ofDays(7));
  }

  private static Set<String> places(String text) {
    var found = new TreeSet<String>();
    Matcher matcher = PLACE.matcher(text);
    while (matcher.find()) {
      found.add(matcher.group());
    }
    return found;
  }

  private static Properties load(String name) {
    var properties = new Properties();
    try (var in =
        new InputStreamReader(
            Objects.requireNonNull(WordsTest.class.getResourceAsStream("/io/piha/console/" + name)),
            StandardCharsets.UTF_8)) {
      properties.load(in);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return properties;
  }

  private static Set<String> find(Path folder, Pattern pattern) {
    var found = new TreeSet<String>();
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        Matcher matcher = pattern.matcher(Files.readString(file));
        while (matcher.find()) {
          found.add(matcher.group(1));
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return found;
  }
}
