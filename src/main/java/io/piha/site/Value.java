package io.piha.site;

import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * One value of the file on the way to become a typed one. Each conversion gives nothing when it
 * reported a mistake, so a reader goes on with a stand-in and all mistakes are found at once.
 */
public final class Value {
  private static final int LONGEST = 8192;

  private final YamlTree tree;
  private final String path;
  private final Origin place;
  private final Reading reading;

  Value(YamlTree tree, String path, Origin place, Reading reading) {
    this.tree = tree;
    this.path = path;
    this.place = place;
    this.reading = reading;
  }

  String path() {
    return path;
  }

  Reading reading() {
    return reading;
  }

  /**
   * Whether a mistake was reported here or below, so that it makes no sense to judge it further.
   */
  public boolean isBroken() {
    return reading.report().isBroken(path);
  }

  /** Whether null stands there. */
  boolean isNothing() {
    return tree instanceof YamlTree.Scalar scalar && scalar.isNull();
  }

  boolean isList() {
    return tree instanceof YamlTree.Sequence;
  }

  boolean isMap() {
    return tree instanceof YamlTree.Mapping;
  }

  /** Tells whoever listens what is taken from here. */
  void as(Asked.Form form) {
    reading.report().asked(path, form);
  }

  /** Whether the word {@code false} stands there. */
  boolean isFalse() {
    as(Asked.Plain.FALSE);
    return tree instanceof YamlTree.Scalar scalar
        && scalar.isFlag()
        && scalar.text().equalsIgnoreCase("false");
  }

  /** Reports a mistake here. */
  public void error(String message, String remedy) {
    reading.report().error(place, path, message, remedy);
  }

  /** Reports a doubt here. */
  public void warning(String message, String remedy) {
    reading.report().warning(place, path, message, remedy);
  }

  /** The map that stands here. */
  public Optional<Fields> fields() {
    as(Asked.Plain.MAP);
    if (tree instanceof YamlTree.Mapping map) {
      return Optional.of(new Fields(map, path, place, reading));
    }
    error("expected a map, found " + tree.kind(), "write its keys below it");
    return Optional.empty();
  }

  /** The items of the list that stands here. */
  public List<Value> items() {
    as(Asked.Plain.LIST);
    if (!(tree instanceof YamlTree.Sequence list)) {
      error("expected a list, found " + tree.kind(), "write it in [ ] or with dashes");
      return List.of();
    }
    List<Value> values = new ArrayList<>();
    for (YamlTree item : list.items()) {
      String itemPath = path + "[" + values.size() + "]";
      reading.report().origin(itemPath, item.at());
      values.add(new Value(item, itemPath, item.at(), reading));
    }
    return values;
  }

  /** A text that may be shown, and therefore holds no secret. */
  public Optional<String> text() {
    as(Asked.Plain.TEXT);
    return word("text").map(Placeholders.Filled::value);
  }

  /** A text that may hold a secret. */
  public Optional<SecretText> secretText() {
    as(Asked.Plain.SECRET_TEXT);
    return filled("text").map(each -> SecretText.of(each.value(), each.shown()));
  }

  /** A text of one line that may hold a secret. */
  public Optional<SecretText> secretLine() {
    as(Asked.Plain.SECRET_TEXT);
    return filled("text")
        .filter(this::isLine)
        .map(each -> SecretText.of(each.value(), each.shown()));
  }

  /** A password, token or key; what stands here is never shown, placeholder or not. */
  public Optional<Secret> secret() {
    as(Asked.Plain.SECRET);
    return filled("text").filter(this::isLine).map(each -> new Secret(each.value()));
  }

  /** A duration longer than nothing. */
  public Optional<Duration> duration() {
    as(Asked.Plain.DURATION);
    Optional<Duration> duration = durationOrZero();
    if (duration.isPresent() && duration.get().isZero()) {
      error("must be longer than nothing", "write a duration such as 30s");
      return Optional.empty();
    }
    return duration;
  }

  /** A duration that may be nothing. */
  public Optional<Duration> durationOrZero() {
    as(Asked.Plain.DURATION_OR_ZERO);
    Optional<String> text = word("a duration").map(Placeholders.Filled::value);
    if (text.isEmpty()) {
      return Optional.empty();
    }
    Optional<Duration> duration = Durations.parse(text.get());
    if (duration.isEmpty()) {
      String raw = raw();
      String message =
          raw.matches("[0-9]+")
              ? raw.length() > 12 ? "is no duration" : Words.quote(raw) + " has no unit"
              : raw.startsWith("-")
                  ? "a duration cannot be negative"
                  : Words.quote(raw) + " is no duration";
      error(message, "write a whole number with ms, s, m, h or d, such as 500ms, 30s, 24h");
    }
    return duration;
  }

  /** A whole number within bounds. */
  public Optional<Integer> integer(int least, int most) {
    as(new Asked.Whole(least, most));
    Optional<Placeholders.Filled> filled = word("a whole number");
    if (filled.isEmpty()) {
      return Optional.empty();
    }
    boolean number = filled.get().value().matches("[-+]?[0-9]{1,9}");
    if (!number || !(isPlain() || filled.get().filled())) {
      error(
          "expected a whole number, found " + Words.quote(raw()),
          number ? "write it without quotes" : "write a number from " + least + " to " + most);
      return Optional.empty();
    }
    int value = Integer.parseInt(filled.get().value());
    if (value < least || value > most) {
      error(value + " is out of bounds", "write a number from " + least + " to " + most);
      return Optional.empty();
    }
    return Optional.of(value);
  }

  /** True or false, as YAML 1.2 has them. */
  public Optional<Boolean> flag() {
    as(Asked.Plain.FLAG);
    if (tree instanceof YamlTree.Scalar scalar && scalar.isFlag()) {
      return Optional.of(scalar.text().equalsIgnoreCase("true"));
    }
    if (tree instanceof YamlTree.Scalar) {
      Optional<String> filled = word("true or false").map(Placeholders.Filled::value);
      if (filled.isPresent() && isPlaceholder() && filled.get().matches("true|false")) {
        return Optional.of(filled.get().equals("true"));
      }
      filled.ifPresent(
          _ -> error("expected true or false, found " + Words.quote(raw()), flagRemedy()));
      return Optional.empty();
    }
    error("expected true or false, found " + tree.kind(), "write true or false");
    return Optional.empty();
  }

  private String flagRemedy() {
    return switch (raw().toLowerCase(Locale.ROOT)) {
      case "yes", "on", "y" -> "write true";
      case "no", "off", "n" -> "write false";
      case "true", "false" -> "write it without quotes";
      default -> "write true or false";
    };
  }

  /** One of an enum's words, in lower case as in the file. */
  public <E extends Enum<E>> Optional<E> choice(Class<E> type) {
    Optional<String> text = text();
    if (text.isEmpty()) {
      return Optional.empty();
    }
    E[] choices = type.getEnumConstants();
    List<String> words =
        Stream.of(choices).map(each -> each.name().toLowerCase(Locale.ROOT)).toList();
    int chosen = words.indexOf(text.get());
    if (chosen < 0) {
      notOneOf(words);
      return Optional.empty();
    }
    as(new Asked.Choice(words));
    return Optional.of(choices[chosen]);
  }

  /** Reports that none of the known words stands here. */
  public void notOneOf(List<String> words) {
    as(new Asked.Choice(words));
    error(
        Words.quote(raw()) + " is not " + Words.either(words),
        Words.closest(raw(), words)
            .map(near -> "did you mean " + Words.quote(near) + "?")
            .orElse("write " + Words.either(words)));
  }

  /** A path; a relative one starts at the configuration's folder. */
  public Optional<Path> file() {
    as(Asked.Plain.PATH);
    Optional<String> text = text();
    if (text.isEmpty()) {
      return Optional.empty();
    }
    try {
      return Optional.of(reading.folder().resolve(text.get()).normalize());
    } catch (InvalidPathException _) {
      error("is no path that this system knows", "write a path");
      return Optional.empty();
    }
  }

  /** A path of a file that is read later; a warning when it does not exist now. */
  public Optional<Path> existingFile() {
    Optional<Path> file = file();
    if (file.isPresent() && !Files.exists(file.get())) {
      warning("there is no file " + Words.quote(file.get().toString()), "put it there");
    }
    return file;
  }

  /** What was written, before anything is filled in; free of secret values. */
  public String raw() {
    return tree instanceof YamlTree.Scalar scalar ? scalar.text() : tree.kind();
  }

  private boolean isPlain() {
    return tree instanceof YamlTree.Scalar scalar && scalar.plain();
  }

  private boolean isPlaceholder() {
    return raw().contains("${");
  }

  private boolean isLine(Placeholders.Filled text) {
    if (text.value().chars().anyMatch(each -> Character.isISOControl(each))) {
      error("has a line break or another control character inside", "write it on one line");
      return false;
    }
    return true;
  }

  private Optional<Placeholders.Filled> word(String expected) {
    Optional<Placeholders.Filled> filled = filled(expected);
    if (filled.isPresent() && filled.get().secret()) {
      error("cannot hold a secret, because it is shown", "write it out, or use ${env:NAME}");
      return Optional.empty();
    }
    return filled.filter(this::isLine);
  }

  private Optional<Placeholders.Filled> filled(String expected) {
    if (!(tree instanceof YamlTree.Scalar scalar) || scalar.isNull() || scalar.isFlag()) {
      boolean flag = tree instanceof YamlTree.Scalar scalar && scalar.isFlag();
      error(
          "expected " + expected + ", found " + tree.kind(),
          flag ? "put it in quotes if it is meant as text" : "write " + expected);
      return Optional.empty();
    }
    Optional<Placeholders.Filled> filled =
        reading.placeholders().fill(scalar.text(), scalar.at(), path, reading.report());
    if (filled.isPresent() && filled.get().value().isBlank()) {
      error("is empty", "write " + expected + ", or remove the key");
      return Optional.empty();
    }
    if (filled.isPresent() && filled.get().value().length() > LONGEST) {
      error("is longer than " + LONGEST + " characters", "shorten it");
      return Optional.empty();
    }
    return filled;
  }
}
