package io.piha.site;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * A YAML file beside the configuration, read as the configuration is: within the same limits, with
 * every mistake found at once and placed by line and column. It has no placeholders.
 */
public final class YamlText {

  private YamlText() {}

  /**
   * What came of it.
   *
   * @param value empty when there is any error
   */
  public record Read<T>(Optional<T> value, List<Finding> findings) {
    public Read {
      findings = List.copyOf(findings);
    }
  }

  /**
   * Reads a text whose outermost form is a map.
   *
   * @param name what findings call it
   * @param reader makes the value of the map; it reports what is wrong through what it reads
   */
  public static <T> Read<T> read(String name, String text, Function<Fields, T> reader) {
    Report report = new Report();
    report.origin("", new Origin(name, 1, 1));
    Optional<YamlTree> tree = YamlParser.parse(name, text, report);
    if (tree.isPresent() && tree.get() instanceof YamlTree.Mapping map) {
      Placeholders none = new Placeholders(Map.of(), true, "", Map.of());
      Reading reading = new Reading(report, none, Path.of(""));
      Fields fields = new Fields(map, "", new Origin(name, 1, 1), reading);
      T value = reader.apply(fields);
      fields.done();
      return new Read<>(
          report.hasErrors() ? Optional.empty() : Optional.of(value), report.findings());
    }
    if (!report.hasErrors()) {
      report.error(
          tree.map(YamlTree::at).orElse(new Origin(name, 1, 1)),
          "",
          "expected a map, found " + tree.map(YamlTree::kind).orElse("nothing"),
          "begin with a key such as title: TEXT");
    }
    return new Read<>(Optional.empty(), report.findings());
  }
}
